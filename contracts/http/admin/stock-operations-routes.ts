import { z } from "zod";
import { Cursor, orNull, Sku } from "../../wire.ts";
import { json, problems, type RouteSpec } from "../route.ts";
import { StockAudit, StockSpread } from "./stock.ts";

const tags = ["Operations (admin)"];
const params = z.object({ sku: Sku });
const accepted = {
  description: "The move goes on by itself; the stock level shows how far it is.",
  content: { "application/json": { schema: StockSpread } },
};

export const auditAllStock = {
  operationId: "auditAllStock",
  method: "post",
  path: "/v1/admin/stock/audits",
  summary: "Prove all stock levels, a page of items at a time",
  description:
    "Go on with `next_cursor` until it is null. The shop does the same by itself once a day and logs what does not balance.",
  tags,
  scope: "operations",
  request: {
    body: json(
      "Where to go on.",
      z
        .strictObject({
          cursor: Cursor.optional(),
          limit: z.int().min(1).max(100).default(50).meta({ description: "Items of this call, 1 to 100." }),
        })
        .meta({ id: "NewStockAudits", example: { limit: 100 } }),
    ),
  },
  responses: {
    200: {
      description: "What was counted.",
      content: {
        "application/json": {
          schema: z
            .strictObject({
              audited: z.int().meta({ description: "Items that were counted." }),
              unbalanced: z
                .array(StockAudit)
                .max(100)
                .meta({ description: "All of them that do not balance." }),
              uncounted: z
                .array(z.string())
                .max(100)
                .meta({ description: "Inventory items that could not be counted now." }),
              unreachable: z
                .array(z.string())
                .max(255)
                .meta({ description: "Partitions that did not answer, and were left out from here on." }),
              next_cursor: orNull(z.string()),
            })
            .meta({ id: "StockAudits" }),
        },
      },
    },
    ...problems("invalid_request", "unauthenticated", "scope_missing", "service_unavailable"),
  },
} as const satisfies RouteSpec;

export const spreadStock = {
  operationId: "spreadStock",
  method: "post",
  path: "/v1/admin/stock/{sku}/spread",
  summary: "Spread an item over shards ahead of a rush",
  description:
    "Items that become hot are spread without it. One that was spread by hand comes home when it is called or runs low. Repeatable with the same number of shards.",
  tags,
  scope: "operations",
  request: {
    params,
    body: json(
      "Over how many.",
      z
        .strictObject({ shards: z.int().min(1).max(64) })
        .meta({ id: "NewStockSpread", example: { shards: 8 } }),
    ),
  },
  responses: {
    202: accepted,
    ...problems(
      "invalid_request",
      "unauthenticated",
      "scope_missing",
      "not_found",
      "stock_moving",
      "stock_limited_per_buyer",
      "service_unavailable",
    ),
  },
} as const satisfies RouteSpec;

export const gatherStock = {
  operationId: "gatherStock",
  method: "delete",
  path: "/v1/admin/stock/{sku}/spread",
  summary: "Bring an item back from its shards",
  description: "Repeatable; an item that is at home stays there.",
  tags,
  scope: "operations",
  request: { params },
  responses: {
    202: accepted,
    ...problems(
      "invalid_request",
      "unauthenticated",
      "scope_missing",
      "not_found",
      "stock_moving",
      "service_unavailable",
    ),
  },
} as const satisfies RouteSpec;
