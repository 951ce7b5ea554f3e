import { z } from "zod";
import { Cursor, idOf, Limit, orNull, pageOf, Timestamp } from "../../wire.ts";
import { problems, type RouteSpec } from "../route.ts";

const tags = ["Stock (admin)"];

export const StockSubscription = z
  .strictObject({
    id: z.string(),
    variant_id: z.string(),
    email: z.string(),
    state: z.enum(["open", "notified"]).meta({
      description: "`notified`: the variant came back, and a mail was written (sent as soon as mails are).",
    }),
    subscribed_at: Timestamp,
    notified_at: orNull(Timestamp),
  })
  .meta({ id: "StockSubscription" });

export const listStockSubscriptions = {
  operationId: "listStockSubscriptions",
  method: "get",
  path: "/v1/admin/stock-subscriptions",
  summary: "List who waits for variants to come back",
  description:
    "Shows addresses of shoppers, so it takes the scope of those who may see orders. Open ones are forgotten after 180 days, notified ones after 30.",
  tags,
  scope: "orders:read",
  request: {
    query: z.object({
      limit: Limit,
      cursor: Cursor.optional(),
      state: z.enum(["open", "notified"]).default("open"),
      variant_id: z.string().min(1).max(64).optional(),
      email: z.email().max(254).optional().meta({ description: "Of this address alone." }),
    }),
  },
  responses: {
    200: {
      description: "Newest first.",
      content: {
        "application/json": { schema: pageOf(StockSubscription).meta({ id: "StockSubscriptionPage" }) },
      },
    },
    ...problems("invalid_request", "unauthenticated", "scope_missing", "service_unavailable"),
  },
} as const satisfies RouteSpec;

export const deleteStockSubscription = {
  operationId: "deleteStockSubscription",
  method: "delete",
  path: "/v1/admin/stock-subscriptions/{id}",
  summary: "Forget a subscription",
  description: "In either state. The address goes with the last subscription that names it.",
  tags,
  scope: "orders:write",
  request: { params: z.object({ id: idOf("sub", "sub_8k2m4q6s8v0x2z4b6d8f") }) },
  responses: {
    204: { description: "Forgotten." },
    ...problems("invalid_request", "unauthenticated", "scope_missing", "not_found", "service_unavailable"),
  },
} as const satisfies RouteSpec;
