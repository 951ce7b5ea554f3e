import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Machine } from "../report/machine.ts";
import { markdownTable } from "../report/table.ts";
import { drawGrowth } from "./draw-growth.ts";
import type { Growth } from "./run-catalog.ts";
import { GROWTH_HEADER, growthRows } from "./show-growth.ts";

const FOLDER = join(import.meta.dirname, "../results");

/** Keeps what was measured as a page with its picture. */
export async function writeGrowth(growths: readonly Growth[], machine: Machine): Promise<string> {
  const name = `${machine.at.slice(0, 10)}-catalog`;
  await writeFile(join(FOLDER, `${name}.svg`), drawGrowth(growths));
  await writeFile(
    join(FOLDER, `${name}.md`),
    `# The catalog from 1,000 to 100,000 products

Written by \`npm run bench -- catalog\`: ${machine.cpu}, ${machine.cores} cores, workerd ${machine.workerd}, V8 flags: ${machine.v8Flags}; commit ${machine.commit}.

![growth](${name}.svg)

${markdownTable(GROWTH_HEADER, growthRows(growths))}

Everything is on: authentication, security headers, CORS, request ids, tracing, \`Server-Timing\`. **Warm** reads are of two
hundred products, again and again; the hop returns a constant of the same size. **Cold** reads come one after the other, by a
server that was started a moment ago: from D1 where no copy was kept, from KV where one was. No read asks an object: the
catalog's reads have none to ask.
`,
  );
  return `bench/results/${name}.md`;
}
