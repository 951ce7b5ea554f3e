import type { Model } from "./model.ts";
import { runSeed, type SeedResult } from "./run-seed.ts";
import type { Count } from "./runtime/world.ts";

export type Played = {
  seeds: number;
  /** The first seed that failed, with which the play ended. */
  failed: SeedResult | null;
  counts: Map<Count, number>;
  answers: Map<string, number>;
};

/** Plays seeds one after the other until one fails, each in its model. */
export async function playSeeds(
  modelOf: (seed: number) => Model,
  { from, seeds }: { from: number; seeds: number },
  onSeed: (played: Played) => void = () => {},
): Promise<Played> {
  const played: Played = { seeds: 0, failed: null, counts: new Map(), answers: new Map() };
  for (let seed = from; seed < from + seeds; seed += 1) {
    const result = await runSeed(modelOf(seed), seed);
    played.seeds += 1;
    add(played.counts, result.counts);
    add(played.answers, result.answers);
    if (result.error !== null) return { ...played, failed: result };
    onSeed(played);
  }
  return played;
}

function add<Key>(sums: Map<Key, number>, more: ReadonlyMap<Key, number>): void {
  for (const [key, count] of more) sums.set(key, (sums.get(key) ?? 0) + count);
}
