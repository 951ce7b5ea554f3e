import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { pinnedNode } from "./pin.ts";

type Ask<Message> = { id: number; message: Message };
type Reply = { id: number; value?: unknown; error?: string };

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

/** A process of ours on a core of its own, which answers questions. */
export class Helper<Message extends object> {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  #asked = 0;

  constructor(core: number, file: string) {
    const [command, args] = pinnedNode(core, file);
    this.#child = spawn(command, args, {
      stdio: ["ignore", "inherit", "inherit", "ipc"],
      env: { ...process.env, ...QUIET },
      serialization: "advanced",
    });
    this.#child.on("message", (reply: Reply) => this.#settle(reply));
    this.#child.once("exit", (code) => {
      for (const { reject } of this.#waiting.values()) reject(new Error(`${file} ended with ${code}`));
    });
  }

  ask<Value>(message: Message): Promise<Value> {
    this.#asked += 1;
    const id = this.#asked;
    return new Promise<Value>((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
      this.#child.send({ id, message });
    });
  }

  async end(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const ended = once(this.#child, "exit");
    this.#child.disconnect();
    await ended;
  }

  #settle({ id, value, error }: Reply): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error === undefined) waiting?.resolve(value);
    else waiting?.reject(new Error(error));
  }
}

/** Nothing that a benchmark did not ask for: no metrics, no log collector, nothing fetched from outside. */
const QUIET = {
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  WRANGLER_SEND_METRICS: "false",
  WRANGLER_WRITE_LOGS: "false",
  X_LOCAL_OBSERVABILITY: "false",
  X_LOCAL_EXPLORER: "false",
};
