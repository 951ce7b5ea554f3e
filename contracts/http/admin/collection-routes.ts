import { z } from "zod";
import { Cursor, Handle, Limit, pageOf } from "../../wire.ts";
import { conditionalHeaders } from "../headers.ts";
import { json, problems, type RouteSpec } from "../route.ts";
import { AdminCollection, CollectionBody, CollectionMember, CollectionOrder } from "./collection.ts";

const tags = ["Catalog (admin)"];
const read = "catalog:read" as const;
const write = "catalog:write" as const;
const params = z.object({ handle: Handle });
const etag = z.object({ etag: z.string() });
const collection = {
  description: "As it is now.",
  headers: etag,
  content: { "application/json": { schema: AdminCollection } },
};

export const listAdminCollections = {
  operationId: "listAdminCollections",
  method: "get",
  path: "/v1/admin/collections",
  summary: "List collections of every status",
  description: "By handle.",
  tags,
  scope: read,
  request: { query: z.object({ limit: Limit, cursor: Cursor.optional() }) },
  responses: {
    200: {
      description: "A page.",
      content: {
        "application/json": { schema: pageOf(AdminCollection).meta({ id: "AdminCollectionPage" }) },
      },
    },
    ...problems("invalid_request", "unauthenticated", "scope_missing", "service_unavailable"),
  },
} as const satisfies RouteSpec;

export const getAdminCollection = {
  operationId: "getAdminCollection",
  method: "get",
  path: "/v1/admin/collections/{handle}",
  summary: "Read a collection of any status",
  tags,
  scope: read,
  request: { params },
  responses: {
    200: collection,
    ...problems("invalid_request", "unauthenticated", "scope_missing", "not_found", "service_unavailable"),
  },
} as const satisfies RouteSpec;

export const putCollection = {
  operationId: "putCollection",
  method: "put",
  path: "/v1/admin/collections/{handle}",
  summary: "Create or change a collection",
  description:
    "At most 200. Where the rules change, all products are judged again by a job, and are in it or not as the job goes on; a product that is edited follows the present rules at once.",
  tags,
  scope: write,
  request: { params, headers: conditionalHeaders, body: json("The whole of it.", CollectionBody) },
  responses: {
    200: collection,
    ...problems(
      "invalid_request",
      "unauthenticated",
      "scope_missing",
      "version_mismatch",
      "limit_exceeded",
      "service_unavailable",
    ),
  },
} as const satisfies RouteSpec;

export const listCollectionProducts = {
  operationId: "listCollectionProducts",
  method: "get",
  path: "/v1/admin/collections/{handle}/products",
  summary: "List the products of a collection",
  description: "In its order, products of every status.",
  tags,
  scope: read,
  request: { params, query: z.object({ limit: Limit, cursor: Cursor.optional() }) },
  responses: {
    200: {
      description: "A page.",
      content: {
        "application/json": { schema: pageOf(CollectionMember).meta({ id: "CollectionMemberPage" }) },
      },
    },
    ...problems("invalid_request", "unauthenticated", "scope_missing", "not_found", "service_unavailable"),
  },
} as const satisfies RouteSpec;

export const orderCollection = {
  operationId: "orderCollection",
  method: "put",
  path: "/v1/admin/collections/{handle}/order",
  summary: "Say which products come first",
  description:
    "These, in this order; the others follow as before or, where rules choose them, newest first. Up to 500 of its products.",
  tags,
  scope: write,
  request: { params, headers: conditionalHeaders, body: json("The products.", CollectionOrder) },
  responses: {
    200: collection,
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
