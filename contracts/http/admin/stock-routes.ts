import { z } from "zod";
import { Cursor, Limit, LocationCode, orNull, pageOf, Sku, Timestamp, text } from "../../wire.ts";
import { keyedHeaders } from "../headers.ts";
import { json, problems, type RouteSpec } from "../route.ts";

const tags = ["Stock (admin)"];
const MOVEMENT_KINDS = ["adjusted", "transferred", "committed", "uncommitted", "fulfilled"] as const;
const params = z.object({ sku: Sku });

export const StockLevel = z
  .strictObject({
    sku: z.string(),
    inventory_item_id: z.string(),
    on_hand: z.int(),
    held: z.int().meta({ description: "In carts being bought, or held ahead of payment." }),
    committed: z.int().meta({ description: "Sold and not yet shipped." }),
    available: z.int().meta({
      description: "on_hand − held − committed. Negative when a stocktake found less than was promised.",
    }),
    short: z.boolean().meta({ description: "More is promised than is there; new holds are refused." }),
    locations: z.array(z.strictObject({ location: z.string(), on_hand: z.int() })).max(50),
  })
  .meta({ id: "StockLevel" });

export const NewAdjustment = z
  .strictObject({
    location: LocationCode.optional().meta({ description: "Default: the shop's first location." }),
    delta: z
      .int()
      .min(-10_000_000)
      .max(10_000_000)
      .refine((delta) => delta !== 0, "must not be zero"),
    reason: z.enum(["received", "correction", "damaged", "lost", "found", "returned", "stocktake"]),
    note: text(500).optional(),
  })
  .meta({ id: "NewAdjustment", example: { location: "berlin", delta: 25, reason: "received" } });

export const Movement = z
  .strictObject({
    sequence: z.int(),
    at: Timestamp,
    kind: z.enum(MOVEMENT_KINDS),
    location: orNull(z.string()),
    on_hand_delta: z.int(),
    committed_delta: z.int(),
    reason: z.string(),
    note: orNull(z.string()),
    actor: z.string(),
    reference: orNull(z.string()).meta({ description: "The order or hold it belongs to." }),
  })
  .meta({ id: "Movement" });

export const StockAudit = z
  .strictObject({
    sku: z.string(),
    inventory_item_id: z.string(),
    balanced: z.boolean().meta({ description: "All checks hold." }),
    on_hand: z.int(),
    held: z.int(),
    committed: z.int(),
    available: z.int(),
    live_holds: z.int(),
    movements: z.int(),
    checks: z.array(z.strictObject({ name: z.string(), counted: z.int(), recorded: z.int() })).max(20),
    audited_at: Timestamp,
  })
  .meta({ id: "StockAudit" });

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

export const adjustStock = {
  operationId: "adjustStock",
  method: "post",
  path: "/v1/admin/stock/{sku}/adjustments",
  summary: "Add or remove units",
  description: "Send an `Idempotency-Key` so that a retry never counts twice.",
  tags,
  scope: "stock:write",
  request: { params, headers: keyedHeaders, body: json("What changed and why.", NewAdjustment) },
  responses: {
    201: level("The level after it."),
    ...readProblems,
    ...problems("idempotency_key_reused", "stock_would_be_negative"),
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

export const listMovements = {
  operationId: "listMovements",
  method: "get",
  path: "/v1/admin/stock/{sku}/movements",
  summary: "List who changed a stock level, when and why",
  tags,
  scope: "stock:read",
  request: { params, query: z.object({ limit: Limit, cursor: Cursor.optional() }) },
  responses: {
    200: {
      description: "Newest first.",
      content: { "application/json": { schema: pageOf(Movement).meta({ id: "MovementPage" }) } },
    },
    ...readProblems,
  },
} as const satisfies RouteSpec;
