import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/**
 * The wrangler config of every Worker, relative to `root`. The gateway comes first, as `wrangler dev` makes the first
 * one public.
 */
export function configFiles(root: string): string[] {
  const workers = readdirSync(join(root, "workers"))
    .sort()
    .map((name) => `workers/${name}/wrangler.toml`);
  return ["wrangler.toml", ...workers, "durable-objects/wrangler.toml"].filter((file) =>
    existsSync(join(root, file)),
  );
}
