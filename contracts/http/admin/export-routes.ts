import { z } from "zod";
import { keyedHeaders } from "../headers.ts";
import { json, problems, type RouteSpec } from "../route.ts";
import { Job } from "./job.ts";

export const createExport = {
  operationId: "createExport",
  method: "post",
  path: "/v1/admin/exports",
  summary: "Write products to a file",
  description:
    "`souk-jsonl` holds all there is, a product a line; to import it again changes nothing. `shopify` holds what Shopify's CSV can: prices in the default currency, no price lists, no translations. Each product is whole as of when it was read. The file is at `GET /v1/admin/jobs/{id}/file` once the job is done.",
  tags: ["Jobs (admin)"],
  scope: "catalog:read",
  request: {
    headers: keyedHeaders,
    body: json(
      "What to write.",
      z
        .strictObject({
          format: z.enum(["souk-jsonl", "shopify"]),
          status: z
            .enum(["draft", "active", "archived"])
            .optional()
            .meta({ description: "Only these. Default: all but archived ones." }),
        })
        .meta({ id: "NewExport", example: { format: "souk-jsonl" } }),
    ),
  },
  responses: {
    202: {
      description: "Begun. The job tells how far it is.",
      headers: z.object({ location: z.string() }),
      content: { "application/json": { schema: Job } },
    },
    ...problems(
      "invalid_request",
      "unauthenticated",
      "scope_missing",
      "idempotency_key_reused",
      "service_unavailable",
    ),
  },
} as const satisfies RouteSpec;
