/** When an item is hot, and when it is cool again. */
export type HeatLimits = {
  /** New holds asked for per second. */
  hotPerSecond: number;
  coolPerSecond: number;
  /** For how many seconds in a row it must be hot. */
  hotForSeconds: number;
  coolForMs: number;
};

type Second = { second: number; asks: number; hotSeconds: number };

const ITEMS_MAX = 1_000;

/** Counts what is asked for, in memory: a wrong guess after a restart costs a moment, never a unit. */
export class Heat {
  readonly #limits: HeatLimits;
  readonly #seconds = new Map<string, Second>();
  readonly #coolSinceMs = new Map<string, number>();

  constructor(limits: HeatLimits) {
    this.#limits = limits;
  }

  /** Counts an ask; answers with the rate per second once the item has been hot for long enough, else zero. */
  note(itemId: string, nowMs: number): number {
    const second = Math.floor(nowMs / 1_000);
    const before = this.#seconds.get(itemId);
    if (before?.second === second) {
      before.asks += 1;
      return 0;
    }
    if (!before) {
      if (this.#seconds.size >= ITEMS_MAX) this.#seconds.clear();
      this.#seconds.set(itemId, { second, asks: 1, hotSeconds: 0 });
      return 0;
    }
    const isNext = second === before.second + 1;
    const wasHot = before.asks >= this.#limits.hotPerSecond;
    const hotSeconds = wasHot ? (isNext ? before.hotSeconds + 1 : 1) : 0;
    this.#seconds.set(itemId, { second, asks: 1, hotSeconds });
    return hotSeconds >= this.#limits.hotForSeconds ? before.asks : 0;
  }

  /** Of an item that is spread: whether so few asked for it for so long that it may come home. */
  isCool(itemId: string, asks: number, overMs: number, nowMs: number): boolean {
    if (asks * 1_000 >= this.#limits.coolPerSecond * Math.max(overMs, 1)) {
      this.#coolSinceMs.set(itemId, nowMs);
      return false;
    }
    const sinceMs = this.#coolSinceMs.get(itemId);
    if (sinceMs === undefined) this.#coolSinceMs.set(itemId, nowMs);
    return sinceMs !== undefined && nowMs - sinceMs >= this.#limits.coolForMs;
  }

  forget(itemId: string): void {
    this.#seconds.delete(itemId);
    this.#coolSinceMs.delete(itemId);
  }
}
