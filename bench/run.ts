import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { auditor, SECRETS, soukWorkers } from "../tools/local-shop/souk-workers.ts";
import { buildAll } from "../tools/runtime/build-all.ts";
import type { BuiltWorker } from "../tools/runtime/build-worker.ts";
import { Helper } from "../tools/runtime/helper.ts";
import { CORES, pinMyself } from "../tools/runtime/pin.ts";
import { Server } from "../tools/runtime/server.ts";
import { reportAndFail, Stop } from "../tools/stop.ts";
import { bareWorkers } from "./bare/bare-workers.ts";
import { countBudgets } from "./budget/count-budgets.ts";
import { runCatalog } from "./catalog/run-catalog.ts";
import { GROWTH_HEADER, growthRows } from "./catalog/show-growth.ts";
import { writeGrowth } from "./catalog/write-growth.ts";
import type { LoadMessage } from "./load/load-messages.ts";
import { measureLatencies } from "./measure/measure-latencies.ts";
import { measureRates, type Systems } from "./measure/measure-rates.ts";
import { sellLastUnits } from "./measure/sell-last-units.ts";
import { type BenchOptions, readOptions } from "./options.ts";
import { recordProfile } from "./profile/record-profile.ts";
import { describeMachine, loadNow } from "./report/machine.ts";
import { printReport } from "./report/print-report.ts";
import type { Report } from "./report/report.ts";
import { summarise } from "./report/summary.ts";
import { percent, textTable, whole } from "./report/table.ts";
import { writeResults } from "./report/write-results.ts";
import { answerSizes } from "./scenarios/answer-sizes.ts";
import { referenceScenarios } from "./scenarios/references.ts";
import type { Scenario } from "./scenarios/scenario.ts";
import { soukScenarios } from "./scenarios/souk-scenarios.ts";
import { runSearch } from "./search/run-search.ts";
import { writeSearch } from "./search/write-search.ts";
import { batchAsker } from "./souk/batch-asker.ts";
import { type BenchShop, openBenchShop } from "./souk/bench-shop.ts";

const PRODUCTS = 200;
const LATENCY_MS = 5_000;
/** What comes after the rates takes about a minute, and all of it shall take less than four. */
const REPEATS_WITHIN_MS = 140_000;
/** `--seconds` is for rates: latencies of what comes twenty times a second need more. */
const SEARCH_TIMES = 40;
const INSPECTOR_PORT = 9_339;

await main(readOptions(process.argv.slice(2))).catch(reportAndFail);

/** Measures, counts, prints; a run that was wrong ends with exit code 1. */
async function main(options: BenchOptions): Promise<void> {
  const beganAtMs = Date.now();
  const before = loadNow();
  say(`load before: ${before.toFixed(2)}; building and starting…`);
  pinMyself(CORES.load);
  const load = new Helper<LoadMessage>(CORES.load, join(import.meta.dirname, "load/load-process.ts"));
  const built = await buildAll([...bareWorkers, ...soukWorkers, auditor, batchAsker]);
  const inspectorPort = options.profile === null ? null : INSPECTOR_PORT;
  if (options.group === "catalog") return measureCatalog(built, load, options);
  if (options.group === "search") return measureSearch(built, load, options);
  const systems = {
    bare: await Server.start(built.slice(0, bareWorkers.length), {
      inspectorPort: inspectorPort && inspectorPort + 1,
      core: CORES.server,
    }),
    souk: await Server.start(built.slice(bareWorkers.length), {
      // What is measured stays where it is.
      vars: { ...SECRETS, STOCK_HOT_PER_SECOND: "1000000000" },
      inspectorPort,
      core: CORES.server,
    }),
  };

  try {
    const shop = await openBenchShop(systems.souk, PRODUCTS);
    const all = [
      ...referenceScenarios(await answerSizes(shop)),
      ...soukScenarios(shop, load, options.connections),
    ];
    if (options.profile !== null) {
      const scenario = find(all, options.profile);
      const port = scenario.system === "souk" ? INSPECTOR_PORT : INSPECTOR_PORT + 1;
      await recordProfile(scenario, systems[scenario.system], load, options, port);
      return;
    }
    const measured = await measure(chosen(all, options), systems, shop, load, options, beganAtMs);
    const report: Report = {
      machine: describeMachine(),
      options: { seconds: options.seconds, rounds: options.rounds, connections: options.connections },
      load: { before, after: loadNow() },
      tookSeconds: (Date.now() - beganAtMs) / 1_000,
      ...measured,
    };
    printReport(report);
    if (options.json !== null) await writeFile(options.json, `${JSON.stringify(report, null, 2)}\n`);
    if (report.faults.length > 0) process.exitCode = 1;
    else if (isWhole(options)) await writeResults(report);
  } finally {
    await Promise.all([systems.bare.stop(), systems.souk.stop()]);
    await load.end();
  }
}

/** A shop of its own, since it is started again and again. */
async function measureCatalog(
  built: BuiltWorker[],
  load: Helper<LoadMessage>,
  options: BenchOptions,
): Promise<void> {
  const bare = await Server.start(built.slice(0, bareWorkers.length), { core: CORES.server });
  try {
    const growths = await runCatalog(bare, built.slice(bareWorkers.length), load, options, say);
    console.log(textTable(GROWTH_HEADER, growthRows(growths)));
    console.log(`Written to ${await writeGrowth(growths, describeMachine())}.`);
    if (growths.some(({ rates }) => rates.some(({ faults }) => faults.length > 0))) process.exitCode = 1;
  } finally {
    await bare.stop();
    await load.end();
  }
}

/** A large shop of its own, and a minute of searches. */
async function measureSearch(
  built: BuiltWorker[],
  load: Helper<LoadMessage>,
  options: BenchOptions,
): Promise<void> {
  try {
    const run = await runSearch(built.slice(bareWorkers.length), load, options.seconds * SEARCH_TIMES, say);
    console.log(`Written to ${await writeSearch(run, describeMachine())}.`);
    if (run.faults.length > 0) process.exitCode = 1;
  } finally {
    await load.end();
  }
}

async function measure(
  scenarios: Scenario[],
  systems: Systems,
  shop: BenchShop,
  load: Helper<LoadMessage>,
  options: BenchOptions,
  beganAtMs: number,
): Promise<Pick<Report, "rates" | "latencies" | "budgets" | "faults">> {
  const rates = await measureRates(
    scenarios,
    systems,
    load,
    { ...options, repeatUntilMs: beganAtMs + REPEATS_WITHIN_MS },
    ({ name }, { perSecond, busy }) =>
      say(
        `${name}: ${whole(perSecond)}/s; server ${percent(busy.server)} busy, others ${percent(busy.others)}`,
      ),
  );
  const latencies = await measureLatencies(rates, systems, load, LATENCY_MS, ({ name, at }) =>
    say(`${name}: p50 ${at.latencyMs.p50.toFixed(1)} ms, p99 ${at.latencyMs.p99.toFixed(1)} ms`),
  );
  const isSelling = scenarios.some(({ name }) => name === "purchase");
  const lastUnits = isSelling ? await sellLastUnits(shop, load, options.connections) : [];
  const budgets = isWhole(options) ? await countBudgets(load, options.connections) : [];
  const summaries = summarise(rates);
  const faults = [
    ...summaries.flatMap(({ name, faults: found }) => found.map((fault) => `${name}: ${fault}`)),
    ...lastUnits.map((fault) => `last units: ${fault}`),
  ];
  return { rates: summaries, latencies, budgets, faults };
}

/** The scenarios that were named, and everything they are held against. */
function chosen(all: Scenario[], { only, group }: BenchOptions): Scenario[] {
  const named =
    group === "stock"
      ? [...all.filter((scenario) => scenario.group === group), find(all, "hold")]
      : only.map((name) => find(all, name));
  if (named.length === 0) return all.filter((scenario) => scenario.group === undefined);
  const wanted = new Set(named.flatMap(({ name, references }) => [name, ...references]));
  return all.filter(({ name }) => wanted.has(name));
}

/** Everything that stands in the results was measured. */
function isWhole({ only, group }: BenchOptions): boolean {
  return only.length === 0 && group === null;
}

function find(all: readonly Scenario[], name: string): Scenario {
  const found = all.find((scenario) => scenario.name === name);
  if (!found)
    throw new Stop(`There is no scenario "${name}". There are: ${all.map((s) => s.name).join(", ")}`);
  return found;
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
