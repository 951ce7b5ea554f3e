import type { HoldStock, HoldStockResult, StockShortage } from "../../contracts/rpc/stock.ts";
import { holdUnits } from "../../domain/hold/hold-units.ts";
import { releaseHold } from "../../domain/hold/release-hold.ts";
import type { StockRows } from "./stock-rows.ts";
import { freeLapsed, WorkingSet } from "./working-set.ts";

/** INV-1 All items or none. Runs inside one member transaction of the partition's group. */
export function holdStock(rows: StockRows, ask: HoldStock, nowMs: number): HoldStockResult {
  // Before anything is decided: what is written here stays true whether or not this ask is granted.
  for (const { itemId, units } of ask.items) {
    if (!rows.holdPart(itemId, ask.holdId)) freeLapsed(rows, itemId, units, nowMs);
  }

  const set = new WorkingSet(rows, nowMs);
  for (const replaced of ask.replaces) giveBack(set, replaced);

  const shortages: StockShortage[] = [];
  const unknown: string[] = [];
  let replayed = 0;
  for (const { itemId, units } of ask.items) {
    const item = set.item(itemId);
    if (!item) {
      unknown.push(itemId);
      continue;
    }
    const earlier = set.holdPart(itemId, ask.holdId);
    if (earlier && earlier.parts !== ask.items.length) return { kind: "mismatch" };
    if (earlier) replayed += 1;

    const decided = holdUnits(item.balance, earlier?.hold ?? null, { ...ask, units }, nowMs);
    if (decided.ok) {
      set.apply(item, decided.value, ask.items.length);
      continue;
    }
    const { refusal } = decided;
    if (refusal.code === "hold_mismatch") return { kind: "mismatch" };
    if (refusal.code === "hold_ended")
      return { kind: "ended", state: refusal.state === "lapsed" ? "lapsed" : "released" };
    shortages.push({
      itemId,
      asked: refusal.asked,
      available: refusal.available,
      mayReturn: refusal.mayReturn,
    });
  }
  if (unknown.length > 0) return { kind: "unknown_items", itemIds: unknown };
  if (replayed > 0 && replayed < ask.items.length) return { kind: "mismatch" };
  if (shortages.length > 0) return { kind: "insufficient", shortages };

  set.save(ask.reference);
  return { kind: "granted" };
}

/** HLD-3 A replaced hold that never arrived leaves a tombstone, like any release that overtakes its hold. */
function giveBack(set: WorkingSet, { holdId, items }: HoldStock["replaces"][number]): void {
  for (const { itemId, units } of items) {
    const item = set.item(itemId);
    if (!item) continue;
    const earlier = set.holdPart(itemId, holdId);
    const decided = releaseHold(item.balance, earlier?.hold ?? null, { holdId, units });
    if (decided.ok) set.apply(item, decided.value, earlier?.parts ?? items.length);
  }
}
