import type { Random } from "./random.ts";

/** What goes wrong in one run, and how often. Probabilities are per message, turn or transaction. Times in ms. */
export type FaultMix = {
  /** A message usually takes up to this long. */
  latencyMaxMs: number;
  /** Arrivals fall on multiples of this, so that requests come together. 1: they come as they please. */
  gridMs: number;
  slow: number;
  slowMaxMs: number;
  loseRequest: number;
  loseAnswer: number;
  duplicate: number;
  /** A group is committed before all that came in the same instant could join. */
  hasty: number;
  crashBeforeCommit: number;
  crashAfterCommit: number;
  crashBetweenTurns: number;
  /** An outermost transaction fails at its very end. */
  failTransaction: number;
  /** A promise of storage takes a while, behind the input gate. */
  storageWaits: number;
  alarmLateMaxMs: number;
  alarmRepeats: number;
  clockJumps: number;
  clockSkewMaxMs: number;
  refuseQueue: number;
  loseQueue: number;
};

/** Nothing goes wrong, and everything takes a moment. */
export const CALM: FaultMix = {
  latencyMaxMs: 5,
  gridMs: 1,
  slow: 0,
  slowMaxMs: 0,
  loseRequest: 0,
  loseAnswer: 0,
  duplicate: 0,
  hasty: 0,
  crashBeforeCommit: 0,
  crashAfterCommit: 0,
  crashBetweenTurns: 0,
  failTransaction: 0,
  storageWaits: 0,
  alarmLateMaxMs: 0,
  alarmRepeats: 0,
  clockJumps: 0,
  clockSkewMaxMs: 0,
  refuseQueue: 0,
  loseQueue: 0,
};

/**
 * Every seed has a mix of its own, with some faults left out altogether: a fault that always strikes hides what only
 * its absence would show.
 */
export function drawFaultMix(random: Random): FaultMix {
  const sometimes = (most: number) => (random.chance(0.5) ? random.fraction() * most : 0);
  return {
    latencyMaxMs: random.pick([2, 20, 200]),
    gridMs: random.pick([1, 10, 50]),
    slow: sometimes(0.2),
    slowMaxMs: random.pick([1_000, 30_000, 600_000]),
    loseRequest: sometimes(0.1),
    loseAnswer: sometimes(0.1),
    duplicate: sometimes(0.15),
    hasty: sometimes(0.5),
    crashBeforeCommit: sometimes(0.05),
    crashAfterCommit: sometimes(0.05),
    crashBetweenTurns: sometimes(0.05),
    failTransaction: sometimes(0.05),
    storageWaits: sometimes(1),
    alarmLateMaxMs: random.pick([0, 1_000, 3_600_000]),
    alarmRepeats: sometimes(0.5),
    clockJumps: sometimes(0.05),
    clockSkewMaxMs: random.pick([0, 50, 5_000]),
    refuseQueue: sometimes(0.2),
    loseQueue: sometimes(0.2),
  };
}
