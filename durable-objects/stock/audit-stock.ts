import type { AuditCheck } from "../../contracts/rpc/stock.ts";
import type { StockItem } from "../../domain/inventory/stock-item.ts";
import type { LedgerRows } from "./ledger-rows.ts";

/** AUD-1 Counts movements and holds of an item again and compares them with its recorded figures. */
export function auditRows(
  ledger: LedgerRows,
  item: StockItem,
  nowMs: number,
): { checks: AuditCheck[]; liveHolds: number; movements: number } {
  const { itemId } = item;
  const counted = ledger.count(itemId, nowMs);
  const promised = ledger.countPromised(itemId);
  const onHand = item.levels.reduce((sum, level) => sum + level.onHand, 0);
  const recorded = new Map(item.levels.map((level) => [level.location, level.promised]));
  const locations = [...new Set([...recorded.keys(), ...promised.promised.keys()])].sort();
  const checks = [
    { name: "on hand, by movements", counted: counted.onHand, recorded: onHand },
    { name: "held, by holds", counted: counted.held, recorded: item.held },
    { name: "held early, by holds", counted: counted.early, recorded: item.early },
    { name: "committed, by holds", counted: promised.committed, recorded: item.committed },
    { name: "committed, by movements", counted: counted.committed, recorded: item.committed },
    { name: "movements, by sequence", counted: counted.movements, recorded: item.movements },
    ...locations.map((location) => ({
      name: `promised from ${location}, by holds`,
      counted: promised.promised.get(location) ?? 0,
      recorded: recorded.get(location) ?? 0,
    })),
  ];
  return { checks, liveHolds: counted.live, movements: counted.movements };
}

export function addsUp(checks: readonly AuditCheck[]): boolean {
  return checks.every((check) => check.counted === check.recorded);
}
