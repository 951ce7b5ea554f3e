import { z } from "zod";
import { Cursor, Handle, Limit, pageOf } from "../../wire.ts";
import { problems, type RouteSpec } from "../route.ts";
import { Availability } from "./availability.ts";
import { Category } from "./category.ts";
import { Collection, Product, ProductCard } from "./product.ts";
import { searchExtras, searchQuery } from "./search.ts";
import { placeQuery, shelfQuery } from "./shelf-query.ts";

const tags = ["Catalog"];
const scope = "store" as const;
const fields = z.string().max(2_000).optional().meta({
  description:
    "Only these fields of each product, with commas between them; `variants.price` for one of each of a list. Default: all.",
  example: "id,title,variants.price",
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
  summary: "Browse and search published products",
  description:
    "Newest first, or the order of the collection. An edit by staff is seen here within 7 seconds, and that something sold out or came back within 10. A search (with `q`, `sort`, `facets` or any filter but `collection` or `category` alone; also `option.{name}` and `attribute.{key}`) is answered by the search index, which sees both within 12 seconds.",
  tags,
  scope,
  request: {
    headers: ifNoneMatch,
    query: z.object({
      limit: Limit,
      cursor: Cursor.optional(),
      collection: Handle.optional().meta({ description: "Only products of this collection." }),
      category: Handle.optional().meta({
        description: "Only products of this category and of all below it, newest first.",
      }),
      ids: z
        .string()
        .regex(
          /^prod_[0-9a-z]{1,40}(?:,prod_[0-9a-z]{1,40}){0,99}$/,
          "takes 1 to 100 ids with commas between them",
        )
        .optional()
        .meta({
          description:
            "These products, in the order of their ids; those that are not shown are left out. With nothing beside it but `fields` and what is said of prices and language.",
          example: "prod_8k2m4q6s8v0x2z4b6d8f",
        }),
      ...searchQuery,
      fields,
      ...shelfQuery,
    }),
  },
  responses: {
    200: {
      description: "A page.",
      headers: fresh,
      content: {
        "application/json": { schema: pageOf(ProductCard).extend(searchExtras).meta({ id: "ProductPage" }) },
      },
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
      handle: z
        .string()
        .min(1)
        .max(128)
        .meta({ description: "Its handle or its id.", example: "linen-crew-tee" }),
    }),
    query: z.object({
      fields,
      expand: z
        .enum(["related"])
        .optional()
        .meta({ description: "`related`: the cards of related products, as far as they are shown." }),
      ...shelfQuery,
    }),
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

export const listAvailability = {
  operationId: "listAvailability",
  method: "get",
  path: "/v1/store/availability",
  summary: "Ask which variants can be had",
  description:
    "For a cart, a wish list or anything else that shows variants of many products. As fresh as the products themselves.",
  tags,
  scope,
  request: {
    headers: ifNoneMatch,
    query: z.object({
      variant_ids: z
        .string()
        .regex(/^[0-9a-z_]{1,64}(?:,[0-9a-z_]{1,64}){0,99}$/, "takes 1 to 100 ids with commas between them")
        .meta({
          description: "Up to 100 ids with commas between them.",
          example: "var_8k2m4q6s8v0x2z4b6d8f",
        }),
    }),
  },
  responses: {
    200: {
      description: "Those of them that are for sale, by id; others are left out.",
      headers: fresh,
      content: {
        "application/json": {
          schema: z
            .strictObject({
              data: z.array(z.strictObject({ variant_id: z.string(), availability: Availability })).max(100),
            })
            .meta({ id: "AvailabilityList" }),
        },
      },
    },
    304: unchanged,
    ...problems("invalid_request", "unauthenticated", "service_unavailable"),
  },
} as const satisfies RouteSpec;

export const listCollections = {
  operationId: "listCollections",
  method: "get",
  path: "/v1/store/collections",
  summary: "List collections",
  tags,
  scope,
  request: { headers: ifNoneMatch, query: z.object(placeQuery) },
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

export const listCategories = {
  operationId: "listCategories",
  method: "get",
  path: "/v1/store/categories",
  summary: "Read the tree of categories",
  description:
    "All of them, each behind the one it is in. Their products: `GET /v1/store/products?category=`.",
  tags,
  scope,
  request: { headers: ifNoneMatch, query: z.object(placeQuery) },
  responses: {
    200: {
      description: "The whole tree.",
      headers: fresh,
      content: {
        "application/json": {
          schema: z.strictObject({ data: z.array(Category).max(5_000) }).meta({ id: "Categories" }),
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
