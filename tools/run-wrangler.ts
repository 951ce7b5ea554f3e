import { spawn } from "node:child_process";
import { projectRoot } from "./project-root.ts";
import { wranglerCommand, wranglerEnv } from "./wrangler-command.ts";

/** How a wrangler command ended, and all it said. */
export type WranglerRun = { code: number; output: string };

/** Runs a wrangler command to its end, at the root of the project, with nobody to answer its questions. */
export function runWrangler(args: readonly string[], env: Record<string, string> = {}): Promise<WranglerRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...wranglerCommand, ...args], {
      cwd: projectRoot,
      env: { ...wranglerEnv(process.env), ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    }
    child.once("error", reject);
    child.once("close", (code, signal) => resolve({ code: code ?? (signal ? 1 : 0), output }));
  });
}
