import type { z } from "zod";
import type { StockLevel } from "../../../contracts/http/admin/stock-routes.ts";
import type { StockLevelView } from "../../../contracts/rpc/stock.ts";
import { PLAIN_POLICY } from "../../../domain/inventory/item-policy.ts";

export function encodeLevel(sku: string, level: StockLevelView): z.infer<typeof StockLevel> {
  return {
    sku,
    inventory_item_id: level.itemId,
    on_hand: level.onHand,
    held: level.held,
    committed: level.committed,
    available: level.available,
    short: level.short,
    locations: level.locations.map(({ location, onHand }) => ({ location, on_hand: onHand })),
  };
}

/** The level of an item that nobody ever counted. */
export function neverStocked(itemId: string): StockLevelView {
  return {
    ...{ itemId, onHand: 0, held: 0, committed: 0, safety: 0, available: 0, allowance: 0, short: false },
    ...{ locations: [], policy: PLAIN_POLICY, spread: null },
  };
}
