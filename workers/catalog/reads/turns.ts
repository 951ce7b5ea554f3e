const LEASE_MS = 500;
const LOOK_EVERY_MS = 4;
const CLAIMS_MAX = 1_000;

/**
 * Lets one request do what many want at the same moment, while the others look for its result. They look by timers
 * of their own: a request must never await a promise of another one, which may have been cancelled. If the result
 * does not come in time they do the work themselves.
 */
export class Turns {
  readonly #claimedUntilMs = new Map<string, number>();

  /** Claims the work without waiting; false while somebody else has it. */
  claim(key: string, nowMs: number): boolean {
    if (nowMs < (this.#claimedUntilMs.get(key) ?? 0)) return false;
    // A request that was cancelled never releases: its claim runs out, and is dropped here.
    if (this.#claimedUntilMs.size >= CLAIMS_MAX) this.#dropExpired(nowMs);
    this.#claimedUntilMs.set(key, nowMs + LEASE_MS);
    return true;
  }

  #dropExpired(nowMs: number): void {
    for (const [key, untilMs] of this.#claimedUntilMs) if (untilMs <= nowMs) this.#claimedUntilMs.delete(key);
  }

  release(key: string): void {
    this.#claimedUntilMs.delete(key);
  }

  /** `look` answers undefined until the result is there. */
  async take<Result>(
    key: string,
    look: () => Result | undefined,
    work: () => Promise<Result>,
    clock: () => number = Date.now,
  ): Promise<Result> {
    const patientUntilMs = clock() + LEASE_MS;
    let mine = this.claim(key, clock());
    while (!mine && clock() < patientUntilMs) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
      const result = look();
      if (result !== undefined) return result;
      mine = this.claim(key, clock());
    }
    try {
      return await work();
    } finally {
      if (mine) this.release(key);
    }
  }
}
