import type { Helper } from "../../tools/runtime/helper.ts";
import type { LoadMessage, OpenResult } from "../load/load-messages.ts";
import { median } from "../load/percentile.ts";
import type { Rates, Systems } from "./measure-rates.ts";

/** Half of what a scenario can do, and beside it the generator's own hello at the same rate of visits. */
export type Latency = { name: string; title: string; perSecond: number; at: OpenResult; hello: OpenResult };

const LOAD_SHARE = 0.5;
const HELLO_MS = 2_000;
const CONNECTIONS = 256;
const SEED = 7;
const RESERVE = 1.2;

/** Visitors arrive at random at half of the measured capacity. Adds what was wrong to the scenario's faults. */
export async function measureLatencies(
  rates: readonly Rates[],
  systems: Systems,
  load: Helper<LoadMessage>,
  measureMs: number,
  onResult: (latency: Latency) => void,
): Promise<Latency[]> {
  const hello = rates.find(({ scenario }) => scenario.name === "hello");
  if (!hello) return [];
  const latencies: Latency[] = [];
  for (const { scenario, runs, faults } of rates.filter((rate) => rate.scenario.isTimed)) {
    const perSecond = median(runs.map((run) => run.perSecond)) * LOAD_SHARE;
    const ask = async ({ scenario: which }: Pick<Rates, "scenario">, ms: number) => {
      const server = systems[which.system];
      return load.ask<OpenResult>({
        kind: "open",
        origin: server.urlOf(which.worker),
        flow: await which.prepare(Math.ceil(((perSecond * ms) / 1_000) * RESERVE)),
        connections: CONNECTIONS,
        serverPid: server.runtimePid,
        perSecond,
        measureMs: ms,
        seed: SEED,
      });
    };
    const beside = await ask(hello, HELLO_MS);
    const at = await ask({ scenario }, measureMs);
    faults.push(...((await scenario.verify?.({ tally: at.tally, samples: [] })) ?? []));
    const latency = { name: scenario.name, title: scenario.title, perSecond, at, hello: beside };
    latencies.push(latency);
    onResult(latency);
  }
  return latencies;
}
