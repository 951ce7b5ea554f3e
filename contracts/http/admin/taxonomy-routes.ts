import { z } from "zod";
import { Cursor, Handle, Limit, pageOf } from "../../wire.ts";
import { conditionalHeaders } from "../headers.ts";
import { json, problems, type RouteSpec } from "../route.ts";
import { AdminCategory, Brand, BrandBody, CategoryBody, ProductType, ProductTypeBody } from "./taxonomy.ts";

const tags = ["Catalog (admin)"];
const read = "catalog:read" as const;
const write = "catalog:write" as const;
const params = z.object({ handle: Handle });
const query = z.object({ limit: Limit, cursor: Cursor.optional() });
const etag = z.object({ etag: z.string() });
const puts = problems(
  "invalid_request",
  "unauthenticated",
  "scope_missing",
  "version_mismatch",
  "limit_exceeded",
  "service_unavailable",
);
const gets = problems(
  "invalid_request",
  "unauthenticated",
  "scope_missing",
  "not_found",
  "service_unavailable",
);
const lists = problems("invalid_request", "unauthenticated", "scope_missing", "service_unavailable");
const deletes = problems(
  "invalid_request",
  "unauthenticated",
  "scope_missing",
  "not_found",
  "in_use",
  "version_mismatch",
  "service_unavailable",
);

export const listProductTypes = {
  operationId: "listProductTypes",
  method: "get",
  path: "/v1/admin/product-types",
  summary: "List product types",
  description: "By handle.",
  tags,
  scope: read,
  request: { query },
  responses: {
    200: {
      description: "A page.",
      content: { "application/json": { schema: pageOf(ProductType).meta({ id: "ProductTypePage" }) } },
    },
    ...lists,
  },
} as const satisfies RouteSpec;

export const getProductType = {
  operationId: "getProductType",
  method: "get",
  path: "/v1/admin/product-types/{handle}",
  summary: "Read a product type",
  tags,
  scope: read,
  request: { params },
  responses: {
    200: {
      description: "As it is now.",
      headers: etag,
      content: { "application/json": { schema: ProductType } },
    },
    ...gets,
  },
} as const satisfies RouteSpec;

export const putProductType = {
  operationId: "putProductType",
  method: "put",
  path: "/v1/admin/product-types/{handle}",
  summary: "Create or change a product type",
  description:
    "At most 500. An attribute's `kind` never changes; products keep what they have until their attributes are edited.",
  tags,
  scope: write,
  request: { params, headers: conditionalHeaders, body: json("The whole of it.", ProductTypeBody) },
  responses: {
    200: {
      description: "As it is now.",
      headers: etag,
      content: { "application/json": { schema: ProductType } },
    },
    ...puts,
  },
} as const satisfies RouteSpec;

export const deleteProductType = {
  operationId: "deleteProductType",
  method: "delete",
  path: "/v1/admin/product-types/{handle}",
  summary: "Delete a product type",
  description: "Only while no product names it, archived ones among them.",
  tags,
  scope: write,
  request: { params, headers: conditionalHeaders },
  responses: { 204: { description: "Gone." }, ...deletes },
} as const satisfies RouteSpec;

export const listAdminBrands = {
  operationId: "listAdminBrands",
  method: "get",
  path: "/v1/admin/brands",
  summary: "List brands",
  description: "By handle.",
  tags,
  scope: read,
  request: { query },
  responses: {
    200: {
      description: "A page.",
      content: { "application/json": { schema: pageOf(Brand).meta({ id: "BrandPage" }) } },
    },
    ...lists,
  },
} as const satisfies RouteSpec;

export const getBrand = {
  operationId: "getBrand",
  method: "get",
  path: "/v1/admin/brands/{handle}",
  summary: "Read a brand",
  tags,
  scope: read,
  request: { params },
  responses: {
    200: { description: "As it is now.", headers: etag, content: { "application/json": { schema: Brand } } },
    ...gets,
  },
} as const satisfies RouteSpec;

export const putBrand = {
  operationId: "putBrand",
  method: "put",
  path: "/v1/admin/brands/{handle}",
  summary: "Create or change a brand",
  description: "At most 5,000.",
  tags,
  scope: write,
  request: { params, headers: conditionalHeaders, body: json("The whole of it.", BrandBody) },
  responses: {
    200: { description: "As it is now.", headers: etag, content: { "application/json": { schema: Brand } } },
    ...puts,
  },
} as const satisfies RouteSpec;

export const deleteBrand = {
  operationId: "deleteBrand",
  method: "delete",
  path: "/v1/admin/brands/{handle}",
  summary: "Delete a brand",
  description: "Only while no product names it, archived ones among them.",
  tags,
  scope: write,
  request: { params, headers: conditionalHeaders },
  responses: { 204: { description: "Gone." }, ...deletes },
} as const satisfies RouteSpec;

export const listAdminCategories = {
  operationId: "listAdminCategories",
  method: "get",
  path: "/v1/admin/categories",
  summary: "List categories",
  description: "By handle.",
  tags,
  scope: read,
  request: { query },
  responses: {
    200: {
      description: "A page.",
      content: { "application/json": { schema: pageOf(AdminCategory).meta({ id: "AdminCategoryPage" }) } },
    },
    ...lists,
  },
} as const satisfies RouteSpec;

export const getAdminCategory = {
  operationId: "getAdminCategory",
  method: "get",
  path: "/v1/admin/categories/{handle}",
  summary: "Read a category",
  tags,
  scope: read,
  request: { params },
  responses: {
    200: {
      description: "As it is now.",
      headers: etag,
      content: { "application/json": { schema: AdminCategory } },
    },
    ...gets,
  },
} as const satisfies RouteSpec;

export const putCategory = {
  operationId: "putCategory",
  method: "put",
  path: "/v1/admin/categories/{handle}",
  summary: "Create or change a category",
  description:
    "With another `parent` it moves, and all below it. At most 5,000 of them in 8 levels; nothing is above itself.",
  tags,
  scope: write,
  request: { params, headers: conditionalHeaders, body: json("The whole of it.", CategoryBody) },
  responses: {
    200: {
      description: "As it is now.",
      headers: etag,
      content: { "application/json": { schema: AdminCategory } },
    },
    ...puts,
  },
} as const satisfies RouteSpec;

export const deleteCategory = {
  operationId: "deleteCategory",
  method: "delete",
  path: "/v1/admin/categories/{handle}",
  summary: "Delete a category",
  description: "Only while it has no category below it and no product names it, archived ones among them.",
  tags,
  scope: write,
  request: { params, headers: conditionalHeaders },
  responses: { 204: { description: "Gone." }, ...deletes },
} as const satisfies RouteSpec;
