import { z } from "zod";
import { problems, type RouteSpec } from "../route.ts";
import { SEARCH_LENGTH_MAX } from "./search.ts";
import { shelfQuery } from "./shelf-query.ts";

const Suggestion = z
  .strictObject({
    kind: z.enum(["query", "product"]),
    text: z.string().meta({ description: "What to show, and for a query what to search for." }),
    handle: z.string().optional().meta({ description: "Of a product." }),
  })
  .meta({ id: "Suggestion" });

export const suggestSearches = {
  operationId: "suggestSearches",
  method: "get",
  path: "/v1/store/search/suggestions",
  summary: "Complete what a shopper is typing",
  description:
    "The popular first: words that continue what was typed, then products whose titles do. Made from the same index as searches, within the same 12 seconds.",
  tags: ["Catalog"],
  scope: "store",
  request: {
    query: z.object({
      q: z
        .string()
        .min(1)
        .max(SEARCH_LENGTH_MAX)
        .meta({ description: "What was typed so far.", example: "lin" }),
      ...shelfQuery,
    }),
  },
  responses: {
    200: {
      description: "At most ten.",
      headers: z.object({ etag: z.string(), "cache-control": z.string() }),
      content: {
        "application/json": {
          schema: z.strictObject({ data: z.array(Suggestion).max(10) }).meta({ id: "Suggestions" }),
        },
      },
    },
    304: { description: "What you hold is still good." },
    ...problems("invalid_request", "unauthenticated", "service_unavailable"),
  },
} as const satisfies RouteSpec;
