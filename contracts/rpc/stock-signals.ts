import { z } from "zod";

/** What the follower of `stock-events` says to the stock partitions that send them. */

const ItemId = z.string().regex(/^inv_[0-9a-hjkmnp-tv-z]{22}$/);

export const ConfirmSignals = z.object({
  /** The versions that the follower has by now, whichever messages it had them from. */
  signals: z
    .array(z.object({ itemId: ItemId, version: z.int().min(1) }))
    .min(1)
    .max(100),
  /** Whether the shop shows shoppers how many units there are: numbers are published only then. */
  showsUnits: z.boolean(),
});
export type ConfirmSignals = z.infer<typeof ConfirmSignals>;

export const ShowUnits = z.object({ showsUnits: z.boolean() });
export type ShowUnits = z.infer<typeof ShowUnits>;

export interface StockSignalsRpc {
  /** These items need not be sent again until something of them is new. */
  confirmSignals(ask: ConfirmSignals): Promise<void>;
  /** The shop's settings changed. When units are shown from now on, every item is published again, a few at a time. */
  showUnits(ask: ShowUnits): Promise<void>;
}
