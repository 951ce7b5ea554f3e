import { z } from "zod";
import { Cursor, Limit, orNull, pageOf, Sku } from "../../wire.ts";
import { keyedHeaders } from "../headers.ts";
import { json, problems, type RouteSpec } from "../route.ts";
import {
  Movement,
  NewAdjustment,
  NewAdjustments,
  NewTransfer,
  StockAudit,
  StockHold,
  StockLevel,
  StockPolicyEdit,
} from "./stock.ts";

const tags = ["Stock (admin)"];
const params = z.object({
  sku: Sku.meta({
    description: "A SKU, or the `inventory_item_id` of an item that no SKU leads to any more.",
  }),
});

const level = (description: string) => ({
  description,
  content: { "application/json": { schema: StockLevel } },
});
const readProblems = problems(
  "invalid_request",
  "unauthenticated",
  "scope_missing",
  "not_found",
  "service_unavailable",
);

/* ---- levels ---- */

export const listStock = {
  operationId: "listStock",
  method: "get",
  path: "/v1/admin/stock",
  summary: "List stock levels, such as those that are low",
  description:
    "By inventory item id. A page may hold fewer than `limit`, or none: go on while there is a `next_cursor`.",
  tags,
  scope: "stock:read",
  request: {
    query: z.object({
      state: z.enum(["all", "scarce", "low", "out", "short"]).default("all").meta({
        description:
          "`low`: some are available, but no more than the item's threshold. `out`: none is. `scarce`: low or out. `short`: more is promised than may be.",
      }),
      limit: Limit,
      cursor: Cursor.optional(),
    }),
  },
  responses: {
    200: {
      description: "A page.",
      content: { "application/json": { schema: pageOf(StockLevel).meta({ id: "StockLevelPage" }) } },
    },
    ...problems("invalid_request", "unauthenticated", "scope_missing", "service_unavailable"),
  },
} as const satisfies RouteSpec;

export const getStock = {
  operationId: "getStock",
  method: "get",
  path: "/v1/admin/stock/{sku}",
  summary: "Read a stock level",
  tags,
  scope: "stock:read",
  request: { params },
  responses: { 200: level("The level."), ...readProblems },
} as const satisfies RouteSpec;

export const changeStockPolicy = {
  operationId: "changeStockPolicy",
  method: "patch",
  path: "/v1/admin/stock/{sku}",
  summary: "Change how an item may be sold, and what is kept back of it",
  description:
    "What is promised already stays promised. Repeatable: the same change again leaves the same policy.",
  tags,
  scope: "stock:write",
  request: { params, body: json("What changes.", StockPolicyEdit) },
  responses: { 200: level("The level after it."), ...readProblems, ...problems("limit_exceeded") },
} as const satisfies RouteSpec;

/* ---- changes ---- */

export const adjustStock = {
  operationId: "adjustStock",
  method: "post",
  path: "/v1/admin/stock/{sku}/adjustments",
  summary: "Add or remove units, or say how many were counted",
  description: "Send an `Idempotency-Key` so that a retry never counts twice.",
  tags,
  scope: "stock:write",
  request: { params, headers: keyedHeaders, body: json("What changed and why.", NewAdjustment) },
  responses: {
    201: level("The level after it."),
    ...readProblems,
    ...problems("idempotency_key_reused", "stock_would_be_negative", "limit_exceeded"),
  },
} as const satisfies RouteSpec;

const RowProblem = z
  .strictObject({
    code: z.string().meta({ description: "As of a single adjustment: see the page of the problem." }),
    retry: z.enum(["never", "same_request", "after_change"]),
    detail: z.string(),
    on_hand: z.int().optional().meta({ description: "What is there, where that was the reason." }),
  })
  .meta({ id: "AdjustmentProblem" });

export const AdjustmentRow = z
  .strictObject({
    sku: z.string(),
    location: z.string(),
    status: z.enum(["applied", "refused"]),
    movement: orNull(z.int()).meta({ description: "The `sequence` of its movement." }),
    problem: orNull(RowProblem),
  })
  .meta({ id: "AdjustmentRow" });

export const adjustStockInBulk = {
  operationId: "adjustStockInBulk",
  method: "post",
  path: "/v1/admin/stock/adjustments",
  summary: "Adjust up to 500 levels at once",
  description:
    "Each row is applied or refused by itself. Sent again under its `Idempotency-Key`, after a crash too, a row that was decided is answered as it was, and every other is decided now: those that failed, and those whose SKU was unknown.",
  tags,
  scope: "stock:write",
  request: { headers: keyedHeaders, body: json("What changed and why.", NewAdjustments) },
  responses: {
    200: {
      description: "What came of each row, in the order they were sent.",
      content: {
        "application/json": {
          schema: z
            .strictObject({ applied: z.int(), refused: z.int(), data: z.array(AdjustmentRow).max(500) })
            .meta({ id: "AdjustedRows" }),
        },
      },
    },
    ...problems(
      "invalid_request",
      "unauthenticated",
      "scope_missing",
      "idempotency_key_required",
      "idempotency_key_reused",
      "service_unavailable",
    ),
  },
} as const satisfies RouteSpec;

export const transferStock = {
  operationId: "transferStock",
  method: "post",
  path: "/v1/admin/stock/{sku}/transfers",
  summary: "Move units from one location to another",
  description: "Send an `Idempotency-Key` so that a retry never moves them twice.",
  tags,
  scope: "stock:write",
  request: { params, headers: keyedHeaders, body: json("How many, from where, to where.", NewTransfer) },
  responses: {
    201: level("The level after it."),
    ...readProblems,
    ...problems("idempotency_key_reused", "stock_would_be_negative", "limit_exceeded"),
  },
} as const satisfies RouteSpec;

export const listMovements = {
  operationId: "listMovements",
  method: "get",
  path: "/v1/admin/stock/{sku}/movements",
  summary: "List who changed a stock level, when and why",
  tags,
  scope: "stock:read",
  request: {
    params,
    query: z.object({
      kind: z
        .enum(["adjusted", "transferred", "released"])
        .optional()
        .meta({ description: "Only this, of what staff did." }),
      limit: Limit,
      cursor: Cursor.optional(),
    }),
  },
  responses: {
    200: {
      description: "Newest first.",
      content: { "application/json": { schema: pageOf(Movement).meta({ id: "MovementPage" }) } },
    },
    ...readProblems,
  },
} as const satisfies RouteSpec;

/* ---- holds ---- */

export const listHolds = {
  operationId: "listHolds",
  method: "get",
  path: "/v1/admin/stock/{sku}/holds",
  summary: "List who holds units of an item, or has bought them",
  tags,
  scope: "stock:read",
  request: {
    params,
    query: z.object({
      state: z
        .enum(["live", "committed"])
        .default("live")
        .meta({ description: "`live`: held or being paid for. `committed`: sold and not yet shipped." }),
      limit: Limit,
      cursor: Cursor.optional(),
    }),
  },
  responses: {
    200: {
      description: "By id.",
      content: { "application/json": { schema: pageOf(StockHold).meta({ id: "StockHoldPage" }) } },
    },
    ...readProblems,
  },
} as const satisfies RouteSpec;

export const releaseHold = {
  operationId: "releaseHold",
  method: "delete",
  path: "/v1/admin/stock/{sku}/holds/{hold_id}",
  summary: "Take back a hold",
  description:
    "Only one that no payment is under way for. Other items that the cart holds under the same id are free as well. The cart stays as it is, and is told when it is bought. Repeatable.",
  tags,
  scope: "stock:write",
  request: {
    params: params.extend({
      hold_id: z
        .string()
        .regex(/^[\x21-\x7e]{1,80}$/)
        .meta({ description: "The `id` of the hold.", example: "001037k3mq9xa2tc5rnw8vj4e.h1.1" }),
    }),
  },
  responses: {
    200: {
      description: "The hold, which keeps nothing from others any more.",
      content: { "application/json": { schema: StockHold } },
    },
    ...readProblems,
    ...problems("hold_in_payment", "hold_sold"),
  },
} as const satisfies RouteSpec;

/* ---- proof ---- */

export const auditStock = {
  operationId: "auditStock",
  method: "get",
  path: "/v1/admin/stock/{sku}/audit",
  summary: "Prove a stock level",
  description: "Counts every hold and movement of the item again and compares with its recorded figures.",
  tags,
  scope: "stock:read",
  request: { params },
  responses: {
    200: { description: "What was counted.", content: { "application/json": { schema: StockAudit } } },
    ...readProblems,
  },
} as const satisfies RouteSpec;
