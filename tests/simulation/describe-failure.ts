import { inspect } from "node:util";
import type { SeedResult } from "./run-seed.ts";
import { Mismatch } from "./runtime/turn.ts";

const STEPS_SHOWN = 20;
const LINE_MAX = 400;

/** What a person needs: what was expected, what came, the steps before it, and the line that replays it. */
export function describeFailure({ seed, error, lastLines }: SeedResult, replayWith: string): string {
  const told =
    error instanceof Mismatch
      ? [
          `seed ${seed}: ${error.message}`,
          `expected ${show(error.expected)}`,
          `found    ${show(error.found)}`,
        ]
      : [`seed ${seed}: ${error instanceof Error ? error.stack : String(error)}`];
  const steps = lastLines.slice(-STEPS_SHOWN).map((line) => `  ${line.slice(0, LINE_MAX)}`);
  return [...told, "the last steps:", ...steps, `To replay: npm run sim -- --seed ${seed}${replayWith}`].join(
    "\n",
  );
}

function show(value: unknown): string {
  return inspect(value, { depth: 10, breakLength: 110 }).replaceAll("\n", "\n         ");
}
