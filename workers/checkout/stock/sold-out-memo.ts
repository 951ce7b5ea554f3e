import type { StockShortage } from "../../../contracts/rpc/stock.ts";

const ITEMS_MAX = 10_000;
/** Never longer than this, whatever a place says: a delivery may come. */
const KEEP_MAX_MS = 30_000;

type Known = { available: number; mayReturn: boolean; untilMs: number; probing: boolean };

/**
 * INV-10 Refusals that are still good, as this isolate was given them: a sold-out item is refused here, without asking
 * its object, until the answer's own end. Then one question goes through while the others still get the old answer.
 * It only ever says no: only the object promises a unit.
 */
export class SoldOutMemo {
  readonly #known = new Map<string, Known>();

  learn(shortages: readonly StockShortage[], validUntilMs: number, nowMs: number): void {
    if (this.#known.size > ITEMS_MAX) this.#known.clear();
    const untilMs = Math.min(validUntilMs, nowMs + KEEP_MAX_MS);
    for (const { itemId, available, mayReturn } of shortages) {
      this.#known.set(itemId, { available, mayReturn, untilMs, probing: false });
    }
  }

  /** Something of the item was granted, or may be: the refusal is over. */
  forget(itemIds: Iterable<string>): void {
    if (this.#known.size === 0) return;
    for (const itemId of itemIds) this.#known.delete(itemId);
  }

  /** What must be refused without asking. Empty: ask. */
  refuse(
    items: readonly { itemId: string; units: number }[],
    nowMs: number,
  ): { shortages: StockShortage[]; validUntilMs: number } | null {
    if (this.#known.size === 0) return null;
    const shortages: StockShortage[] = [];
    let validUntilMs = Number.POSITIVE_INFINITY;
    for (const { itemId, units } of items) {
      const known = this.#known.get(itemId);
      if (!known || units <= known.available) continue;
      if (known.untilMs <= nowMs) {
        // The one that goes through; should it never come back, the next one goes a second later.
        this.#known.set(itemId, { ...known, probing: true, untilMs: nowMs + 1_000 });
        continue;
      }
      shortages.push({ itemId, asked: units, available: known.available, mayReturn: known.mayReturn });
      validUntilMs = Math.min(validUntilMs, known.untilMs);
    }
    return shortages.length > 0 ? { shortages, validUntilMs } : null;
  }
}

export const soldOut = new SoldOutMemo();
