import type { Helper } from "../../tools/runtime/helper.ts";
import type { Server } from "../../tools/runtime/server.ts";
import type { Busy, ClosedResult, LoadMessage } from "../load/load-messages.ts";
import type { Outcome, Scenario } from "../scenarios/scenario.ts";

/** `requests` are those of one visit. */
export type Run = { perSecond: number; visits: number; requests: number; ms: number; busy: Busy };
/** All runs of one scenario, in the order of the rounds, and everything that was wrong in any of them. */
export type Rates = { scenario: Scenario; runs: Run[]; faults: string[] };

export type Systems = Record<Scenario["system"], Server>;
export type MeasureOptions = {
  rounds: number;
  /** Of one run, its warm-up not counted. */
  seconds: number;
  connections: number;
  /** Until when disturbed runs are made again: the benchmark has to end. Milliseconds since the epoch. */
  repeatUntilMs: number;
};

const WARM_UP_SHARE = 0.25;
/** Visitors of several steps are slower and go in waves: a short window would see one wave more or less. */
const LONGER_FOR_SEVERAL_STEPS = 2;
const SAMPLES_MAX = 20;
/** Before anything is known of a scenario that uses up what was prepared for it. */
const FIRST_GUESS_PER_SECOND = 1_500;
const RESERVE = 1.5;

/** A run during which others took more of a core than this says little, and is made again while there is time. */
const OTHERS_MAX = 0.1;
const TRIES_MAX = 2;

/**
 * Every round measures every scenario once, so that a machine that gets slower or faster meanwhile does so to a
 * reference and to what is held against it alike.
 */
export async function measureRates(
  scenarios: readonly Scenario[],
  systems: Systems,
  load: Helper<LoadMessage>,
  options: MeasureOptions,
  onRun: (scenario: Scenario, run: Run) => void,
): Promise<Rates[]> {
  const all = scenarios.map((scenario): Rates => ({ scenario, runs: [], faults: [] }));
  for (let round = 0; round < options.rounds; round += 1) {
    for (const { scenario, runs, faults } of all) {
      const tries: Run[] = [];
      do {
        const guess = (tries.at(-1) ?? runs.at(-1))?.perSecond ?? FIRST_GUESS_PER_SECOND;
        const { run, outcome } = await measureOnce(scenario, systems[scenario.system], load, options, guess);
        tries.push(run);
        onRun(scenario, run);
        faults.push(...((await scenario.verify?.(outcome)) ?? []));
      } while (isDisturbed(tries.at(-1)) && tries.length < TRIES_MAX && Date.now() < options.repeatUntilMs);
      runs.push(...tries.sort((one, other) => one.busy.others - other.busy.others).slice(0, 1));
    }
  }
  return all;
}

async function measureOnce(
  scenario: Scenario,
  server: Server,
  load: Helper<LoadMessage>,
  { seconds, connections: usual }: MeasureOptions,
  guessPerSecond: number,
): Promise<{ run: Run; outcome: Outcome }> {
  const connections = scenario.connections ?? usual;
  const visitsMax = Math.ceil(guessPerSecond * seconds * (1 + WARM_UP_SHARE) * RESERVE);
  const flow = await scenario.prepare(visitsMax);
  const measureMs = seconds * 1_000 * (flow.steps.length > 1 ? LONGER_FOR_SEVERAL_STEPS : 1);
  const { measured, busy, tally, samples } = await load.ask<ClosedResult>({
    kind: "closed",
    origin: server.urlOf(scenario.worker),
    flow,
    connections,
    serverPid: server.runtimePid,
    warmUpMs: measureMs * WARM_UP_SHARE,
    measureMs,
    samplesMax: SAMPLES_MAX,
  });
  return { run: { ...measured, requests: flow.steps.length, busy }, outcome: { tally, samples } };
}

function isDisturbed(run: Run | undefined): boolean {
  return (run?.busy.others ?? 0) > OTHERS_MAX;
}
