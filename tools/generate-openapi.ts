import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { findStale } from "./openapi/find-stale.ts";
import { generatedFiles } from "./openapi/generated-files.ts";
import { presentFiles } from "./openapi/present-files.ts";
import { projectRoot } from "./project-root.ts";

// Writes what is made from the contracts. `npm run check:generated` compares.
const { version } = JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8")) as {
  version: string;
};
const wanted = generatedFiles(version);
const stale = findStale(wanted, presentFiles(projectRoot, wanted.keys()));

for (const path of stale) {
  const file = join(projectRoot, path);
  const text = wanted.get(path);
  if (text === undefined) rmSync(file);
  else {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}
console.log(stale.length === 0 ? "Nothing to do." : `Wrote ${stale.join(", ")}.`);
