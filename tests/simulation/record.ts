import { SETTLE_MS } from "./run-seed.ts";
import { CALM, type FaultMix } from "./runtime/fault-mix.ts";
import { Random } from "./runtime/random.ts";
import { Trace } from "./runtime/trace.ts";
import type { Judge } from "./runtime/turn.ts";
import { World } from "./runtime/world.ts";
import { shippedStock } from "./stock/shipped.ts";
import { stockModel } from "./stock/stock-model.ts";

/**
 * What one object was asked and what it decided, turn by turn, to be asked once more of the real runtime. `atMs` is what
 * its clock showed. Faults that can't be caused from outside there are left out: clocks that jump, commits that fail.
 */
export type Recording = { seed: number; steps: Step[] };
export type Step =
  | { kind: "calls"; atMs: number; calls: { method: string; args: unknown[]; answer: unknown }[] }
  | { kind: "alarm"; atMs: number }
  | { kind: "evict" };

/** No alarm rings by itself before this. */
const BEGINS_AT_MS = Date.UTC(2100, 0, 1);
const NAME = "stock:0";
const FAULTS: FaultMix = {
  ...CALM,
  gridMs: 10,
  latencyMaxMs: 20,
  loseRequest: 0.03,
  loseAnswer: 0.05,
  duplicate: 0.1,
  crashAfterCommit: 0.02,
  crashBetweenTurns: 0.02,
};

export async function record(seed: number): Promise<Recording> {
  const random = new Random(seed);
  const world = new World({ random, faultMix: FAULTS, trace: new Trace(), beginsAtMs: BEGINS_AT_MS });
  const { judge, begin } = stockModel(shippedStock)(world, random.fork());
  const steps: Step[] = [];
  world.judge = recording(judge, steps);
  try {
    await world.run(async () => {
      await begin();
      world.calmDown();
      await world.outside.wait(SETTLE_MS);
    });
  } finally {
    world.close();
  }
  return { seed, steps };
}

/** The same judge, with everything written down that it judges. */
function recording(judge: Judge, steps: Step[]): Judge {
  let lives = 1;
  return {
    atTheEnd: () => judge.atTheEnd(),
    afterTurn: async (turn) => {
      const { object, cause, decided } = turn;
      if (object.name === NAME) {
        const isRunning = steps.length > 0 && steps.at(-1)?.kind !== "evict";
        if (object.lives > lives && isRunning) steps.push({ kind: "evict" });
        lives = object.lives;
        const atMs = object.wallMs();
        if (cause === "alarm") steps.push({ kind: "alarm", atMs });
        const calls = decided.map(({ call, outcome }) => ({
          method: call.method,
          args: [...call.args],
          answer: outcome.ok ? (outcome.value ?? null) : { error: outcome.error.name },
        }));
        if (calls.length > 0) steps.push({ kind: "calls", atMs, calls });
      }
      await judge.afterTurn(turn);
    },
  };
}
