import { findVariant } from "../tests/simulation/broken/break-source.ts";
import { loadBroken } from "../tests/simulation/broken/load-broken.ts";
import { VARIANTS } from "../tests/simulation/broken/variants.ts";
import { describeFailure } from "../tests/simulation/describe-failure.ts";
import { MODEL_NAMES, type ModelName, modelOfSeed, SHIPPED } from "../tests/simulation/models.ts";
import { type Played, playSeeds } from "../tests/simulation/play-seeds.ts";
import { runSeed } from "../tests/simulation/run-seed.ts";
import { readArguments, readWhole } from "./read-arguments.ts";
import { reportAndFail, Stop } from "./stop.ts";

const SEEDS_DEFAULT = "1000";
const PROGRESS_EVERY_MS = 5_000;
const ALL = "all";
const BOTH = "both";

/** Which model a seed plays. */
type Choice = (seed: number) => ModelName;

/** `npm run sim`: plays seeded histories over the shipped objects. See tests/simulation/README.md. */
async function main(): Promise<void> {
  const { values } = readArguments({
    options: {
      seeds: { type: "string", default: SEEDS_DEFAULT },
      from: { type: "string", default: "1" },
      seed: { type: "string" },
      trace: { type: "boolean", default: false },
      model: { type: "string", default: BOTH },
      broken: { type: "string" },
    },
  });
  const seeds = wholeNumber("seeds", values.seeds);
  const from = wholeNumber("from", values.from);
  const choice = choiceOf(values.model);
  const { broken } = values;
  if (values.seed !== undefined)
    await replay(wholeNumber("seed", values.seed), values.trace, { choice, broken });
  else if (broken !== undefined) await breakIt(broken, { from, seeds });
  else await playShipped(choice, { from, seeds });
}

async function playShipped(choice: Choice, range: { from: number; seeds: number }): Promise<void> {
  const startMs = performance.now();
  let nextMs = startMs + PROGRESS_EVERY_MS;
  console.log(`Playing ${range.seeds} seeds from ${range.from} on.`);
  const played = await playSeeds(
    (seed) => SHIPPED[choice(seed)],
    range,
    (soFar) => {
      if (performance.now() < nextMs) return;
      nextMs = performance.now() + PROGRESS_EVERY_MS;
      console.log(`  ${soFar.seeds} seeds, ${secondsSince(startMs)} s`);
    },
  );
  const { failed } = played;
  if (failed) throw new Stop(describeFailure(failed, ` --model ${choice(failed.seed)} --trace`));
  console.log(`${summary(played)}\nAll as foretold, in ${secondsSince(startMs)} s.`);
}

/** Every variant has to be caught: one that plays all seeds to their end is a hole in the simulation. */
async function breakIt(broken: string, range: { from: number; seeds: number }): Promise<void> {
  const variants = broken === ALL ? VARIANTS : [findVariant(broken)];
  let missed = 0;
  for (const { name, says } of variants) {
    const caughtBy = await catchVariant(name, range);
    if (caughtBy === null) missed += 1;
    console.log(`${caughtBy === null ? "NOT CAUGHT" : `caught by ${caughtBy}`} <- ${name}: ${says}`);
  }
  if (missed > 0) throw new Stop(`${missed} not caught within ${range.seeds} seeds.`);
}

async function catchVariant(name: string, range: { from: number; seeds: number }): Promise<string | null> {
  const model = await loadBroken(name);
  const { failed } = await playSeeds(() => model, range);
  return failed && (describeFailure(failed, "").split("\n")[0] ?? null);
}

async function replay(
  seed: number,
  isTraced: boolean,
  { choice, broken }: { choice: Choice; broken: string | undefined },
): Promise<void> {
  const name = choice(seed);
  const model = broken === undefined ? SHIPPED[name] : await loadBroken(broken);
  // Straight to the stream: while a seed runs, the console belongs to what is simulated.
  const result = await runSeed(model, seed, isTraced ? (line) => process.stdout.write(`${line}\n`) : null);
  const replayWith = broken === undefined ? ` --model ${name}` : ` --broken ${broken}`;
  if (result.error !== null) throw new Stop(describeFailure(result, `${replayWith} --trace`));
  console.log(`seed ${seed} ends as foretold; trace ${result.digest.slice(0, 16)}`);
}

function choiceOf(model: string): Choice {
  if (model === BOTH) return modelOfSeed;
  const name = MODEL_NAMES.find((known) => known === model);
  if (!name) throw new Stop(`--model takes ${[...MODEL_NAMES, BOTH].join(", ")}, not "${model}"`);
  return () => name;
}

function summary({ seeds, counts, answers }: Played): string {
  const predicted = [...answers.values()].reduce((sum, count) => sum + count, 0);
  const counted = [...counts].map(([what, count]) => `${what} ${count}`).sort();
  return `${seeds} seeds: answers foretold ${predicted}, ${counted.join(", ")}`;
}

function secondsSince(startMs: number): string {
  return ((performance.now() - startMs) / 1_000).toFixed(1);
}

function wholeNumber(name: string, text: string): number {
  return readWhole(`--${name}`, text, { min: 0, max: Number.MAX_SAFE_INTEGER });
}

await main().catch(reportAndFail);
