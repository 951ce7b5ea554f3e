import { z } from "zod";
import { Money, Timestamp } from "../wire.ts";

/** The order as an event shows it. No personal data: who bought is asked of the order itself. */
export const OrderSnapshot = z.object({
  id: z.string(),
  number: z.string(),
  status: z.enum(["pending", "placed", "payment_failed", "cancelled"]),
  currency: z.string(),
  total: Money,
  units: z.int(),
  line_count: z.int(),
  lines: z
    .array(
      z.object({
        variant_id: z.string(),
        sku: z.string(),
        title: z.string(),
        quantity: z.int(),
        unit_price: Money,
      }),
    )
    .optional(),
  payment: z.object({ provider: z.string(), status: z.string() }),
  cancel_reason: z.string().nullable(),
  created_at: Timestamp,
  placed_at: Timestamp.nullable(),
  updated_at: Timestamp,
});
export type OrderSnapshot = z.infer<typeof OrderSnapshot>;

/** One line of a partition's log, on `order-events`. May come twice, late or out of order. */
export const OrderEvent = z.object({
  kind: z.literal("event"),
  id: z.string(),
  type: z.enum(["order.placed", "order.cancelled", "order.payment_returned"]),
  version: z.literal(1),
  partition: z.string(),
  epoch: z.int(),
  position: z.int(),
  /** The position of the event before it in this partition's log; 0 for the first. Lets a reader see a gap. */
  previous_position: z.int(),
  order_id: z.string(),
  /** Rises with every event of this order. */
  sequence: z.int(),
  at: Timestamp,
  order: OrderSnapshot,
});
export type OrderEvent = z.infer<typeof OrderEvent>;

/** A partition suspects that its events were lost on the way: pull what is missing. */
export const SweepNudge = z.object({ kind: z.literal("sweep"), partition: z.string() });
export type SweepNudge = z.infer<typeof SweepNudge>;

export const OrderMessage = z.discriminatedUnion("kind", [OrderEvent, SweepNudge]);
export type OrderMessage = z.infer<typeof OrderMessage>;
