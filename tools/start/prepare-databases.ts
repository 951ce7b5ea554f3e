import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Worker } from "../configs/worker-config.ts";
import { projectRoot } from "../project-root.ts";
import { runWrangler } from "../run-wrangler.ts";
import { Stop } from "../stop.ts";
import { type FirstKeys, insertKeys } from "./first-keys.ts";
import { noteProgress, readProgress } from "./progress.ts";
import type { StateFiles } from "./state-files.ts";

const IDENTITY = "workers/identity/wrangler.toml";

/**
 * Brings the local databases up to date with wrangler's own runner, whose bookkeeping knows which migrations each has
 * had, and puts the first keys in. Skipped when neither has changed since the last start.
 */
export async function prepareDatabases(
  workers: readonly Worker[],
  files: StateFiles,
  keys: FirstKeys,
  onWork: () => void,
): Promise<void> {
  const sql = insertKeys(keys);
  const databases = fingerprint(sql);
  if ((await readProgress(files.progress)).databases === databases) return;
  onWork();

  // One after the other: they share files of the local runtime.
  for (const { config, binding } of databasesOf(workers)) {
    const where = [binding, "--config", config, "--local", "--persist-to", files.state];
    await run(["d1", "migrations", "apply", ...where], files);
    if (config === IDENTITY) await run(["d1", "execute", ...where, "--command", sql], files);
  }
  await noteProgress(files.progress, { databases });
}

async function run(args: string[], files: StateFiles): Promise<void> {
  const { code, output } = await runWrangler(args, { WRANGLER_REGISTRY_PATH: files.registry });
  if (code !== 0)
    throw new Stop(`A database could not be prepared: wrangler ${args.slice(0, 3).join(" ")}\n${output}`);
}

function databasesOf(workers: readonly Worker[]): { config: string; binding: string }[] {
  return workers.flatMap(({ file, config }) =>
    config.d1_databases.map(({ binding }) => ({ config: file, binding })),
  );
}

function fingerprint(sql: string): string {
  const hash = createHash("sha256").update(sql);
  for (const file of globSync("migrations/*/*.sql", { cwd: projectRoot }).sort()) {
    hash.update(`\0${file}\0`).update(readFileSync(join(projectRoot, file)));
  }
  return hash.digest("hex");
}
