import { median } from "../load/percentile.ts";
import type { Rates } from "../measure/measure-rates.ts";

/** One line of the table. Ratios are the median over the rounds of the ratio within each round. */
export type Summary = {
  name: string;
  title: string;
  isOurs: boolean;
  perSecond: number;
  low: number;
  high: number;
  requestsPerSecond: number;
  ratios: { to: string; ratio: number }[];
  serverBusy: number;
  /** CPU time of the server for one visit: says what a visit costs even where the machine was not quiet. */
  serverMsEach: number;
  generatorBusy: number;
  /** The most that anybody else took of a core during a run. */
  othersBusy: number;
  runs: number[];
  faults: string[];
};

export function summarise(rates: readonly Rates[]): Summary[] {
  return rates.map(({ scenario, runs, faults }) => {
    const values = runs.map((run) => run.perSecond);
    const perSecond = median(values);
    return {
      name: scenario.name,
      title: scenario.title,
      isOurs: scenario.system === "souk",
      perSecond,
      low: Math.min(...values),
      high: Math.max(...values),
      requestsPerSecond: perSecond * (runs[0]?.requests ?? 1),
      ratios: scenario.references.flatMap((name) => ratioTo(name, values, scenario.doesTimes ?? 1, rates)),
      serverBusy: median(runs.map((run) => run.busy.server)),
      serverMsEach: median(runs.map((run) => (run.busy.server * run.ms) / run.visits)),
      generatorBusy: Math.max(...runs.map((run) => run.busy.generator)),
      othersBusy: Math.max(...runs.map((run) => run.busy.others)),
      runs: values,
      faults,
    };
  });
}

function ratioTo(name: string, values: readonly number[], times: number, rates: readonly Rates[]) {
  const reference = rates.find(({ scenario }) => scenario.name === name);
  if (!reference) return [];
  const ratios = values.map(
    (value, round) => (value * times) / (reference.runs[round]?.perSecond ?? Number.NaN),
  );
  return [{ to: name, ratio: median(ratios) }];
}
