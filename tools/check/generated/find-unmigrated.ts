import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Finding } from "../finding.ts";
import { isMigrated } from "./database-schema.ts";

type DrizzleConfig = { schema: string | string[]; out: string };

/** Every D1 database whose tables in code have changed since its newest migration. */
export async function findUnmigrated(root: string): Promise<Finding[]> {
  const configs = globSync("workers/*/drizzle.config.ts", { cwd: root }).sort();
  const found = await Promise.all(configs.map((config) => checkDatabase(root, config)));
  return found.flat();
}

async function checkDatabase(root: string, configPath: string): Promise<Finding[]> {
  const config = (await import(join(root, configPath))).default as DrizzleConfig;
  const modules = await Promise.all(
    globSync(config.schema, { cwd: root }).map((path) => import(join(root, path)) as Promise<object>),
  );
  const [newest] = globSync(`${config.out}/meta/*_snapshot.json`, { cwd: root }).sort().reverse();
  const snapshot: unknown = newest ? JSON.parse(readFileSync(join(root, newest), "utf8")) : {};

  if (await isMigrated(Object.assign({}, ...modules), snapshot)) return [];
  return [
    {
      file: configPath,
      rule: `its tables have changed since the newest migration in ${config.out}`,
      todo: `npx drizzle-kit generate --config ${configPath}, and read what it wrote`,
    },
  ];
}
