import { showTable } from "../../show-table.ts";
import type { End } from "../buyers/story.ts";
import type { Latency } from "../buyers/traffic.ts";
import type { SaleReport } from "../sale-report.ts";
import type { Judgement } from "../verdict/judgement.ts";

const WRONG_MAX = 8;

const ENDS: [end: End, name: string, meaning: string][] = [
  ["bought", "bought", "and were told so"],
  ["refused", "refused", "sold out: nothing will come back"],
  ["gave_up", "gave up", "were told that units may come back, and did not wait"],
  ["declined", "declined", "had no other card"],
  ["walked_away", "walked away", "having held what they could; it lapses"],
  ["dropped", "dropped off", "in the middle of buying; the shop finishes alone"],
  ["left_pending", "left", "while the outcome of their payment was not known yet"],
  ["silenced", "silenced", "got no answer, and did not come back"],
  ["failed", "failed", "got an answer that nobody could expect: see below"],
];

/** All that a sale showed, for people. */
export function showReport(report: SaleReport): string {
  const { sold, rates, verdict } = report;
  const pace = `${whole(rates.purchasesPerSecond)} purchases/s until nine in ten were made; ${whole(rates.requestsPerSecond)} requests/s, ${whole(rates.busiestSecond)} in the busiest second`;
  const broken = verdict.filter(({ wrong }) => wrong.length > 0).length;
  const unchecked = verdict.filter(({ isUnchecked }) => isUnchecked).length;
  return [
    `Sold ${whole(sold.units)} of ${whole(sold.of)} units in ${whole(sold.orders)} orders. ${pace}.`,
    showEnds(report),
    showVerdict(verdict),
    showLatencies(report.latencies),
    broken > 0
      ? `${broken} of ${verdict.length} promises were broken.`
      : `Every promise was kept${unchecked === 0 ? "" : `, but for ${unchecked} that could not be checked in full`}.`,
  ].join("\n\n");
}

function showEnds({ buyers, ends }: SaleReport): string {
  const rows = ENDS.flatMap(([end, name, meaning]) => {
    const howMany = ends[end] ?? 0;
    return howMany === 0 ? [] : [[`  ${name}`, whole(howMany), meaning]];
  });
  return showTable([`What became of ${whole(buyers)} buyers`, "", ""], rows);
}

export function showVerdict(verdict: readonly Judgement[]): string {
  const rows = verdict.map(({ name, found, wrong, isUnchecked }) => [
    wrong.length > 0 ? "WRONG" : isUnchecked ? "?" : "ok",
    name,
    found,
  ]);
  const [header = "", ...lines] = showTable(["Verdict", "", ""], rows).split("\n");
  const explained = lines.flatMap((line, index) => {
    const wrong = verdict[index]?.wrong ?? [];
    const more = wrong.length > WRONG_MAX ? [`… and ${whole(wrong.length - WRONG_MAX)} more`] : [];
    return [line, ...[...wrong.slice(0, WRONG_MAX), ...more].map((what) => `         ${what}`)];
  });
  return [header, ...explained].join("\n");
}

function showLatencies(latencies: readonly Latency[]): string {
  return showTable(
    ["Latency in ms", "requests", "p50", "p95", "p99", "max"],
    latencies.map(({ kind, requests, p50, p95, p99, max }) => [
      `  ${kind}`,
      whole(requests),
      ...[p50, p95, p99, max].map((value) => (value < 10 ? value.toFixed(1) : whole(value))),
    ]),
  );
}

function whole(value: number): string {
  return Math.round(value).toLocaleString("en-US");
}
