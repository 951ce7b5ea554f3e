import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { listProcesses } from "../start/list-processes.ts";
import { pinnedNode } from "./pin.ts";

type Ask<Message> = { id: number; message: Message };
type Reply = { id: number; value?: unknown; error?: string };

const PAUSE_MS = 5;

/** Answers what the parent process asks. An error is sent back as its text. */
export function answerMessages<Message>(handle: (message: Message) => Promise<unknown>): void {
  process.on("message", async ({ id, message }: Ask<Message>) => {
    try {
      process.send?.({ id, value: await handle(message) } satisfies Reply);
    } catch (error) {
      process.send?.({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  });
}

/**
 * A process of ours that answers questions, on a core of its own where one is named. It leads a group of processes: a
 * Ctrl-C reaches us alone, and whatever it starts can be killed with it. Should we be gone, it ends by itself.
 */
export class Helper<Message extends object> {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  #asked = 0;

  /** What it and its children say goes to `logFile`, or to our own output. */
  constructor(core: number | null, file: string, logFile: string | null = null) {
    const [command, args] = pinnedNode(core, file);
    const output = logFile === null ? "inherit" : openSync(logFile, "a");
    this.#child = spawn(command, args, {
      stdio: ["ignore", output, output, "ipc"],
      env: { ...process.env, ...QUIET },
      serialization: "advanced",
      detached: true,
    });
    if (typeof output === "number") closeSync(output);
    this.#child.on("message", (reply: Reply) => this.#settle(reply));
    this.#child.once("exit", (code, signal) => {
      for (const { reject } of this.#waiting.values())
        reject(new Error(`${file} ended with ${signal ?? code}`));
    });
  }

  ask<Value>(message: Message): Promise<Value> {
    this.#asked += 1;
    const id = this.#asked;
    return new Promise<Value>((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
      this.#child.send({ id, message }, (error) => error && reject(error));
    });
  }

  async end(): Promise<void> {
    if (this.#hasEnded()) return;
    const ended = once(this.#child, "exit");
    this.#child.disconnect();
    await ended;
  }

  /** SIGKILL to it and all that it started; resolves when the last of them is gone. */
  async kill(): Promise<void> {
    const group = this.#child.pid;
    if (group === undefined || this.#hasEnded()) throw new Error("the process has ended already");
    process.kill(-group, "SIGKILL");
    while (listProcesses().some((other) => other.group === group)) await wait(PAUSE_MS);
  }

  #hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  #settle({ id, value, error }: Reply): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error === undefined) waiting?.resolve(value);
    else waiting?.reject(new Error(error));
  }
}

/** Nothing that nobody asked for: no metrics, no log collector, nothing fetched from outside. */
const QUIET = {
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  WRANGLER_SEND_METRICS: "false",
  WRANGLER_WRITE_LOGS: "false",
  X_LOCAL_OBSERVABILITY: "false",
  X_LOCAL_EXPLORER: "false",
};
