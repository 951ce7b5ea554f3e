import { z } from "zod";
import { Timestamp } from "../wire.ts";

const Signal = z.enum(["in_stock", "low", "backorder", "preorder", "out"]);
const Version = z.int().min(1);

/** The last time that something of this type happened; `version` is that of the message which first told of it. */
export const StockHappening = z.object({
  type: z.enum(["stock.low", "stock.back_in_stock", "stock.short"]),
  version: Version,
  from: Signal,
  to: Signal,
  at: Timestamp,
});
export type StockHappening = z.infer<typeof StockHappening>;

/**
 * On `stock-events`: all that there is to know of an item's stock now. May come twice, late or not at all; a newer one
 * makes older ones needless. Sent until its version was confirmed (contracts/rpc/stock-signals.ts). Whoever knows
 * version n of an item takes from the next message it gets the happenings above n: none twice, and of each type the last.
 */
export const StockEvent = z.object({
  kind: z.literal("signal"),
  item_id: z.string().regex(/^inv_[0-9a-hjkmnp-tv-z]{22}$/),
  version: Version,
  signal: Signal,
  /** How many may be bought now; null unless the shop shows them. */
  units: z.int().min(0).nullable(),
  /** The day of a preorder. */
  available_from: Timestamp.nullable(),
  /** More is promised than may be. */
  short: z.boolean(),
  happened: z.array(StockHappening).max(10),
  at: Timestamp,
});
export type StockEvent = z.infer<typeof StockEvent>;
