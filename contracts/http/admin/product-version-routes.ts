import { z } from "zod";
import { Cursor, idOf, Limit, LocaleCode, orNull, pageOf, Timestamp } from "../../wire.ts";
import { conditionalHeaders } from "../headers.ts";
import { json, problems, type RouteSpec } from "../route.ts";
import { AdminProduct, ProductStatus } from "./product.ts";
import { NewTranslation } from "./product-details.ts";

const tags = ["Catalog (admin)"];
const read = "catalog:read" as const;
const write = "catalog:write" as const;
const id = idOf("prod", "prod_8k2m4q6s8v0x2z4b6d8f");
const params = z.object({ id });
const oneVersion = z.object({ id, version: z.coerce.number().int().min(1).max(1_000_000_000) });
const etag = z.object({ etag: z.string() });

const entry = {
  version: z.int(),
  cause: z.enum(["edit", "restore", "turn", "component"]).meta({
    description:
      "`turn`: its schedule or a rule about time; `component`: a component of a bundle in it changed its SKU, went or came back.",
  }),
  restored_from: orNull(z.int()).meta({ description: "Of a restore: the version that came back." }),
  actor_id: z.string().meta({ description: "Id of the key that was used, or `system`." }),
  created_at: Timestamp,
};
const ProductVersionEntry = z
  .strictObject({ ...entry, title: z.string(), handle: z.string(), status: ProductStatus })
  .meta({ id: "ProductVersionEntry" });
const ProductVersion = z
  .strictObject({ ...entry, product: AdminProduct })
  .meta({ id: "ProductVersion", description: "What it said. `rule_collections` is not kept, and empty." });

const product = (description: string) => ({
  description,
  headers: etag,
  content: { "application/json": { schema: AdminProduct } },
});
const writes = problems(
  "invalid_request",
  "unauthenticated",
  "scope_missing",
  "not_found",
  "already_exists",
  "version_mismatch",
  "service_unavailable",
);

export const listProductVersions = {
  operationId: "listProductVersions",
  method: "get",
  path: "/v1/admin/products/{id}/versions",
  summary: "List the versions of a product",
  description:
    "Newest first: who made each, when and why. The last 200 are kept, of very large products fewer.",
  tags,
  scope: read,
  request: { params, query: z.object({ limit: Limit, cursor: Cursor.optional() }) },
  responses: {
    200: {
      description: "A page.",
      content: {
        "application/json": { schema: pageOf(ProductVersionEntry).meta({ id: "ProductVersionPage" }) },
      },
    },
    ...problems("invalid_request", "unauthenticated", "scope_missing", "not_found", "service_unavailable"),
  },
} as const satisfies RouteSpec;

export const getProductVersion = {
  operationId: "getProductVersion",
  method: "get",
  path: "/v1/admin/products/{id}/versions/{version}",
  summary: "Read a version of a product, whole",
  tags,
  scope: read,
  request: { params: oneVersion },
  responses: {
    200: { description: "As it was.", content: { "application/json": { schema: ProductVersion } } },
    ...problems("invalid_request", "unauthenticated", "scope_missing", "not_found", "service_unavailable"),
  },
} as const satisfies RouteSpec;

export const restoreProductVersion = {
  operationId: "restoreProductVersion",
  method: "post",
  path: "/v1/admin/products/{id}/versions/{version}/restore",
  summary: "Make a product what it was",
  description:
    "A new version with all that the old one said; removed variants come back with their ids and their stock. It is validated anew: `errors` points into the old version, at what no longer exists or is taken by now. Restoring what is so already makes no version.",
  tags,
  scope: write,
  request: { params: oneVersion, headers: conditionalHeaders },
  responses: { 200: product("As it is now."), ...writes },
} as const satisfies RouteSpec;

export const putProductTranslation = {
  operationId: "putProductTranslation",
  method: "put",
  path: "/v1/admin/products/{id}/translations/{locale}",
  summary: "Say a product's texts in a locale",
  description:
    "The whole of them; other locales stay. Part of the product's version, as `translations` of an edit is. Texts for options and variants that it does not have are dropped.",
  tags,
  scope: write,
  request: {
    params: z.object({ id, locale: LocaleCode }),
    headers: conditionalHeaders,
    body: json("The texts.", NewTranslation),
  },
  responses: { 200: product("As it is now."), ...writes },
} as const satisfies RouteSpec;

export const deleteProductTranslation = {
  operationId: "deleteProductTranslation",
  method: "delete",
  path: "/v1/admin/products/{id}/translations/{locale}",
  summary: "Take a product's texts in a locale away",
  tags,
  scope: write,
  request: { params: z.object({ id, locale: LocaleCode }), headers: conditionalHeaders },
  responses: { 200: product("As it is now."), ...writes },
} as const satisfies RouteSpec;
