import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { OPERATIONS } from "../contracts/openapi/operations.ts";
import { buildDocument } from "./openapi/build-document.ts";
import { problemPages } from "./openapi/problem-pages.ts";

const COMMAND = "npx node tools/generate-openapi.ts";
const PROBLEM_DOCS = "docs/problems";
const root = join(import.meta.dirname, "..");

/** Writes what is made from the contracts: the OpenAPI document and the problem pages. `--check` only compares. */
async function main(): Promise<void> {
  const wanted = await generatedFiles();
  const stale = await staleFiles(wanted);

  if (process.argv.includes("--check")) {
    if (stale.length === 0) return;
    console.error(
      `Out of date with contracts/:\n${stale.map((file) => `  ${file}`).join("\n")}\nRun: ${COMMAND}`,
    );
    process.exitCode = 1;
    return;
  }
  for (const file of stale) {
    const text = wanted.get(file);
    if (text === undefined) {
      await rm(join(root, file));
      continue;
    }
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text);
  }
  console.log(stale.length === 0 ? "Nothing to do." : `Wrote ${stale.length} file(s).`);
}

async function generatedFiles(): Promise<Map<string, string>> {
  const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as { version: string };
  const document = buildDocument(OPERATIONS, version);
  const files = new Map([["contracts/openapi/openapi.json", `${JSON.stringify(document, null, 2)}\n`]]);
  for (const [name, text] of problemPages()) files.set(`${PROBLEM_DOCS}/${name}`, text);
  return files;
}

/** Files that are missing, differ, or belong to a problem that is gone. */
async function staleFiles(wanted: Map<string, string>): Promise<string[]> {
  const stale: string[] = [];
  for (const [file, text] of wanted) {
    if ((await readFile(join(root, file), "utf8").catch(() => null)) !== text) stale.push(file);
  }
  const present = await readdir(join(root, PROBLEM_DOCS)).catch(() => []);
  for (const name of present)
    if (!wanted.has(`${PROBLEM_DOCS}/${name}`)) stale.push(`${PROBLEM_DOCS}/${name}`);
  return stale;
}

await main();
