import { join } from "node:path";
import type { BuiltWorker } from "./build-worker.ts";
import { Helper } from "./messages.ts";
import { CORES } from "./pin.ts";
import type { ServerMessage, Started } from "./server-messages.ts";

/** A running system under test: where its Workers listen, and how to ask its databases between measurements. */
export class Server {
  readonly #helper: Helper<ServerMessage>;
  readonly #started: Started;

  private constructor(helper: Helper<ServerMessage>, started: Started) {
    this.#helper = helper;
    this.#started = started;
  }

  /** `vars` are given to every Worker beside what its config says: secrets, for instance. */
  static async start(
    workers: BuiltWorker[],
    vars: Record<string, string> = {},
    inspectorPort: number | null = null,
  ): Promise<Server> {
    const helper = new Helper<ServerMessage>(CORES.server, join(import.meta.dirname, "server-process.ts"));
    const started = await helper.ask<Started>({ kind: "start", workers, vars, inspectorPort });
    return new Server(helper, started);
  }

  get runtimePid(): number {
    return this.#started.runtimePid;
  }

  urlOf(worker: string): string {
    const url = this.#started.urls[worker];
    if (url === undefined) throw new Error(`there is no Worker ${worker}`);
    return url;
  }

  sql<Row>(worker: string, binding: string, sql: string): Promise<Row[]> {
    return this.#helper.ask({ kind: "sql", worker, binding, sql });
  }

  async stop(): Promise<void> {
    await this.#helper.ask({ kind: "stop" });
    await this.#helper.end();
  }
}
