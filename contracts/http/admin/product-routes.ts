import { z } from "zod";
import { Cursor, idOf, pageOf } from "../../wire.ts";
import { conditionalHeaders, keyedHeaders } from "../headers.ts";
import { json, problems, type RouteSpec } from "../route.ts";
import { AdminProduct, NewProduct, ProductEdit, ProductStatus } from "./product.ts";

const tags = ["Catalog (admin)"];
/** Each is a whole product, of up to 250 variants. */
const WholeProductsLimit = z.coerce
  .number()
  .int()
  .min(1)
  .max(25)
  .default(10)
  .meta({ description: "How many at the most, 1 to 25." });
const read = "catalog:read" as const;
const write = "catalog:write" as const;
const params = z.object({ id: idOf("prod", "prod_8k2m4q6s8v0x2z4b6d8f") });
const etag = z.object({ etag: z.string() });
const product = (description: string) => ({
  description,
  headers: etag,
  content: { "application/json": { schema: AdminProduct } },
});

export const createProduct = {
  operationId: "createProduct",
  method: "post",
  path: "/v1/admin/products",
  summary: "Create a product with its variants",
  tags,
  scope: write,
  request: { headers: keyedHeaders, body: json("The product.", NewProduct) },
  responses: {
    201: { ...product("Created."), headers: z.object({ etag: z.string(), location: z.string() }) },
    ...problems(
      "invalid_request",
      "unauthenticated",
      "scope_missing",
      "already_exists",
      "idempotency_key_reused",
      "service_unavailable",
    ),
  },
} as const satisfies RouteSpec;

export const listAdminProducts = {
  operationId: "listAdminProducts",
  method: "get",
  path: "/v1/admin/products",
  summary: "List products of every status",
  description:
    "Newest first. A page of large products may end before `limit`: go on while there is a `next_cursor`.",
  tags,
  scope: read,
  request: {
    query: z.object({
      limit: WholeProductsLimit,
      cursor: Cursor.optional(),
      status: ProductStatus.optional(),
    }),
  },
  responses: {
    200: {
      description: "A page.",
      content: { "application/json": { schema: pageOf(AdminProduct).meta({ id: "AdminProductPage" }) } },
    },
    ...problems("invalid_request", "unauthenticated", "scope_missing", "service_unavailable"),
  },
} as const satisfies RouteSpec;

export const getAdminProduct = {
  operationId: "getAdminProduct",
  method: "get",
  path: "/v1/admin/products/{id}",
  summary: "Read a product of any status",
  tags,
  scope: read,
  request: { params },
  responses: {
    200: product("The product."),
    ...problems("invalid_request", "unauthenticated", "scope_missing", "not_found", "service_unavailable"),
  },
} as const satisfies RouteSpec;

export const editProduct = {
  operationId: "editProduct",
  method: "patch",
  path: "/v1/admin/products/{id}",
  summary: "Change a product",
  description:
    "Fields left out stay. `variants`, when present, is the whole list: one with an `id` is changed, one without is added, one left out is removed.",
  tags,
  scope: write,
  request: { params, headers: conditionalHeaders, body: json("The fields to change.", ProductEdit) },
  responses: {
    200: product("As it is now."),
    ...problems(
      "invalid_request",
      "unauthenticated",
      "scope_missing",
      "not_found",
      "already_exists",
      "version_mismatch",
      "service_unavailable",
    ),
  },
} as const satisfies RouteSpec;

export const deleteProduct = {
  operationId: "deleteProduct",
  method: "delete",
  path: "/v1/admin/products/{id}",
  summary: "Archive a product",
  description:
    "Shoppers no longer see it and it can't be bought; orders keep what they show. Its handle and SKUs become free.",
  tags,
  scope: write,
  request: { params, headers: conditionalHeaders },
  responses: {
    200: product("Archived."),
    ...problems(
      "invalid_request",
      "unauthenticated",
      "scope_missing",
      "not_found",
      "version_mismatch",
      "service_unavailable",
    ),
  },
} as const satisfies RouteSpec;

export const uploadMedia = {
  operationId: "uploadMedia",
  method: "post",
  path: "/v1/admin/media",
  summary: "Store a picture",
  description:
    "SVG, PNG, JPEG or WebP, at most 5 MB. The same bytes always get the same id, so a retry changes nothing.",
  tags,
  scope: write,
  request: {
    body: {
      description: "The bytes.",
      required: true as const,
      content: {
        "image/svg+xml": { schema: z.string().meta({ format: "binary" }) },
        "image/png": { schema: z.string().meta({ format: "binary" }) },
        "image/jpeg": { schema: z.string().meta({ format: "binary" }) },
        "image/webp": { schema: z.string().meta({ format: "binary" }) },
      },
    },
  },
  responses: {
    201: {
      description: "Stored.",
      content: {
        "application/json": {
          schema: z.strictObject({ id: z.string(), url: z.string() }).meta({ id: "StoredMedia" }),
        },
      },
    },
    ...problems(
      "invalid_request",
      "unauthenticated",
      "scope_missing",
      "body_too_large",
      "unsupported_media_type",
      "service_unavailable",
    ),
  },
} as const satisfies RouteSpec;
