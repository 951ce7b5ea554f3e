import type { Profiler } from "node:inspector";

type Target = { id: string; title?: string; webSocketDebuggerUrl: string };

/** A conversation with the inspector of one isolate. */
export class InspectorSession {
  readonly name: string;
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (result: unknown) => void>();
  #sent = 0;

  private constructor(name: string, socket: WebSocket) {
    this.name = name;
    this.#socket = socket;
    socket.addEventListener("message", ({ data }) => {
      const { id, result } = JSON.parse(String(data)) as { id?: number; result?: unknown };
      if (id !== undefined) this.#waiting.get(id)?.(result);
    });
  }

  static async openAll(port: number): Promise<InspectorSession[]> {
    const targets = (await (await fetch(`http://127.0.0.1:${port}/json`)).json()) as Target[];
    return Promise.all(targets.map((target) => InspectorSession.#open(target)));
  }

  static #open({ id, title, webSocketDebuggerUrl }: Target): Promise<InspectorSession> {
    const socket = new WebSocket(webSocketDebuggerUrl);
    return new Promise((resolve, reject) => {
      socket.addEventListener("open", () => resolve(new InspectorSession(title ?? id, socket)));
      socket.addEventListener("error", () => reject(new Error(`no inspector at ${webSocketDebuggerUrl}`)));
    });
  }

  async startProfiling(intervalMs: number): Promise<void> {
    await this.#ask("Profiler.enable", {});
    await this.#ask("Profiler.setSamplingInterval", { interval: intervalMs * 1_000 });
    await this.#ask("Profiler.start", {});
  }

  async stopProfiling(): Promise<Profiler.Profile> {
    const { profile } = (await this.#ask("Profiler.stop", {})) as { profile: Profiler.Profile };
    return profile;
  }

  close(): void {
    this.#socket.close();
  }

  #ask(method: string, params: object): Promise<unknown> {
    this.#sent += 1;
    const id = this.#sent;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#socket.send(JSON.stringify({ id, method, params }));
    });
  }
}
