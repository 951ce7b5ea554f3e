import { z } from "zod";
import {
  CurrencyCode,
  Cursor,
  Handle,
  Limit,
  orNull,
  pageOf,
  SettingsHandle,
  Sku,
  Timestamp,
} from "../../wire.ts";
import { conditionalHeaders, keyedHeaders } from "../headers.ts";
import { json, problems, type RouteSpec } from "../route.ts";
import {
  ExplainedPrice,
  ListPrice,
  NewListPrices,
  NewPriceList,
  PRICE_LIMITS,
  PriceList,
  PriceListEdit,
  PriceListStatus,
} from "./price-list.ts";

const tags = ["Prices (admin)"];
const read = "catalog:read" as const;
const write = "catalog:write" as const;
const params = z.object({ handle: Handle });
const etag = z.object({ etag: z.string() });
const list = (description: string) => ({
  description,
  headers: etag,
  content: { "application/json": { schema: PriceList } },
});
const shared = problems("invalid_request", "unauthenticated", "scope_missing", "service_unavailable");
const MinQuantity = z.coerce.number().int().min(1).max(PRICE_LIMITS.minQuantityMax);

export const createPriceList = {
  operationId: "createPriceList",
  method: "post",
  path: "/v1/admin/price-lists",
  summary: "Create a price list",
  tags,
  scope: write,
  request: { headers: keyedHeaders, body: json("The list, without its prices.", NewPriceList) },
  responses: {
    201: { ...list("Created."), headers: z.object({ etag: z.string(), location: z.string() }) },
    ...shared,
    ...problems("already_exists", "limit_exceeded", "idempotency_key_reused"),
  },
} as const satisfies RouteSpec;

export const listPriceLists = {
  operationId: "listPriceLists",
  method: "get",
  path: "/v1/admin/price-lists",
  summary: "List price lists",
  tags,
  scope: read,
  request: {
    query: z.object({ limit: Limit, cursor: Cursor.optional(), status: PriceListStatus.optional() }),
  },
  responses: {
    200: {
      description: "A page, newest first.",
      content: { "application/json": { schema: pageOf(PriceList).meta({ id: "PriceListPage" }) } },
    },
    ...shared,
  },
} as const satisfies RouteSpec;

export const getPriceList = {
  operationId: "getPriceList",
  method: "get",
  path: "/v1/admin/price-lists/{handle}",
  summary: "Read a price list",
  tags,
  scope: read,
  request: { params },
  responses: { 200: list("The list."), ...shared, ...problems("not_found") },
} as const satisfies RouteSpec;

export const editPriceList = {
  operationId: "editPriceList",
  method: "patch",
  path: "/v1/admin/price-lists/{handle}",
  summary: "Change a price list",
  description:
    "Fields left out stay; handle and currency stay for good. Shoppers see the change within 7 seconds, and buy by it at once.",
  tags,
  scope: write,
  request: { params, headers: conditionalHeaders, body: json("The fields to change.", PriceListEdit) },
  responses: {
    200: list("As it is now."),
    ...shared,
    ...problems("not_found", "version_mismatch", "limit_exceeded"),
  },
} as const satisfies RouteSpec;

export const archivePriceList = {
  operationId: "archivePriceList",
  method: "delete",
  path: "/v1/admin/price-lists/{handle}",
  summary: "Archive a price list",
  description: "Its prices no longer apply. It keeps them and its handle; another `status` brings it back.",
  tags,
  scope: write,
  request: { params, headers: conditionalHeaders },
  responses: { 200: list("Archived."), ...shared, ...problems("not_found", "version_mismatch") },
} as const satisfies RouteSpec;

export const putListPrices = {
  operationId: "putListPrices",
  method: "put",
  path: "/v1/admin/price-lists/{handle}/prices",
  summary: "Set prices of a list",
  description:
    "Up to 500, all or none; `errors` names each that is wrong. One SKU and quantity has one price: an earlier one is replaced, others stay. The same again changes nothing.",
  tags,
  scope: write,
  request: { params, body: json("The prices.", NewListPrices) },
  responses: {
    200: {
      description: "All of them are in place.",
      content: {
        "application/json": {
          schema: z
            .strictObject({
              prices: z.int().meta({ description: "How many were sent." }),
              changed: z.int().meta({ description: "How many of them were new or different." }),
            })
            .meta({ id: "PutListPrices" }),
        },
      },
    },
    ...shared,
    ...problems("not_found"),
  },
} as const satisfies RouteSpec;

export const listListPrices = {
  operationId: "listListPrices",
  method: "get",
  path: "/v1/admin/price-lists/{handle}/prices",
  summary: "List the prices of a list",
  tags,
  scope: read,
  request: { params, query: z.object({ limit: Limit, cursor: Cursor.optional(), sku: Sku.optional() }) },
  responses: {
    200: {
      description: "A page, the tiers of a variant together.",
      content: { "application/json": { schema: pageOf(ListPrice).meta({ id: "ListPricePage" }) } },
    },
    ...shared,
    ...problems("not_found"),
  },
} as const satisfies RouteSpec;

export const deleteListPrices = {
  operationId: "deleteListPrices",
  method: "delete",
  path: "/v1/admin/price-lists/{handle}/prices/{sku}",
  summary: "Remove a variant's prices from a list",
  description: "All of them, or the one from `min_quantity` on. Repeatable.",
  tags,
  scope: write,
  request: {
    params: z.object({ handle: Handle, sku: Sku }),
    query: z.object({ min_quantity: MinQuantity.optional() }),
  },
  responses: {
    200: {
      description: "They are gone.",
      content: {
        "application/json": {
          schema: z
            .strictObject({ removed: z.int().meta({ description: "How many there were." }) })
            .meta({ id: "RemovedListPrices" }),
        },
      },
    },
    ...shared,
    ...problems("not_found"),
  },
} as const satisfies RouteSpec;

export const explainPrice = {
  operationId: "explainPrice",
  method: "get",
  path: "/v1/admin/prices/explain",
  summary: "Ask which price applies, and why",
  tags,
  scope: read,
  request: {
    query: z.object({
      sku: Sku,
      currency: CurrencyCode.optional().meta({
        description: "Default: the market's, else the shop's first.",
      }),
      quantity: MinQuantity.default(1),
      channel: SettingsHandle.default("web"),
      market: SettingsHandle.optional(),
      price_group: SettingsHandle.optional(),
      at: Timestamp.optional().meta({ description: "Default: now." }),
    }),
  },
  responses: {
    200: {
      description: "The price, and every other one that the variant might have.",
      content: {
        "application/json": {
          schema: z
            .strictObject({
              sku: z.string(),
              variant_id: z.string(),
              quantity: z.int(),
              at: Timestamp,
              price: orNull(ExplainedPrice).meta({ description: "Null: it is not for sale for this ask." }),
              others: z.array(ExplainedPrice).max(2_000),
            })
            .meta({ id: "PriceExplanation" }),
        },
      },
    },
    ...shared,
    ...problems("not_found"),
  },
} as const satisfies RouteSpec;
