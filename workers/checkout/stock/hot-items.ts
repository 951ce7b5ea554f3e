import type { SpreadView } from "../../../contracts/rpc/stock.ts";

/** What is known of a hot item may be wrong after this; it is only a hint, every place checks for itself. */
const KEEP_MS = 10_000;
const ITEMS_MAX = 300;

/**
 * Which items are spread over shards, as this isolate learned from answers. Saves a question at the home; a wrong hint
 * costs one.
 */
export class HotItems {
  readonly #spreads = new Map<string, { spread: SpreadView; untilMs: number }>();

  learn(spreads: readonly SpreadView[], nowMs: number): void {
    if (this.#spreads.size + spreads.length > ITEMS_MAX) this.#spreads.clear();
    for (const spread of spreads) this.#spreads.set(spread.itemId, { spread, untilMs: nowMs + KEEP_MS });
  }

  /** Few: an item is hot for as long as a sale lasts. */
  all(nowMs: number): SpreadView[] {
    if (this.#spreads.size === 0) return [];
    return [...this.#spreads.values()].filter(({ untilMs }) => untilMs > nowMs).map(({ spread }) => spread);
  }
}

export const hotItems = new HotItems();
