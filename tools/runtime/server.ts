import { join } from "node:path";
import type { BuiltWorker } from "./build-worker.ts";
import { Helper } from "./helper.ts";
import type { ServerMessage, Started, StartMessage } from "./server-messages.ts";

export type ServerOptions = Partial<Omit<StartMessage, "kind" | "workers">> & {
  /** The one that the server has to itself; anywhere when absent. */
  core?: number;
  /** Where what it says is added; our own output when absent. */
  logFile?: string;
};

/** Workers that run as they are deployed: where they listen, and how to ask their databases. */
export class Server {
  readonly #helper: Helper<ServerMessage>;
  readonly #started: Started;

  private constructor(helper: Helper<ServerMessage>, started: Started) {
    this.#helper = helper;
    this.#started = started;
  }

  /** A `stateDir` that was used before is taken up as it was left. */
  static async start(workers: BuiltWorker[], options: ServerOptions = {}): Promise<Server> {
    const { vars = {}, inspectorPort = null, stateDir = null, core = null, logFile = null } = options;
    const file = join(import.meta.dirname, "server-process.ts");
    const helper = new Helper<ServerMessage>(core, file, logFile);
    try {
      const message: StartMessage = { kind: "start", workers, vars, inspectorPort, stateDir };
      return new Server(helper, await helper.ask<Started>(message));
    } catch (error) {
      await helper.end();
      throw error;
    }
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

  /** SIGKILL to the runtime and to the process that keeps it, at once: nobody has time to write anything down. */
  async kill(): Promise<void> {
    await this.#helper.kill();
  }
}
