import { seededRandom } from "../../../tools/seeded-random.ts";

/** Draws of one stream: the same seed always gives the same draws. */
export class Random {
  readonly #next: () => number;

  constructor(seed: number) {
    this.#next = seededRandom(seed);
  }

  /** In [0, 1). */
  fraction(): number {
    return this.#next();
  }

  chance(probability: number): boolean {
    return this.#next() < probability;
  }

  /** A whole number, both ends included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.#next() * (most - least + 1));
  }

  pick<Value>(values: readonly Value[]): Value {
    const value = values[Math.floor(this.#next() * values.length)];
    if (value === undefined) throw new RangeError("nothing to pick from");
    return value;
  }

  /** A stream of its own, so that one more draw here moves nothing there. */
  fork(): Random {
    return new Random(Math.floor(this.#next() * 2 ** 32));
  }
}
