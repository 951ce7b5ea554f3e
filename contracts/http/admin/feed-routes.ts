import { z } from "zod";
import { problems, type RouteSpec } from "../route.ts";
import { Job } from "./job.ts";

export const refreshFeeds = {
  operationId: "refreshFeeds",
  method: "post",
  path: "/v1/admin/feeds/refresh",
  summary: "Publish the sitemap and the product feeds now",
  description:
    "They are published by themselves within the hour after something changed, once the settings name a `storefront`. One that is under way is answered with.",
  tags: ["Jobs (admin)"],
  scope: "catalog:write",
  responses: {
    202: {
      description: "Under way.",
      headers: z.object({ location: z.string(), "retry-after": z.string() }),
      content: { "application/json": { schema: Job } },
    },
    ...problems(
      "invalid_request",
      "unauthenticated",
      "scope_missing",
      "storefront_missing",
      "service_unavailable",
    ),
  },
} as const satisfies RouteSpec;
