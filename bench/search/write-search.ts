import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Machine } from "../report/machine.ts";
import { markdownTable, ms, percent, textTable, whole } from "../report/table.ts";
import type { SearchRun } from "./run-search.ts";

const FOLDER = join(import.meta.dirname, "../results");
const AIMS = { searchP95Ms: 25, pricesTimes: 2 } as const;

const HEADER = ["", "visits", "p50 ms", "p95 ms", "p99 ms", "max ms", "server busy", "others busy"];

/** Prints what was measured, keeps it as a page, and says what it is held against. */
export async function writeSearch(run: SearchRun, machine: Machine): Promise<string> {
  const { search, pricesAlone, pricesBeside, cost } = run;
  const rows = [
    row("searches, two filters and three facets each", search),
    row("price reads of checkout, alone", pricesAlone),
    row("price reads of checkout, beside the searches", pricesBeside),
  ];
  const verdict = verdictOf(run);
  const spent = ["rows", "questions", "matches"].map((name) => {
    const { p50, p95, max } = cost[name as "rows" | "questions" | "matches"];
    return [name, whole(p50), whole(p95), whole(max)];
  });
  console.log(
    [textTable(HEADER, rows), textTable(["of one search", "p50", "p95", "max"], spent), ...verdict].join(
      "\n\n",
    ),
  );

  const name = `${machine.at.slice(0, 10)}-search`;
  await writeFile(
    join(FOLDER, `${name}.md`),
    `# Search among ${whole(run.products)} products

Written by \`npm run bench -- search\`: ${machine.cpu}, ${machine.cores} cores, workerd ${machine.workerd}, V8 flags: ${machine.v8Flags}; commit ${machine.commit}.

${verdict.map((line) => `- ${line}`).join("\n")}

${markdownTable(HEADER, rows)}

Arrivals at random (open loop), ${run.perSecond} a second of each kind; latency counts from the moment of arrival. No search is asked twice. A
price read begins a cart with a variant that nobody asked about before, so that checkout reads its price from D1. One core runs
the whole shop here, its databases too: beside searches a price read waits for that core, not for the search database.

${markdownTable(["of one search", "p50", "p95", "max"], spent)}
`,
  );
  return `bench/results/${name}.md`;
}

export function verdictOf({ search, pricesAlone, pricesBeside, faults }: SearchRun): string[] {
  const times = pricesBeside.latencyMs.p99 / pricesAlone.latencyMs.p99;
  return [
    `search p95 ${search.latencyMs.p95.toFixed(1)} ms, at most ${AIMS.searchP95Ms}: ${kept(search.latencyMs.p95 <= AIMS.searchP95Ms)}`,
    `p99 of price reads beside searches ${times.toFixed(2)} times what it is alone, at most ${AIMS.pricesTimes}: ${kept(times <= AIMS.pricesTimes)}`,
    ...(faults.length === 0 ? ["every answer was the expected one"] : faults),
  ];
}

function kept(isKept: boolean): string {
  return isKept ? "kept" : "missed";
}

function row(title: string, { visits, latencyMs, busy }: SearchRun["search"]): string[] {
  const { p50, p95, p99, max } = latencyMs;
  return [
    title,
    whole(visits),
    ms(p50),
    ms(p95),
    ms(p99),
    ms(max),
    percent(busy.server),
    percent(busy.others),
  ];
}
