import type { SimulatedObject } from "../../runtime/simulated-object.ts";
import { Mismatch, type Turn } from "../../runtime/turn.ts";

/** How far object time may lead a wall clock that was set back, before the wall clock wins. */
const LEAD_MAX_MS = 300_000;
/** How much of a lead a crash may forget. */
const FORGOTTEN_MAX_MS = 10_000;

/**
 * Holds object time to its promises: it never lags the wall clock, never leads it by more than it has seen or by more
 * than five minutes, never runs backwards within a life, and loses less than ten seconds in a crash.
 */
export class ObjectTime {
  #lives = 0;
  #lastMs = Number.NEGATIVE_INFINITY;
  #lastWrittenMs = Number.NEGATIVE_INFINITY;
  #highestWallMs = Number.NEGATIVE_INFINITY;
  /** What its clock may have seen since it was looked at last. */
  #highestSinceMs = Number.NEGATIVE_INFINITY;
  /** Whether the wall clock may have won since, in a turn of which we were not told the time. */
  #mayHaveForgiven = false;

  /** To be told of every turn, also of those in which nobody asks for the time. */
  see(object: SimulatedObject): void {
    const wallMs = object.wallMs();
    const knownMs = Math.max(this.#lastMs, this.#highestSinceMs);
    this.#mayHaveForgiven ||= knownMs - wallMs > LEAD_MAX_MS;
    this.#highestWallMs = Math.max(this.#highestWallMs, wallMs);
    this.#highestSinceMs = Math.max(this.#highestSinceMs, wallMs);
  }

  check(nowMs: number, object: SimulatedObject, { cause, rowsWritten, failedTransactions }: Turn): void {
    const wallMs = object.wallMs();
    const isSameLife = object.lives === this.#lives;
    const remembered = isSameLife ? this.#lastMs : this.#lastWrittenMs - FORGOTTEN_MAX_MS;
    const isForgiven =
      this.#mayHaveForgiven || Math.max(remembered, this.#highestSinceMs) - wallMs > LEAD_MAX_MS;
    const leastMs = isForgiven ? wallMs : Math.max(wallMs, remembered);
    const mostMs = Math.min(this.#highestWallMs, wallMs + LEAD_MAX_MS);
    if (nowMs < leastMs || nowMs > mostMs)
      throw new Mismatch("object time", `between ${leastMs} and ${mostMs}`, nowMs);

    this.#lives = object.lives;
    this.#lastMs = nowMs;
    this.#highestSinceMs = wallMs;
    this.#mayHaveForgiven = false;
    // Groups are committed in timers, and note the time.
    if (cause === "timer" && rowsWritten > 0 && failedTransactions === 0) this.#lastWrittenMs = nowMs;
  }
}
