import type { z } from "zod";
import type { StockLevel, StockPolicy, StockSpread } from "../../../contracts/http/admin/stock.ts";
import type { MoveState, StockLevelView } from "../../../contracts/rpc/stock.ts";
import { PLAIN_POLICY } from "../../../domain/inventory/item-policy.ts";
import { iso } from "../cart/encode-cart.ts";

export function encodeLevel(
  sku: string | null,
  level: StockLevelView,
  move: MoveState | null,
): z.input<typeof StockLevel> {
  return {
    sku,
    inventory_item_id: level.itemId,
    on_hand: level.onHand,
    held: level.held,
    committed: level.committed,
    safety: level.safety,
    available: level.available,
    allowance: level.allowance,
    short: level.short,
    locations: level.locations.map(({ location, onHand, promised, safety, available }) => ({
      ...{ location, on_hand: onHand, promised, safety, available },
    })),
    policy: encodePolicy(level.policy),
    spread: move && move.phase !== "home" ? encodeSpread(move) : null,
  };
}

export function encodeSpread({ phase, shards, version }: MoveState): z.input<typeof StockSpread> {
  return { phase, shards, version };
}

/** The level of an item that nobody ever counted. */
export function neverStocked(itemId: string): StockLevelView {
  return {
    ...{ itemId, onHand: 0, held: 0, committed: 0, safety: 0, available: 0, allowance: 0, short: false },
    ...{ locations: [], policy: PLAIN_POLICY, spread: null },
  };
}

function encodePolicy({
  beyond,
  maxPerOrder,
  maxPerBuyer,
  lowAt,
}: StockLevelView["policy"]): z.input<typeof StockPolicy> {
  return {
    backorder_limit: beyond.kind === "backorder" ? beyond.limit : null,
    preorder:
      beyond.kind === "preorder"
        ? { limit: beyond.limit, available_from: iso(beyond.availableFromMs) }
        : null,
    max_per_order: maxPerOrder,
    max_per_buyer: maxPerBuyer,
    low_stock_threshold: lowAt,
  };
}
