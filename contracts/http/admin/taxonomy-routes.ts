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
const gets = problems(
  "invalid_request",
  "unauthenticated",
  "scope_missing",
  "not_found",
  "service_unavailable",
);

/** What all three have in common; each says of its own in which words, at which path and with which schemas. */
function list<const Said, Thing extends z.ZodType>(said: Said, thing: Thing, pageId: string) {
  const schema = pageOf(thing).meta({ id: pageId });
  return {
    ...said,
    method: "get" as const,
    tags,
    scope: read,
    request: { query },
    responses: {
      200: { description: "A page.", content: { "application/json": { schema } } },
      ...problems("invalid_request", "unauthenticated", "scope_missing", "service_unavailable"),
    },
  };
}

function asItIs<Thing extends z.ZodType>(schema: Thing) {
  return {
    description: "As it is now.",
    headers: z.object({ etag: z.string() }),
    content: { "application/json": { schema } },
  };
}

function get<const Said, Thing extends z.ZodType>(said: Said, thing: Thing) {
  return {
    ...said,
    method: "get" as const,
    tags,
    scope: read,
    request: { params },
    responses: { 200: asItIs(thing), ...gets },
  };
}

function put<const Said, Body extends z.ZodType, Thing extends z.ZodType>(
  said: Said,
  body: Body,
  thing: Thing,
) {
  return {
    ...said,
    method: "put" as const,
    tags,
    scope: write,
    request: { params, headers: conditionalHeaders, body: json("The whole of it.", body) },
    responses: {
      200: asItIs(thing),
      ...problems(
        "invalid_request",
        "unauthenticated",
        "scope_missing",
        "version_mismatch",
        "limit_exceeded",
        "service_unavailable",
      ),
    },
  };
}

function remove<const Said>(said: Said) {
  return {
    ...said,
    method: "delete" as const,
    tags,
    scope: write,
    request: { params, headers: conditionalHeaders },
    responses: {
      204: { description: "Gone." },
      ...problems(
        "invalid_request",
        "unauthenticated",
        "scope_missing",
        "not_found",
        "in_use",
        "version_mismatch",
        "service_unavailable",
      ),
    },
  };
}

export const listProductTypes = list(
  {
    operationId: "listProductTypes",
    path: "/v1/admin/product-types",
    summary: "List product types",
    description:
      "By handle. A page of large types may end before `limit`: go on while there is a `next_cursor`.",
  },
  ProductType,
  "ProductTypePage",
) satisfies RouteSpec;
export const getProductType = get(
  { operationId: "getProductType", path: "/v1/admin/product-types/{handle}", summary: "Read a product type" },
  ProductType,
) satisfies RouteSpec;
export const putProductType = put(
  {
    operationId: "putProductType",
    path: "/v1/admin/product-types/{handle}",
    summary: "Create or change a product type",
    description:
      "At most 500. An attribute's `kind` never changes; products keep what they have until their attributes are edited.",
  },
  ProductTypeBody,
  ProductType,
) satisfies RouteSpec;
export const deleteProductType = remove({
  operationId: "deleteProductType",
  path: "/v1/admin/product-types/{handle}",
  summary: "Delete a product type",
  description: "Only while no product names it, archived ones among them.",
}) satisfies RouteSpec;

export const listAdminBrands = list(
  {
    operationId: "listAdminBrands",
    path: "/v1/admin/brands",
    summary: "List brands",
    description: "By handle.",
  },
  Brand,
  "BrandPage",
) satisfies RouteSpec;
export const getBrand = get(
  { operationId: "getBrand", path: "/v1/admin/brands/{handle}", summary: "Read a brand" },
  Brand,
) satisfies RouteSpec;
export const putBrand = put(
  {
    operationId: "putBrand",
    path: "/v1/admin/brands/{handle}",
    summary: "Create or change a brand",
    description: "At most 5,000.",
  },
  BrandBody,
  Brand,
) satisfies RouteSpec;
export const deleteBrand = remove({
  operationId: "deleteBrand",
  path: "/v1/admin/brands/{handle}",
  summary: "Delete a brand",
  description: "Only while no product names it, archived ones among them.",
}) satisfies RouteSpec;

export const listAdminCategories = list(
  {
    operationId: "listAdminCategories",
    path: "/v1/admin/categories",
    summary: "List categories",
    description: "By handle.",
  },
  AdminCategory,
  "AdminCategoryPage",
) satisfies RouteSpec;
export const getAdminCategory = get(
  { operationId: "getAdminCategory", path: "/v1/admin/categories/{handle}", summary: "Read a category" },
  AdminCategory,
) satisfies RouteSpec;
export const putCategory = put(
  {
    operationId: "putCategory",
    path: "/v1/admin/categories/{handle}",
    summary: "Create or change a category",
    description:
      "With another `parent` it moves, and all below it, with up to 20,000 products. At most 5,000 of them in 8 levels; nothing is above itself.",
  },
  CategoryBody,
  AdminCategory,
) satisfies RouteSpec;
export const deleteCategory = remove({
  operationId: "deleteCategory",
  path: "/v1/admin/categories/{handle}",
  summary: "Delete a category",
  description: "Only while it has no category below it and no product names it, archived ones among them.",
}) satisfies RouteSpec;
