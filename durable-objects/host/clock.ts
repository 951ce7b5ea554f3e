/** Object time never runs backwards: a machine whose clock was set back must not bring lapsed holds back to life. */
export class MonotonicClock {
  #lastMs: number;
  readonly #wallMs: () => number;

  constructor(wallMs: () => number, floorMs: number) {
    this.#wallMs = wallMs;
    this.#lastMs = floorMs;
  }

  nowMs(): number {
    this.#lastMs = Math.max(this.#lastMs, this.#wallMs());
    return this.#lastMs;
  }

  /** Time read back from storage on wake. */
  raiseTo(floorMs: number): void {
    this.#lastMs = Math.max(this.#lastMs, floorMs);
  }
}
