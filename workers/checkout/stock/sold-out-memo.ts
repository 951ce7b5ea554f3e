import type { StockShortage } from "../../../contracts/rpc/stock.ts";

const ITEMS_MAX = 10_000;
/** Never longer than this, whatever a place says: a delivery may come. */
const KEEP_MAX_MS = 30_000;
const PROBE_MS = 1_000;

type Known = { available: number; mayReturn: boolean; untilMs: number };

/**
 * INV-10 Refusals that are still good, as this isolate was given them: a sold-out item is refused here, without asking
 * its object, until the answer's own end. Then one question goes through while the others still get the old answer.
 * It only ever says no: only the object promises a unit.
 */
export class SoldOutMemo {
  readonly #known = new Map<string, Known>();

  learn(shortages: readonly StockShortage[], nowMs: number): void {
    if (this.#known.size > ITEMS_MAX) this.#known.clear();
    for (const { itemId, available, mayReturn, validUntilMs } of shortages) {
      const untilMs = Math.min(validUntilMs, nowMs + KEEP_MAX_MS);
      this.#known.set(itemId, { available, mayReturn, untilMs });
    }
  }

  /** Something of the item was granted, or may be: the refusal is over. */
  forget(itemIds: Iterable<string>): void {
    if (this.#known.size === 0) return;
    for (const itemId of itemIds) this.#known.delete(itemId);
  }

  /** What must be refused without asking. Null: ask. */
  refuse(items: readonly { itemId: string; units: number }[], nowMs: number): StockShortage[] | null {
    if (this.#known.size === 0) return null;
    const concerned = items.flatMap(({ itemId, units }) => {
      const known = this.#known.get(itemId);
      return known && units > known.available ? [{ itemId, units, known }] : [];
    });
    const good = concerned.filter(({ known }) => known.untilMs > nowMs);
    if (good.length > 0) {
      return good.map(({ itemId, units, known: { available, mayReturn, untilMs } }) => ({
        ...{ itemId, asked: units, available, mayReturn, validUntilMs: untilMs },
      }));
    }
    // This one goes through and asks; should it never come back, the next one goes a moment later.
    for (const { itemId, known } of concerned)
      this.#known.set(itemId, { ...known, untilMs: nowMs + PROBE_MS });
    return null;
  }
}

export const soldOut = new SoldOutMemo();
