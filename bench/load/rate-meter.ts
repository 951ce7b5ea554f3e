/**
 * How fast events come, as the slope of their count over time (least squares). Visitors who began together go on in
 * waves, and a window holds one wave more or less by chance: a plain count over time would jump by that much.
 */
export class RateMeter {
  #events = 0;
  #time = 0;
  #count = 0;
  #timeSquared = 0;
  #timeCount = 0;

  /** Milliseconds since any fixed moment. */
  add(atMs: number): void {
    this.#events += 1;
    this.#time += atMs;
    this.#count += this.#events;
    this.#timeSquared += atMs * atMs;
    this.#timeCount += atMs * this.#events;
  }

  /** Zero for fewer than two events. */
  perMs(): number {
    const spread = this.#events * this.#timeSquared - this.#time ** 2;
    return spread > 0 ? (this.#events * this.#timeCount - this.#time * this.#count) / spread : 0;
  }
}
