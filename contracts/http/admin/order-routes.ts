import { z } from "zod";
import {
  CurrencyCode,
  Cursor,
  idOf,
  Limit,
  LocationCode,
  Money,
  orNull,
  pageOf,
  Timestamp,
} from "../../wire.ts";
import { problems, type RouteSpec } from "../route.ts";
import { CART_LIMITS } from "../store/cart.ts";
import { Order, OrderLine, OrderStatus } from "../store/order.ts";

const tags = ["Orders (admin)"];

export const OrderSummary = z
  .strictObject({
    id: z.string(),
    number: z.string(),
    status: OrderStatus,
    currency: CurrencyCode,
    total: Money,
    units: z.int(),
    line_count: z.int(),
    placed_at: orNull(Timestamp),
    updated_at: Timestamp,
  })
  .meta({ id: "OrderSummary" });

/** 20 components, each from 50 locations and a delivery. */
const SOURCES_MAX = 1_020;

export const LineSource = z
  .strictObject({
    inventory_item_id: z.string(),
    sku: orNull(z.string()).meta({
      description:
        "As it was bought; of a bundle's component, as it is now. Null when nothing leads to the item any more.",
    }),
    location: orNull(LocationCode).meta({ description: "Null: these units wait for a delivery." }),
    units: z.int(),
  })
  .meta({ id: "LineSource", description: "Units of an order's line and where they come from." });

export const AdminOrderLine = z
  .strictObject({
    ...OrderLine.shape,
    sources: orNull(z.array(LineSource).max(SOURCES_MAX)).meta({
      description:
        "Where the line's units were promised from when its stock was held; a bundle's line names those of its components. Null until the stock is held.",
    }),
  })
  .meta({ id: "AdminOrderLine" });

export const AdminOrder = z
  .strictObject({
    ...Order.shape,
    lines: z.array(AdminOrderLine).max(CART_LIMITS.linesMax),
    log: z
      .array(
        z.strictObject({
          position: z.int(),
          at: Timestamp,
          type: z.string(),
          facts: z.record(z.string(), z.unknown()),
        }),
      )
      .max(500)
      .meta({ description: "What the order decided and did, step by step." }),
  })
  .meta({ id: "AdminOrder" });

export const listOrders = {
  operationId: "listOrders",
  method: "get",
  path: "/v1/admin/orders",
  summary: "List orders",
  description:
    "From the read model, newest first. It follows the orders within about a second; the order itself is exact.",
  tags,
  scope: "orders:read",
  request: {
    query: z.object({
      limit: Limit,
      cursor: Cursor.optional(),
      status: OrderStatus.optional(),
      number: z
        .string()
        .min(1)
        .max(16)
        .optional()
        .meta({ description: "The order number, with or without its hyphen." }),
    }),
  },
  responses: {
    200: {
      description: "A page.",
      content: { "application/json": { schema: pageOf(OrderSummary).meta({ id: "OrderPage" }) } },
    },
    ...problems("invalid_request", "unauthenticated", "scope_missing", "service_unavailable"),
  },
} as const satisfies RouteSpec;

export const getAdminOrder = {
  operationId: "getAdminOrder",
  method: "get",
  path: "/v1/admin/orders/{id}",
  summary: "Read an order and its log",
  description: "From the order itself, so it is exact.",
  tags,
  scope: "orders:read",
  request: { params: z.object({ id: idOf("order", "order_001037k3mq9xa2tc5rnw8vj4e") }) },
  responses: {
    200: { description: "The order.", content: { "application/json": { schema: AdminOrder } } },
    ...problems("invalid_request", "unauthenticated", "scope_missing", "not_found", "service_unavailable"),
  },
} as const satisfies RouteSpec;
