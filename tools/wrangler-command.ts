import { createRequire } from "node:module";

/** What to hand to Node to run wrangler in one process; the official starter would put a second one in between. */
export const wranglerCommand = ["--no-warnings", createRequire(import.meta.url).resolve("wrangler")];

/**
 * The environment of a quiet wrangler that asks nobody anything: no account, no metrics, no update check, no log files.
 * Little of the caller's own is passed on, so that a shop behaves alike on every machine.
 */
export function wranglerEnv(env: Record<string, string | undefined>): Record<string, string> {
  const passed = ["PATH", "HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"].flatMap((name) =>
    env[name] === undefined ? [] : [[name, env[name]]],
  );
  return {
    ...Object.fromEntries(passed),
    CI: "true",
    NO_COLOR: "1",
    CLOUDFLARE_CF_FETCH_ENABLED: "false",
    WRANGLER_HIDE_BANNER: "true",
    WRANGLER_SEND_METRICS: "false",
    WRANGLER_WRITE_LOGS: "false",
    X_LOCAL_EXPLORER: "false",
    X_LOCAL_OBSERVABILITY: "false",
  };
}
