import { globSync, rmSync } from "node:fs";
import { join } from "node:path";
import { listProcesses } from "./list-processes.ts";

/**
 * A wrangler that is killed leaves what it built, some ten megabytes each time, in `.wrangler/tmp` beside each config.
 * Removed when nothing of this checkout runs that could still need it.
 */
export function removeBuildLeftovers(root: string): void {
  const ours = join(root, "node_modules/");
  if (listProcesses().some(({ command }) => command.includes(ours))) return;
  for (const folder of globSync("{.,workers/*,durable-objects}/.wrangler/tmp", { cwd: root })) {
    rmSync(join(root, folder), { recursive: true, force: true });
  }
}
