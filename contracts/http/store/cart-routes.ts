import { z } from "zod";
import { idOf } from "../../wire.ts";
import { CartToken, cartHeaders, cartWriteHeaders, IdempotencyKey, keyedHeaders } from "../headers.ts";
import { json, problems, type RouteSpec } from "../route.ts";
import { Cart, CartDetails, NewCart, NewLine, Quantity, ShippingOption } from "./cart.ts";
import { CompleteCart, Order } from "./order.ts";

const tags = ["Carts"];
const scope = "store" as const;
const cartParams = z.object({ id: idOf("cart", "cart_001037k3mq9xa2tc5rnw8vj4e") });
const lineParams = z.object({ ...cartParams.shape, line_id: idOf("line", "line_4c6e8g0j2m4p6r8t0w2y") });
const etag = z.object({ etag: z.string() });
const cartAnswer = {
  description: "The cart as it is now.",
  headers: etag,
  content: { "application/json": { schema: Cart } },
};
const orderAnswer = (description: string) => ({
  description,
  content: { "application/json": { schema: Order } },
});

const editProblems = problems(
  "invalid_request",
  "unauthenticated",
  "not_found",
  "cart_closed",
  "cart_outdated",
  "request_in_progress",
  "variant_unavailable",
  "shipping_option_unavailable",
  "version_mismatch",
  "limit_exceeded",
  "currency_not_sold",
  "idempotency_key_reused",
  "service_unavailable",
);

export const createCart = {
  operationId: "createCart",
  method: "post",
  path: "/v1/store/carts",
  summary: "Begin a cart",
  description: "Returns a `cart_token`: keep it, every later call on this cart needs it.",
  tags,
  scope,
  request: { headers: keyedHeaders, body: json("What to begin with. All fields are optional.", NewCart) },
  responses: {
    201: {
      description: "The new cart and its token.",
      headers: z.object({ etag: z.string(), location: z.string() }),
      content: {
        "application/json": {
          schema: z
            .strictObject({
              ...Cart.shape,
              cart_token: z.string().meta({ description: "Opens this cart and its order. Secret." }),
            })
            .meta({ id: "CreatedCart" }),
        },
      },
    },
    ...problems(
      "invalid_request",
      "unauthenticated",
      "variant_unavailable",
      "shipping_option_unavailable",
      "currency_not_sold",
      "limit_exceeded",
      "idempotency_key_reused",
      "service_unavailable",
    ),
  },
} as const satisfies RouteSpec;

export const getCart = {
  operationId: "getCart",
  method: "get",
  path: "/v1/store/carts/{id}",
  summary: "Read a cart",
  tags,
  scope,
  request: { params: cartParams, headers: cartHeaders },
  responses: {
    200: cartAnswer,
    ...problems("invalid_request", "unauthenticated", "not_found", "service_unavailable"),
  },
} as const satisfies RouteSpec;

export const addLine = {
  operationId: "addLine",
  method: "post",
  path: "/v1/store/carts/{id}/lines",
  summary: "Add units of a variant",
  description: "A variant that is in the cart already grows by `quantity`.",
  tags,
  scope,
  request: { params: cartParams, headers: cartWriteHeaders, body: json("What to add.", NewLine) },
  responses: { 200: cartAnswer, ...editProblems },
} as const satisfies RouteSpec;

export const changeLine = {
  operationId: "changeLine",
  method: "patch",
  path: "/v1/store/carts/{id}/lines/{line_id}",
  summary: "Set the quantity of a line",
  tags,
  scope,
  request: {
    params: lineParams,
    headers: cartWriteHeaders,
    body: json("The new quantity.", z.strictObject({ quantity: Quantity }).meta({ id: "LineChange" })),
  },
  responses: { 200: cartAnswer, ...editProblems },
} as const satisfies RouteSpec;

export const removeLine = {
  operationId: "removeLine",
  method: "delete",
  path: "/v1/store/carts/{id}/lines/{line_id}",
  summary: "Remove a line",
  tags,
  scope,
  request: { params: lineParams, headers: cartWriteHeaders },
  responses: { 200: cartAnswer, ...editProblems },
} as const satisfies RouteSpec;

export const changeCart = {
  operationId: "changeCart",
  method: "patch",
  path: "/v1/store/carts/{id}",
  summary: "Set e-mail, addresses and shipping",
  tags,
  scope,
  request: { params: cartParams, headers: cartWriteHeaders, body: json("The fields to set.", CartDetails) },
  responses: { 200: cartAnswer, ...editProblems },
} as const satisfies RouteSpec;

export const listShippingOptions = {
  operationId: "listShippingOptions",
  method: "get",
  path: "/v1/store/carts/{id}/shipping-options",
  summary: "List what can ship this cart",
  description:
    "For the cart's shipping address, or the shop's own country while there is none. Empty when nothing needs shipping.",
  tags,
  scope,
  request: { params: cartParams, headers: cartHeaders },
  responses: {
    200: {
      description: "The options.",
      content: {
        "application/json": {
          schema: z.strictObject({ data: z.array(ShippingOption).max(100) }).meta({ id: "ShippingOptions" }),
        },
      },
    },
    ...problems("invalid_request", "unauthenticated", "not_found", "service_unavailable"),
  },
} as const satisfies RouteSpec;

export const HoldCartBody = z
  .strictObject({ extend: z.boolean().optional().meta({ description: "Default: false." }) })
  .meta({ id: "HoldCart", example: { extend: true } });

export const holdCart = {
  operationId: "holdCart",
  method: "post",
  path: "/v1/store/carts/{id}/hold",
  summary: "Reserve the cart's stock for a while",
  description:
    "All lines or none. Asking again while the hold lives returns the same hold, or with `extend` lets it last longer, up to three times its length in all. A cart may be held only a few times; of an item, one client address may hold only so many units ahead of payment, and all together only a part of them.",
  tags,
  scope,
  request: {
    params: cartParams,
    headers: z.object({ "x-cart-token": CartToken }),
    body: { description: "Nothing is required.", content: { "application/json": { schema: HoldCartBody } } },
  },
  responses: {
    201: {
      description: "The units are yours until `expires_at`.",
      content: {
        "application/json": {
          schema: z.strictObject({ cart_id: z.string(), expires_at: z.iso.datetime() }).meta({ id: "Hold" }),
        },
      },
    },
    ...problems(
      "invalid_request",
      "unauthenticated",
      "not_found",
      "cart_closed",
      "cart_incomplete",
      "request_in_progress",
      "insufficient_stock",
      "hold_limit_reached",
      "purchase_limit_reached",
      "service_unavailable",
    ),
  },
} as const satisfies RouteSpec;

export const completeCart = {
  operationId: "completeCart",
  method: "post",
  path: "/v1/store/carts/{id}/complete",
  summary: "Buy",
  description:
    "Takes the stock, asks for the payment and places the order. One cart becomes at most one order, however often and however parallel this is called. While nobody can read prices, the last ones of the cart are charged for 15 minutes after they were read; after that, 503.",
  tags,
  scope,
  request: {
    params: cartParams,
    headers: z.object({ "x-cart-token": CartToken, "idempotency-key": IdempotencyKey.optional() }),
    body: json("How to pay, and what the buyer was shown.", CompleteCart),
  },
  responses: {
    200: orderAnswer("The cart was bought before, by another request; this is its order."),
    201: orderAnswer("Bought."),
    202: {
      ...orderAnswer(
        "The outcome is not known yet, or the buyer must act (`payment.next_action`). Follow `status_url`.",
      ),
      headers: z.object({ "retry-after": z.string(), location: z.string() }),
    },
    ...problems(
      "invalid_request",
      "idempotency_key_required",
      "unauthenticated",
      "payment_declined",
      "payment_returned",
      "limit_exceeded",
      "currency_not_sold",
      "not_found",
      "cart_closed",
      "cart_outdated",
      "cart_incomplete",
      "insufficient_stock",
      "purchase_limit_reached",
      "request_in_progress",
      "shipping_option_unavailable",
      "total_changed",
      "variant_unavailable",
      "idempotency_key_reused",
      "payment_provider_unavailable",
      "service_unavailable",
    ),
  },
} as const satisfies RouteSpec;

export const getOrder = {
  operationId: "getOrder",
  method: "get",
  path: "/v1/store/orders/{id}",
  summary: "Read the buyer's order",
  description: "With the `cart_token` of the cart that it was. Also the status URL of a pending payment.",
  tags: ["Orders"],
  scope,
  request: {
    params: z.object({ id: idOf("order", "order_001037k3mq9xa2tc5rnw8vj4e") }),
    headers: cartHeaders,
  },
  responses: {
    200: orderAnswer("The order."),
    ...problems("invalid_request", "unauthenticated", "not_found", "service_unavailable"),
  },
} as const satisfies RouteSpec;
