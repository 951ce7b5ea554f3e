import type { Model } from "./model.ts";
import { drawFaultMix } from "./runtime/fault-mix.ts";
import { Random } from "./runtime/random.ts";
import { Trace } from "./runtime/trace.ts";
import { type Count, World } from "./runtime/world.ts";

/** Long enough for whatever was put off to have happened. */
export const SETTLE_MS = 4 * 3_600_000;

export type SeedResult = {
  seed: number;
  /** What went wrong, if anything did. */
  error: unknown;
  counts: ReadonlyMap<Count, number>;
  /** How often each kind of answer was foretold, and was given. */
  answers: ReadonlyMap<string, number>;
  /** The same for the same seed. */
  digest: string;
  lastLines: string[];
};

/** Plays one seed to its end, or to the first thing that is not as it must be. */
export async function runSeed(
  model: Model,
  seed: number,
  show: ((line: string) => void) | null = null,
): Promise<SeedResult> {
  const random = new Random(seed);
  const trace = new Trace(show);
  const world = new World({ random, faultMix: drawFaultMix(random), trace });
  const { judge, answers, begin } = model(world, random.fork());
  world.judge = judge;
  let error: unknown = null;
  const noteStray = (stray: unknown) => {
    error ??= stray;
  };
  process.on("unhandledRejection", noteStray);
  try {
    await world.run(async () => {
      await begin();
      world.calmDown();
      await world.outside.wait(SETTLE_MS);
    });
    // Node tells of rejections that nobody handled once it comes to rest.
    await new Promise(setImmediate);
  } catch (caught) {
    error ??= caught;
  } finally {
    process.off("unhandledRejection", noteStray);
    world.close();
  }
  return {
    seed,
    error,
    counts: world.counts,
    answers,
    digest: trace.digest(),
    lastLines: trace.lastLines(),
  };
}
