import { execFileSync } from "node:child_process";

const MODULE = "virtual:recorded-seeds";
const SEEDS = 50;
const ANSWER_BYTES_MAX = 256 * 1024 * 1024;

/** Gives tests what seeds of the simulation asked and were answered, recorded when the tests begin, so it can't be stale. */
export function recordedSeeds() {
  return {
    name: "recorded-seeds",
    resolveId: (id: string) => (id === MODULE ? `\0${MODULE}` : null),
    load: (id: string) => (id === `\0${MODULE}` ? `export default ${record()};` : null),
  };
}

function record(): string {
  const hooks = ["--import", "./tests/simulation/runtime/module-hooks.ts"];
  const command = [...hooks, "tools/record-seeds.ts", String(SEEDS)];
  const cwd = new URL("../../..", import.meta.url).pathname;
  return execFileSync(process.execPath, command, { cwd, encoding: "utf8", maxBuffer: ANSWER_BYTES_MAX });
}
