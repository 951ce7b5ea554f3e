import { parseArgs } from "node:util";
import { findVariant } from "../tests/simulation/broken/break-source.ts";
import { loadBroken } from "../tests/simulation/broken/load-broken.ts";
import { VARIANTS } from "../tests/simulation/broken/variants.ts";
import { describeFailure } from "../tests/simulation/describe-failure.ts";
import { type Played, playSeeds } from "../tests/simulation/play-seeds.ts";
import { runSeed } from "../tests/simulation/run-seed.ts";
import { shippedStock } from "../tests/simulation/stock/shipped.ts";
import { stockModel } from "../tests/simulation/stock/stock-model.ts";
import { reportAndFail, Stop } from "./stop.ts";

const SEEDS_DEFAULT = "1000";
const PROGRESS_EVERY_MS = 5_000;
const ALL = "all";

/** `npm run sim`: plays seeded histories over the shipped objects. See tests/simulation/README.md. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seeds: { type: "string", default: SEEDS_DEFAULT },
      from: { type: "string", default: "1" },
      seed: { type: "string" },
      trace: { type: "boolean", default: false },
      broken: { type: "string" },
    },
  });
  const seeds = wholeNumber("seeds", values.seeds);
  const from = wholeNumber("from", values.from);
  if (values.seed !== undefined) await replay(wholeNumber("seed", values.seed), values.trace, values.broken);
  else if (values.broken !== undefined) await breakIt(values.broken, { from, seeds });
  else await playShipped({ from, seeds });
}

async function playShipped(range: { from: number; seeds: number }): Promise<void> {
  const startMs = performance.now();
  let nextMs = startMs + PROGRESS_EVERY_MS;
  console.log(`Playing ${range.seeds} seeds from ${range.from} on.`);
  const played = await playSeeds(stockModel(shippedStock), range, (soFar) => {
    if (performance.now() < nextMs) return;
    nextMs = performance.now() + PROGRESS_EVERY_MS;
    console.log(`  ${soFar.seeds} seeds, ${secondsSince(startMs)} s`);
  });
  if (played.failed) throw new Stop(describeFailure(played.failed, ""));
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
  const { failed } = await playSeeds(stockModel(await loadBroken(name)), range);
  return failed && (describeFailure(failed, "").split("\n")[0] ?? null);
}

async function replay(seed: number, isTraced: boolean, broken: string | undefined): Promise<void> {
  const model = stockModel(broken === undefined ? shippedStock : await loadBroken(broken));
  // Straight to the stream: while a seed runs, the console belongs to what is simulated.
  const result = await runSeed(model, seed, isTraced ? (line) => process.stdout.write(`${line}\n`) : null);
  const replayWith = broken === undefined ? "" : ` --broken ${broken}`;
  if (result.error !== null) throw new Stop(describeFailure(result, `${replayWith} --trace`));
  console.log(`seed ${seed} ends as foretold; trace ${result.digest.slice(0, 16)}`);
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
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 0)
    throw new Stop(`--${name} takes a whole number, not "${text}"`);
  return number;
}

await main().catch(reportAndFail);
