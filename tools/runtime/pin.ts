import { execFileSync } from "node:child_process";
import { availableParallelism } from "node:os";

/** Where it is measured, the server has one core to itself; everything else runs on another. */
export const CORES = { server: 0, load: 1 } as const;

/** Whether processes can be pinned here: it takes `taskset` and a core for each side. */
export const isPinned = availableParallelism() >= 2 && hasTaskset();

/** A command line that starts a Node program on one core; anywhere when none is named, or none can be. */
export function pinnedNode(core: number | null, file: string): [command: string, args: string[]] {
  const node = [process.execPath, "--no-warnings", file] as const;
  return isPinned && core !== null ? ["taskset", ["-c", String(core), ...node]] : [node[0], node.slice(1)];
}

/** Moves this process out of the server's way. */
export function pinMyself(core: number): void {
  if (isPinned)
    execFileSync("taskset", ["-a", "-cp", String(core), String(process.pid)], { stdio: "ignore" });
}

function hasTaskset(): boolean {
  try {
    execFileSync("taskset", ["-V"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
