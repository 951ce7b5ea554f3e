import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readRunning } from "../../tools/start/claim-shop.ts";
import { stateFiles } from "../../tools/start/state-files.ts";

const OPEN = "Souk is open at";
const root = join(import.meta.dirname, "../..");

export type ShopAccess = { url: string; publishable_key: string; secret_key: string };

/** A shop that runs by `npm start`, as anybody would run it, and can be killed without a word. */
export class ShopProcess {
  readonly #stateDir: string;
  readonly #port: number;
  #child: ChildProcess | null = null;

  constructor(stateDir: string, port: number) {
    this.#stateDir = stateDir;
    this.#port = port;
  }

  /** Resolves when the shop is open. All that it says goes to `start.log`. */
  async start(): Promise<ShopAccess> {
    const child = spawn("npm", ["start"], {
      cwd: root,
      env: { ...process.env, PORT: String(this.#port), SOUK_STATE_DIR: this.#stateDir },
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#child = child;
    let said = "";
    const isOpen = new Promise<void>((resolve, reject) => {
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding("utf8").on("data", (text: string) => {
          said += text;
          appendFileSync(join(this.#stateDir, "start.log"), text);
          if (said.includes(OPEN)) resolve();
        });
      }
      child.once("exit", () => reject(new Error(`npm start ended:\n${said}`)));
    });
    await isOpen;
    return JSON.parse(readFileSync(stateFiles(this.#stateDir).dev, "utf8")) as ShopAccess;
  }

  /** SIGKILL to every process of the shop at once: npm, the start command, wrangler, both runtimes. */
  async kill(): Promise<void> {
    const running = await readRunning(stateFiles(this.#stateDir).running);
    const child = this.#child;
    if (!child?.pid || !running?.wrangler_group) throw new Error("the shop does not run");
    const exited = once(child, "exit");
    process.kill(-running.wrangler_group, "SIGKILL");
    process.kill(-child.pid, "SIGKILL");
    await exited;
    this.#child = null;
  }

  /** Asks it to end, as Ctrl-C does. */
  async stop(): Promise<void> {
    const child = this.#child;
    if (!child?.pid || child.exitCode !== null) return;
    const exited = once(child, "exit");
    process.kill(-child.pid, "SIGINT");
    await exited;
    this.#child = null;
  }
}
