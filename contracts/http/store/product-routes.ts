import { z } from "zod";
import { CurrencyCode, Cursor, Handle, Limit, pageOf } from "../../wire.ts";
import { problems, type RouteSpec } from "../route.ts";
import { Collection, Product, ProductCard } from "./product.ts";

const tags = ["Catalog"];
const scope = "store" as const;
const currency = CurrencyCode.optional().meta({
  description: "Prices in this currency; default the shop's first.",
});
const ifNoneMatch = z.object({
  "if-none-match": z.string().max(1024).optional().meta({ description: "The `ETag` you hold." }),
});
const fresh = z.object({ etag: z.string(), "cache-control": z.string() });
const unchanged = { description: "What you hold is still good.", headers: fresh };

export const listProducts = {
  operationId: "listProducts",
  method: "get",
  path: "/v1/store/products",
  summary: "Browse published products",
  description:
    "Newest first, or the order of the collection. An edit by staff is seen here within 7 seconds, and that something sold out or came back within 10.",
  tags,
  scope,
  request: {
    headers: ifNoneMatch,
    query: z.object({
      limit: Limit,
      cursor: Cursor.optional(),
      collection: Handle.optional().meta({ description: "Only products of this collection." }),
      currency,
    }),
  },
  responses: {
    200: {
      description: "A page.",
      headers: fresh,
      content: { "application/json": { schema: pageOf(ProductCard).meta({ id: "ProductPage" }) } },
    },
    304: unchanged,
    ...problems("invalid_request", "unauthenticated", "not_found", "service_unavailable"),
  },
} as const satisfies RouteSpec;

export const getProduct = {
  operationId: "getProduct",
  method: "get",
  path: "/v1/store/products/{handle}",
  summary: "Read a published product",
  description:
    "An edit by staff is seen here within 7 seconds, and that a variant sold out or came back within 10.",
  tags,
  scope,
  request: {
    headers: ifNoneMatch,
    params: z.object({
      handle: z.string().min(1).max(128).meta({ description: "Its handle.", example: "linen-crew-tee" }),
    }),
    query: z.object({ currency }),
  },
  responses: {
    200: {
      description: "The product.",
      headers: fresh,
      content: { "application/json": { schema: Product } },
    },
    304: unchanged,
    ...problems("invalid_request", "unauthenticated", "not_found", "service_unavailable"),
  },
} as const satisfies RouteSpec;

export const listCollections = {
  operationId: "listCollections",
  method: "get",
  path: "/v1/store/collections",
  summary: "List collections",
  tags,
  scope,
  request: { headers: ifNoneMatch },
  responses: {
    200: {
      description: "All collections.",
      headers: fresh,
      content: {
        "application/json": {
          schema: z.strictObject({ data: z.array(Collection).max(200) }).meta({ id: "Collections" }),
        },
      },
    },
    304: unchanged,
    ...problems("invalid_request", "unauthenticated", "service_unavailable"),
  },
} as const satisfies RouteSpec;

export const getMedia = {
  operationId: "getMedia",
  method: "get",
  path: "/media/{id}",
  summary: "A picture",
  description: "Addressed by its content, so it never changes.",
  tags,
  scope: null,
  request: {
    params: z.object({ id: z.string().min(1).max(80).meta({ description: "As found in `media[].url`." }) }),
  },
  responses: {
    200: {
      description: "The picture.",
      headers: fresh,
      content: { "image/*": { schema: z.string().meta({ format: "binary" }) } },
    },
    304: unchanged,
    ...problems("not_found", "service_unavailable"),
  },
} as const satisfies RouteSpec;
