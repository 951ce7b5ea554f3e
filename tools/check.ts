import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { projectRoot } from "./project-root.ts";

// Every check of package.json that looks at the files alone, each to its end, so that one run shows all that is wrong.
const { scripts } = JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8")) as {
  scripts: Record<string, string>;
};
const checks = Object.keys(scripts).filter((name) => name.startsWith("check:") && name !== "check:static");
const failed: string[] = [];

for (const name of checks) {
  const startMs = performance.now();
  const run = spawnSync("npm", ["run", "--silent", name], {
    cwd: projectRoot,
    encoding: "utf8",
  });
  const seconds = ((performance.now() - startMs) / 1_000).toFixed(1);
  console.log(`${run.status === 0 ? "ok  " : "FAIL"} ${name} (${seconds} s)`);
  if (run.status === 0) continue;
  failed.push(name);
  console.log(stripVTControlCharacters(`${run.stdout}${run.stderr}`).trim().replace(/^/gm, "     "));
}

console.log(
  failed.length === 0
    ? `All ${checks.length} static checks pass.`
    : `${failed.length} of ${checks.length} static checks fail. Alone: npm run ${failed.join(", npm run ")}`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
