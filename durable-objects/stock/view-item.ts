import type { HoldView, LocationLevelView, SpreadView, StockLevelView } from "../../contracts/rpc/stock.ts";
import type { ShardFigures } from "../../contracts/rpc/stock-shard.ts";
import { available, isShort } from "../../domain/hold/balance.ts";
import { outstanding } from "../../domain/hold/hold.ts";
import { lapseHold } from "../../domain/hold/lapse-hold.ts";
import { addToLevels, type Level } from "../../domain/inventory/level.ts";
import { afterStep, awaitedUnits, balanceOf, type StockItem } from "../../domain/inventory/stock-item.ts";
import type { HoldRow, StockRows } from "./stock-rows.ts";

/**
 * INV-2 The level as of now, over home and shards: what shards hold and sold counts as held and committed, what they
 * have free is available.
 */
export function viewLevel(
  item: StockItem,
  shards: readonly ShardFigures[],
  spread: SpreadView | null,
  nowMs: number,
): StockLevelView {
  const sum = (figure: (shard: ShardFigures) => number) =>
    shards.reduce((total, shard) => total + figure(shard), 0);
  const heldThere = sum((shard) => shard.held);
  const soldThere = sum((shard) => shard.committed);
  const balance = balanceOf(item, nowMs);
  const over = {
    ...balance,
    held: balance.held + heldThere,
    committed: balance.committed + soldThere,
    granted: 0,
  };
  const levels = shards.reduce<readonly Level[]>(
    (all, shard) => addToLevels(all, "promised", shard.promised),
    item.levels,
  );
  return {
    itemId: item.itemId,
    onHand: over.total,
    held: over.held,
    committed: over.committed,
    safety: over.safety,
    available: available(over),
    allowance: over.allowance,
    short: isShort(over),
    locations: levels.map(viewLocation),
    policy: item.policy,
    spread,
  };
}

function viewLocation({ location, onHand, promised, safety }: Level): LocationLevelView {
  return { location, onHand, promised, safety, available: onHand - promised - safety };
}

export function viewHold(row: HoldRow, shard: number | null): HoldView {
  const { hold, allocation } = row;
  return {
    holdId: hold.holdId,
    reference: row.reference,
    state: hold.state,
    units: hold.units,
    outstanding: outstanding(hold),
    sinceMs: hold.sinceMs,
    expiresAtMs: hold.expiresAtMs,
    parts: [...allocation],
    awaited: awaitedUnits(row),
    shard,
  };
}

/** HLD-1 The item as of now: units whose hold has lapsed are free, written down or not. */
export function asOf(rows: StockRows, item: StockItem, nowMs: number): StockItem {
  return rows.lapsedHolds(item.itemId, nowMs, Number.MAX_SAFE_INTEGER).reduce((left, row) => {
    const step = lapseHold(balanceOf(left, nowMs), row.hold, nowMs);
    return afterStep(left, step, row, { hold: step.hold, allocation: [] });
  }, item);
}
