import { bareBudget } from "../budget/bare-budget.ts";
import { type Budget, sum } from "../budget/budget.ts";
import type { Latency } from "../measure/measure-latencies.ts";
import type { Machine } from "./machine.ts";
import type { Summary } from "./summary.ts";
import { ms, percent, whole } from "./table.ts";

/** Everything a benchmark found out. */
export type Report = {
  machine: Machine;
  options: { seconds: number; rounds: number; connections: number };
  /** Processes that wanted to run: before the measurements, and after them with ours among them. */
  load: { before: number; after: number };
  tookSeconds: number;
  rates: Summary[];
  latencies: Latency[];
  budgets: Budget[];
  faults: string[];
};

export type Table = { title: string; header: string[]; rows: string[][] };

const BARE = bareBudget();

/** What a purchase may ask of objects (the provider's ledger not counted). */
const AIMS = { objectCalls: 8, busiest: 6, freshObjects: 0 };

/** The report as tables, printed and written down alike. */
export function tablesOf(report: Report): Table[] {
  return [
    ratesTable(report),
    ...(report.latencies.length > 0 ? [latencyTable(report)] : []),
    ...budgetTables(report),
  ];
}

function ratesTable({ rates }: Report): Table {
  return {
    title: "Throughput, closed loop",
    header: [
      "",
      "per second",
      "lowest–highest",
      "requests/s",
      "of its references",
      "server CPU ms each",
      "server busy",
      "generator busy",
      "others busy",
      "verdict",
    ],
    rows: rates.map((line) => [
      `${line.name}: ${line.title}`,
      whole(line.perSecond),
      `${whole(line.low)}–${whole(line.high)}`,
      whole(line.requestsPerSecond),
      line.ratios.map(({ to, ratio }) => `${ratio.toFixed(2)} ${to}`).join(", "),
      line.serverMsEach.toFixed(line.serverMsEach < 1 ? 3 : 2),
      percent(line.serverBusy),
      percent(line.generatorBusy),
      percent(line.othersBusy),
      line.isOurs ? (line.faults.length === 0 ? "right" : "WRONG") : "",
    ]),
  };
}

function latencyTable({ latencies }: Report): Table {
  return {
    title:
      "Latency in ms, open loop at half of the measured rate (beside it: hello at the same rate of visits)",
    header: ["", "visits/s", "p50", "p95", "p99", "max", "hello p50", "hello p99", "others busy"],
    rows: latencies.map(({ name, title, perSecond, at, hello }) => [
      `${name}: ${title}`,
      whole(perSecond),
      ...[at.latencyMs.p50, at.latencyMs.p95, at.latencyMs.p99, at.latencyMs.max].map(ms),
      ms(hello.latencyMs.p50),
      ms(hello.latencyMs.p99),
      percent(Math.max(at.busy.others, hello.busy.others)),
    ]),
  };
}

function budgetTables({ budgets }: Report): Table[] {
  const purchase = budgets.find(({ name }) => name === "purchase");
  if (!purchase) return [];
  return [
    {
      title: "Budgets counted, per visit",
      header: [
        "",
        "object calls",
        "busiest object",
        "ledger",
        "fresh objects",
        "rows written",
        "commits",
        "alarms",
        "D1 trips",
        "queue messages",
      ],
      rows: budgets.map((budget) => [
        `${budget.name}: ${budget.title}`,
        String(budget.objectCalls),
        budget.busiest.calls === 0 ? "-" : `${budget.busiest.kind} ${budget.busiest.calls}`,
        String(budget.ledgerCalls),
        String(budget.freshObjects),
        spell(budget.rows),
        spell(budget.commits),
        String(budget.alarms),
        String(round(sum(budget.d1Reads) + sum(budget.d1Batches))),
        String(budget.queueMessages),
      ]),
    },
    {
      title: "The budget of a purchase, and what the bare purchase is given",
      header: ["", "counted", "bare", "aim", ""],
      rows: [
        aim("fresh objects", purchase.freshObjects, 0, AIMS.freshObjects),
        aim(
          "object calls, the provider's ledger apart",
          purchase.objectCalls,
          BARE.objectCalls,
          AIMS.objectCalls,
        ),
        aim(
          `calls of the busiest object (${purchase.busiest.kind})`,
          purchase.busiest.calls,
          BARE.busiest,
          AIMS.busiest,
        ),
        ...Object.entries(purchase.calls).map(([kind, methods]) =>
          counted(`calls of ${kind}: ${spell(methods)}`, sum(methods), BARE.calls[kind]),
        ),
        ...Object.entries(purchase.rows).map(([kind, rows]) =>
          counted(`rows written, ${kind}`, rows, BARE.rows[kind]),
        ),
        ...Object.entries(purchase.services).map(([what, times]) => counted(`calls of ${what}`, times)),
        ...Object.entries(purchase.d1Reads).map(([kind, reads]) => counted(`D1 reads, ${kind}`, reads)),
        ...Object.entries(purchase.d1Batches).map(([kind, batches]) =>
          counted(`D1 batches, ${kind}`, batches),
        ),
        counted("queue messages", purchase.queueMessages, 1),
      ],
    },
  ];
}

function aim(what: string, counted: number, bare: number, most: number): string[] {
  return [what, String(counted), String(bare), `≤ ${most}`, counted <= most ? "kept" : "MISSED"];
}

function counted(what: string, times: number, bare?: number): string[] {
  return [what, String(times), bare === undefined ? "" : String(bare), "", ""];
}

function spell(counts: Record<string, number>): string {
  const parts = Object.entries(counts).map(([name, value]) => (value === 1 ? name : `${name} ${value}`));
  return parts.length === 0 ? "-" : parts.join(", ");
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
