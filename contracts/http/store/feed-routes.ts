import { z } from "zod";
import { problems, type RouteSpec } from "../route.ts";

export const getFeed = {
  operationId: "getFeed",
  method: "get",
  path: "/feeds/{file}",
  summary: "The sitemap, or a feed of all products",
  description:
    "`sitemap.xml` (sitemaps.org; it names the files `sitemap-0.xml` and so on) and `google-merchant.xml` (Google's product data specification, RSS 2.0), for each market also `google-merchant.{market}.xml`. Needs no key. Up to an hour old.",
  tags: ["Catalog"],
  scope: null,
  request: {
    params: z.object({
      file: z.string().min(1).max(80).meta({ description: "Which of them.", example: "sitemap.xml" }),
    }),
  },
  responses: {
    200: {
      description: "The file.",
      headers: z.object({ etag: z.string(), "cache-control": z.string() }),
      content: { "application/xml": { schema: z.string() } },
    },
    304: {
      description: "What you hold is still good.",
      headers: z.object({ etag: z.string(), "cache-control": z.string() }),
    },
    ...problems("not_found", "service_unavailable"),
  },
} as const satisfies RouteSpec;
