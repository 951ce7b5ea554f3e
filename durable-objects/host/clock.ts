/** How far object time may run ahead of the wall clock before it is taken for a mistake. */
const LEAD_MAX_MS = 300_000;

/**
 * Object time does not run backwards: a clock that was set back by a little must not bring lapsed holds back to life.
 * One that had jumped far ahead is not followed for the rest of the day either: past five minutes the wall clock wins,
 * and what lapsed in the meantime and was sold again has been written down.
 */
export class MonotonicClock {
  #lastMs = Number.NEGATIVE_INFINITY;
  readonly #wallMs: () => number;

  constructor(wallMs: () => number) {
    this.#wallMs = wallMs;
  }

  nowMs(): number {
    const wallMs = this.#wallMs();
    this.#lastMs = this.#lastMs - wallMs > LEAD_MAX_MS ? wallMs : Math.max(this.#lastMs, wallMs);
    return this.#lastMs;
  }

  /** Time read back from storage on wake. */
  raiseTo(floorMs: number): void {
    this.#lastMs = Math.max(this.#lastMs, floorMs);
  }
}
