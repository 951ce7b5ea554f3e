import type { StockAuditView, StockLevelView } from "../../contracts/rpc/stock.ts";
import { available, isShort } from "../../domain/hold/balance.ts";
import type { Item, StockRows } from "./stock-rows.ts";

/** INV-2 The level as of now: units whose hold has lapsed are free, written down or not. */
export function viewLevel(rows: StockRows, item: Item, nowMs: number): StockLevelView {
  const balance = { ...item.balance, held: item.balance.held - rows.lapsedUnits(item.itemId, nowMs) };
  return {
    itemId: item.itemId,
    onHand: balance.total,
    held: balance.held,
    committed: balance.committed,
    available: available(balance),
    short: isShort(balance),
    locations: rows.levels(item.itemId),
  };
}

/** AUD-1 Counts levels, movements and holds of an item again and compares them with its recorded figures. */
export function auditStock(rows: StockRows, item: Item, nowMs: number): StockAuditView {
  const counted = rows.count(item.itemId, nowMs);
  const { balance } = item;
  const checks = [
    { name: "on hand, by location", counted: counted.levels, recorded: balance.total },
    { name: "on hand, by movements", counted: counted.onHandMoved, recorded: balance.total },
    { name: "held, by holds", counted: counted.heldRows, recorded: balance.held },
    { name: "committed, by holds", counted: counted.committedRows, recorded: balance.committed },
    { name: "committed, by movements", counted: counted.committedMoved, recorded: balance.committed },
    { name: "movements, by sequence", counted: counted.movements, recorded: item.movements },
  ];
  return {
    level: viewLevel(rows, item, nowMs),
    balanced: checks.every((check) => check.counted === check.recorded),
    liveHolds: counted.liveHolds,
    movements: counted.movements,
    checks,
    auditedAtMs: nowMs,
  };
}
