/** Lets so many in at a time; the others queue in the order in which they came. */
export class Door {
  readonly #inFlightMax: number;
  readonly #queue: (() => void)[] = [];
  #inFlight = 0;

  constructor(inFlightMax: number) {
    this.#inFlightMax = inFlightMax;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  /** Resolves when there is room. Whoever entered must `leave`, once. */
  async enter(): Promise<void> {
    if (this.#inFlight >= this.#inFlightMax) {
      await new Promise<void>((resolve) => this.#queue.push(resolve));
      return;
    }
    this.#inFlight += 1;
  }

  /** Whoever is next takes the place, so that nobody can slip in between. */
  leave(): void {
    const next = this.#queue.shift();
    if (next) next();
    else this.#inFlight -= 1;
  }
}
