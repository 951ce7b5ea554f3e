import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { LAST_UNITS } from "../measure/sell-last-units.ts";
import { type Report, tablesOf } from "./report.ts";
import { markdownTable } from "./table.ts";

const FOLDER = join(import.meta.dirname, "../results");

/** Keeps a whole run: all of it as JSON, and as a page to read, which replaces the one before. */
export async function writeResults(report: Report): Promise<void> {
  const name = `${report.machine.at.slice(0, 10)}-first.json`;
  await writeFile(join(FOLDER, name), `${JSON.stringify(report, null, 2)}\n`);
  await writeFile(join(FOLDER, "README.md"), pageOf(report, name));
}

function pageOf(report: Report, json: string): string {
  const { machine, options, load } = report;
  const facts = [
    `**Machine.** ${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB, ${machine.system}; ${machine.pinned}.`,
    `**Versions.** commit ${machine.commit}; workerd ${machine.workerd}, miniflare ${machine.miniflare}, wrangler ${machine.wrangler}, Node ${machine.node}.`,
    `**Flags.** V8 flags of the runtime: ${machine.v8Flags}; \`X_LOCAL_OBSERVABILITY=false\`, \`logRequests: false\`, \`cf: false\`, direct sockets; state on ${machine.state}.`,
    `**Run.** ${machine.at}, ${options.rounds} rounds of ${options.seconds} s per scenario, ${options.connections} connections, ${Math.round(report.tookSeconds)} s in all; load average ${load.before.toFixed(2)} before.`,
  ];
  const tables = tablesOf(report).map(
    ({ title, header, rows }) => `## ${title}\n\n${markdownTable(header, rows)}`,
  );
  return `# What was measured last

Written by \`npm run bench\`; every figure is in [${json}](${json}). How it is measured: [bench/README.md](../README.md).

${facts.map((fact) => `- ${fact}`).join("\n")}

**What the numbers mean.** Absolute figures are this machine's; the ratios are what may be compared. Each is a scenario's
rate over a reference's in the same round, the median over the rounds. One core runs the whole shop here: gateway, services,
objects, D1 and queues, and what follows an answer (commits, events, the read model) is paid for within the run. In
production these are many machines, an object's commit is pipelined instead of waited for, and a partition sustains about
1,000 requests/s. Verdict *right*: every answer was the expected one, stock audits balance, what is committed, charged and in
the read model equals what buyers were told, and of the last ${LAST_UNITS} units exactly ${LAST_UNITS} were sold. A p99 is this generator's own:
beside it stands what it sees of a hello at the same rate.

${tables.join("\n\n")}
`;
}
