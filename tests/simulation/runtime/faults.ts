import { CALM, type FaultMix } from "./fault-mix.ts";
import type { Random } from "./random.ts";

export type Fate = "lives" | "dies before its commit" | "dies after its commit";

/** Jumps that matter: within what object time forgives, and beyond it. */
const CLOCK_JUMPS_MS = [-3_600_000, -60_000, -5_000, 5_000, 60_000, 3_600_000];

/** Asked wherever something may go wrong. Draws from one stream, so the order of asking is part of the replay. */
export class Faults {
  readonly #random: Random;
  #mix: FaultMix;

  constructor(random: Random, mix: FaultMix) {
    this.#random = random;
    this.#mix = mix;
  }

  /** For worlds in which somebody asks again and again while he waits. */
  limitSlowness(slowMaxMs: number): void {
    this.#mix = { ...this.#mix, slowMaxMs: Math.min(this.#mix.slowMaxMs, slowMaxMs) };
  }

  cease(): void {
    this.#mix = CALM;
  }

  /** A place in (0, 1) among what happens in the same instant. */
  tie(): number {
    return this.#random.fraction();
  }

  /** Timers wait for what arrives in the same instant, unless they are hasty. */
  timerTie(): number {
    return this.#random.chance(this.#mix.hasty) ? this.#random.fraction() : 1;
  }

  /** How long a message that is sent now is under way. */
  latencyMs(nowMs: number): number {
    const { latencyMaxMs, slow, slowMaxMs, gridMs } = this.#mix;
    const delayMs = this.#random.between(0, this.#random.chance(slow) ? slowMaxMs : latencyMaxMs);
    return Math.ceil((nowMs + delayMs) / gridMs) * gridMs - nowMs;
  }

  losesRequest(): boolean {
    return this.#random.chance(this.#mix.loseRequest);
  }

  losesAnswer(): boolean {
    return this.#random.chance(this.#mix.loseAnswer);
  }

  duplicates(): boolean {
    return this.#random.chance(this.#mix.duplicate);
  }

  fateOfTurn(): Fate {
    const drawn = this.#random.fraction();
    if (drawn < this.#mix.crashBeforeCommit) return "dies before its commit";
    if (drawn < this.#mix.crashBeforeCommit + this.#mix.crashAfterCommit) return "dies after its commit";
    return "lives";
  }

  diesBetweenTurns(): boolean {
    return this.#random.chance(this.#mix.crashBetweenTurns);
  }

  failsTransaction(): boolean {
    return this.#random.chance(this.#mix.failTransaction);
  }

  storageWaits(): boolean {
    return this.#random.chance(this.#mix.storageWaits);
  }

  /** An alarm is never early by its object's clock, and always takes a moment. */
  alarmLateMs(): number {
    return 1 + this.#random.between(0, this.#mix.alarmLateMaxMs);
  }

  alarmRepeats(): boolean {
    return this.#random.chance(this.#mix.alarmRepeats);
  }

  clockSkewMs(): number {
    return this.#random.between(-this.#mix.clockSkewMaxMs, this.#mix.clockSkewMaxMs);
  }

  /** By how much a clock jumps now; 0 nearly always. */
  clockJumpMs(): number {
    return this.#random.chance(this.#mix.clockJumps) ? this.#random.pick(CLOCK_JUMPS_MS) : 0;
  }

  refusesQueue(): boolean {
    return this.#random.chance(this.#mix.refuseQueue);
  }

  losesQueue(): boolean {
    return this.#random.chance(this.#mix.loseQueue);
  }

  /** A moment between two steps. */
  soonMs(): number {
    return this.#random.between(0, 20);
  }
}
