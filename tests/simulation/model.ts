import type { Random } from "./runtime/random.ts";
import type { Judge } from "./runtime/turn.ts";
import type { World } from "./runtime/world.ts";

/** What a seed plays: the objects it puts into the world, who acts on them, and who judges what they answer. */
export type Model = (
  world: World,
  random: Random,
) => {
  judge: Judge;
  /** How often each kind of answer was foretold, and was given. */
  answers: ReadonlyMap<string, number>;
  /** Ends when everybody has done what they came for. */
  begin: () => Promise<void>;
};
