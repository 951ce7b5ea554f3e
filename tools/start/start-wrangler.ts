import { spawn } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { projectRoot } from "../project-root.ts";
import { wranglerCommand, wranglerEnv } from "../wrangler-command.ts";

const GRACE_MS = 5_000;

type Options = {
  configs: readonly string[];
  port: number;
  state: string;
  registry: string;
  /** Given to every Worker. */
  vars: Record<string, string>;
  isVerbose: boolean;
};

/** A running `wrangler dev`. */
export type Wrangler = {
  /** The group of processes that it and its children form. */
  group: number;
  /** Resolves when it takes requests. */
  ready: Promise<void>;
  /** Resolves when it has ended, by itself or not. */
  ended: Promise<void>;
  /** Ends it and everything it started. */
  stop(): Promise<void>;
};

/**
 * Starts all Workers in one `wrangler dev`.
 *
 * Only the first of several configs sees `--env-file` and `--var`, so secrets and variables travel in wrangler's
 * environment, which it then gives to every Worker. It is a group of its own: a Ctrl-C at the terminal reaches us
 * alone, and whatever it leaves behind can be ended with it.
 */
export function startWrangler(options: Options): Wrangler {
  const endWithUs = new URL("end-with-parent.ts", import.meta.url).href;
  const child = spawn(
    process.execPath,
    ["--import", endWithUs, ...wranglerCommand, ...devArguments(options)],
    {
      cwd: projectRoot,
      env: {
        ...wranglerEnv(process.env),
        ...options.vars,
        CLOUDFLARE_INCLUDE_PROCESS_ENV: "true",
        WRANGLER_REGISTRY_PATH: options.registry,
      },
      detached: true,
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    },
  );
  const group = child.pid ?? 0;

  const ready = new Promise<void>((resolve) => child.once("message", () => resolve()));
  const ended = new Promise<void>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", () => {
      endGroup(group);
      resolve();
    });
  });
  const stop = async () => {
    child.kill("SIGTERM");
    await Promise.race([ended, wait(GRACE_MS, undefined, { ref: false })]);
    endGroup(group);
    await ended;
  };
  return { group, ready, ended, stop };
}

function devArguments({ configs, port, state, isVerbose }: Options): string[] {
  return [
    "dev",
    ...configs.flatMap((config) => ["--config", config]),
    ...["--port", String(port), "--inspector-port", "0"],
    ...["--persist-to", state, "--local"],
    "--show-interactive-dev-session=false",
    ...["--log-level", isVerbose ? "log" : "error"],
  ];
}

/** Ends what is left of a group; that nothing is left is the usual case. */
function endGroup(group: number): void {
  if (group === 0) return;
  try {
    process.kill(-group, "SIGKILL");
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}
