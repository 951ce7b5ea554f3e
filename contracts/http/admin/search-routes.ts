import { z } from "zod";
import { Timestamp, text } from "../../wire.ts";
import { conditionalHeaders } from "../headers.ts";
import { json, problems, type RouteSpec } from "../route.ts";

const tags = ["Search (admin)"];
const shared = problems("invalid_request", "unauthenticated", "scope_missing", "service_unavailable");
const tagged = z.object({ etag: z.string() });

const SearchStatus = z
  .strictObject({
    documents: z.int().min(0).meta({ description: "Products that can be found." }),
    changes_behind: z
      .int()
      .min(0)
      .meta({ description: "Committed changes that the index has not seen yet." }),
    products_pending: z.int().min(0).meta({ description: "Products that it has to look at again." }),
    caught_up_at: z.union([Timestamp, z.null()]).meta({ description: "When it last knew everything." }),
    generation: z.int().min(1).meta({ description: "Counts up with each rebuild." }),
    rebuild: z
      .union([
        z.strictObject({ began_at: Timestamp, documents: z.int().min(0), products_pending: z.int().min(0) }),
        z.null(),
      ])
      .meta({ description: "The index that is being built beside the one that serves." }),
  })
  .meta({ id: "SearchStatus" });

export const getSearchStatus = {
  operationId: "getSearchStatus",
  method: "get",
  path: "/v1/admin/search",
  summary: "See how the search index is doing",
  tags,
  scope: "catalog:read",
  responses: {
    200: { description: "As it is now.", content: { "application/json": { schema: SearchStatus } } },
    ...shared,
  },
} as const satisfies RouteSpec;

export const rebuildSearch = {
  operationId: "rebuildSearch",
  method: "post",
  path: "/v1/admin/search/rebuild",
  summary: "Build the search index anew",
  description:
    "The present index serves until the new one is complete. While a rebuild is under way, another call changes nothing.",
  tags,
  scope: "catalog:write",
  responses: {
    202: { description: "It is under way.", content: { "application/json": { schema: SearchStatus } } },
    ...shared,
  },
} as const satisfies RouteSpec;

const phrase = text(60);

export const Synonyms = z
  .strictObject({
    data: z
      .array(
        z.strictObject({
          words: z.array(phrase).min(1).max(10).meta({
            description: "Words or short phrases that mean the same: who asks for one finds all of them.",
          }),
          replaces: z.array(phrase).max(10).optional().meta({
            description:
              "One way: who asks for one of `words` also finds these, and not the other way round.",
          }),
        }),
      )
      .max(1_000),
  })
  .meta({
    id: "Synonyms",
    example: {
      data: [{ words: ["sofa", "couch"] }, { words: ["tv"], replaces: ["television"] }],
    },
  });

export const getSynonyms = {
  operationId: "getSynonyms",
  method: "get",
  path: "/v1/admin/search/synonyms",
  summary: "Read the synonyms",
  tags,
  scope: "catalog:read",
  responses: {
    200: {
      description: "All of them.",
      headers: tagged,
      content: { "application/json": { schema: Synonyms } },
    },
    ...shared,
  },
} as const satisfies RouteSpec;

export const putSynonyms = {
  operationId: "putSynonyms",
  method: "put",
  path: "/v1/admin/search/synonyms",
  summary: "Set the synonyms",
  description: "All of them at once. Searches follow within seconds; nothing is indexed anew.",
  tags,
  scope: "catalog:write",
  request: { headers: conditionalHeaders, body: json("All synonyms.", Synonyms) },
  responses: {
    200: { description: "Set.", headers: tagged, content: { "application/json": { schema: Synonyms } } },
    ...shared,
    ...problems("version_mismatch"),
  },
} as const satisfies RouteSpec;

const Popularity = z
  .strictObject({
    data: z
      .array(
        z.strictObject({
          product_id: z.string().min(1).max(64),
          units_sold: z.int().min(0).max(1_000_000_000).meta({
            description: "Lately, in whatever period you choose, the same for all.",
          }),
        }),
      )
      .min(1)
      .max(1_000),
  })
  .meta({
    id: "Popularity",
    example: { data: [{ product_id: "prod_8k2m4q6s8v0x2z4b6d8f", units_sold: 140 }] },
  });

export const putPopularity = {
  operationId: "putPopularity",
  method: "put",
  path: "/v1/admin/search/popularity",
  summary: "Say what sold well",
  description:
    "Search ranks by relevance × popularity. Products that are not named keep what was said of them; 0 forgets it. Searches follow within seconds.",
  tags,
  scope: "catalog:write",
  request: { body: json("Up to 1,000 products.", Popularity) },
  responses: { 204: { description: "Noted." }, ...shared },
} as const satisfies RouteSpec;
