import { mkdir, readdir, readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import {
  unstable_getMiniflareWorkerOptions as miniflareOptions,
  unstable_readConfig as readConfig,
  unstable_splitSqlQuery as splitSql,
} from "wrangler";
import { WorkerConfig } from "../configs/worker-config.ts";
import { projectRoot } from "../project-root.ts";
import { runWrangler } from "../run-wrangler.ts";

/** A Worker as it is to be built: from its own config, `main` in place of the entry that the config names. */
export type WorkerSource = { config: string; main?: string };

/** A Worker as Miniflare takes it (still in the options shape of Miniflare 4), and the databases it brings. */
export type BuiltWorker = {
  name: string;
  options: Record<string, unknown>;
  script: string;
  databases: { binding: string; migrations: string[] }[];
};

/** Builds what `wrangler deploy` would upload. */
export async function buildWorker(
  { config: file, main }: WorkerSource,
  outDir: string,
): Promise<BuiltWorker> {
  const config = join(projectRoot, file);
  const entry = main === undefined ? [] : [join(projectRoot, main)];
  await mkdir(outDir, { recursive: true });
  const built = await runWrangler(["deploy", ...entry, "--dry-run", "--outdir", outDir, "--config", config]);
  if (built.code !== 0) throw new Error(`${file} could not be built:\n${built.output}`);

  const scripts = (await readdir(outDir)).filter((name) => name.endsWith(".js"));
  const [script] = scripts;
  if (script === undefined || scripts.length > 1)
    throw new Error(`${file} built to ${scripts.length} scripts`);
  const { name, d1_databases } = WorkerConfig.parse(readConfig({ config }));
  return {
    name,
    options: { ...miniflareOptions(config).workerOptions },
    script: await readFile(join(outDir, script), "utf8"),
    databases: await Promise.all(
      d1_databases.map(async ({ binding, migrations_dir }) => ({
        binding,
        migrations:
          migrations_dir === undefined ? [] : await readMigrations(resolve(dirname(config), migrations_dir)),
      })),
    ),
  };
}

/** All statements, oldest migration first. */
async function readMigrations(folder: string): Promise<string[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort();
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), "utf8")));
  return texts.flatMap((text) => splitSql(text));
}
