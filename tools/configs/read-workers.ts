import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { unstable_readConfig as readConfig } from "wrangler";
import { configFiles } from "./config-files.ts";
import { type Worker, WorkerConfig } from "./worker-config.ts";

/** Every Worker of the project at `root`, the gateway first, read as wrangler reads it. */
export function readWorkers(root: string): Worker[] {
  return configFiles(root).map((file) => {
    const { value, warnings } = collectWarnings(() => readConfig({ config: join(root, file) }));
    return { file, config: WorkerConfig.parse(value), warnings };
  });
}

/** Wrangler writes what it finds odd (a misspelt field, say) to the console alone. */
function collectWarnings<Value>(read: () => Value): { value: Value; warnings: string[] } {
  const { log, warn, error } = console;
  const warnings: string[] = [];
  const collect = (...parts: unknown[]) => {
    warnings.push(stripVTControlCharacters(parts.join(" ")).trim());
  };
  Object.assign(console, { log: collect, warn: collect, error: collect });
  try {
    return { value: read(), warnings };
  } finally {
    Object.assign(console, { log, warn, error });
  }
}
