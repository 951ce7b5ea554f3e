import { z } from "zod";
import { CurrencyCode, idOf, orNull, Timestamp } from "../../wire.ts";
import { Address, CART_LIMITS, CartLine, Totals } from "./cart.ts";

export const OrderStatus = z.enum(["pending", "placed", "payment_failed", "cancelled"]).meta({
  id: "OrderStatus",
  description:
    "pending: payment or stock is being settled; placed: bought; payment_failed: the last attempt was refused and the cart is open again; cancelled: it ended without a purchase.",
});

export const NextAction = z
  .strictObject({ type: z.enum(["redirect", "wait"]), url: orNull(z.string()) })
  .meta({ id: "NextAction", description: "What the buyer must do before the payment can succeed." });

export const PaymentStatus = z.enum([
  "not_started",
  "pending",
  "requires_action",
  "unknown",
  "paid",
  "declined",
  "cancelled",
  "refunded",
]);

export const OrderPayment = z
  .strictObject({ provider: z.string(), status: PaymentStatus, next_action: orNull(NextAction) })
  .meta({ id: "OrderPayment" });

export const OrderLine = z
  .strictObject({
    ...CartLine.shape,
    awaiting_stock: orNull(z.int()).meta({
      description:
        "Pieces that were sold before they were there (backorder, preorder) and are sent once a delivery has come. Null until the stock is held.",
    }),
  })
  .meta({ id: "OrderLine" });

export const Order = z
  .strictObject({
    id: idOf("order", "order_001037k3mq9xa2tc5rnw8vj4e"),
    number: z
      .string()
      .meta({ description: "Short, for people; not guessable in sequence.", example: "7K3MQ-9XA2T" }),
    status: OrderStatus,
    currency: CurrencyCode,
    email: orNull(z.string()),
    shipping_address: orNull(Address),
    billing_address: orNull(Address),
    shipping_option: orNull(z.strictObject({ id: z.string(), name: z.string() })),
    lines: z.array(OrderLine).max(CART_LIMITS.linesMax),
    totals: Totals,
    payment: OrderPayment,
    cancel_reason: orNull(z.string()),
    status_url: z.string(),
    created_at: Timestamp,
    placed_at: orNull(Timestamp),
  })
  .meta({ id: "Order" });
export type Order = z.infer<typeof Order>;

export const CompleteCart = z
  .strictObject({
    payment: z.strictObject({
      provider: z.string().min(1).max(32).meta({ example: "test" }),
      token: z
        .string()
        .min(1)
        .max(255)
        .optional()
        .meta({ description: "The payment method, as the provider names it.", example: "tok_ok" }),
    }),
    expected_total: z
      .strictObject({ amount: z.int().min(0).max(9_007_199_254_740), currency: CurrencyCode })
      .optional()
      .meta({
        description:
          "What the buyer was shown; send it to be sure that nothing else is charged. When absent, the prices that the cart last showed.",
      }),
  })
  .meta({
    id: "CompleteCart",
    example: {
      payment: { provider: "test", token: "tok_ok" },
      expected_total: { amount: 8290, currency: "EUR" },
    },
  });
