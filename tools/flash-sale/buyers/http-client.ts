import { Buffer } from "node:buffer";
import * as http from "node:http";
import * as https from "node:https";

export type Body = { [field: string]: unknown };
export type Answer = { status: number; retryAfterS: number | null; isReplayed: boolean; body: Body };
/** `broken_off`: by us, as was asked. `lost`: nothing came, so nobody knows what the shop did. */
export type Reply = Answer | "broken_off" | "lost";

export type Ask = {
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: unknown;
  /** Close the connection so long after sending, as an impatient client does. */
  breakOffAfterMs?: number;
};

const TIMEOUT_MS = 60_000;

/**
 * Asks over connections that are kept open. Node's own `fetch` costs several times as much, and a generator that is
 * slower than the shop measures itself.
 */
export class HttpClient {
  readonly #origin: URL;
  readonly #send: typeof http.request;
  readonly #agent: http.Agent;

  constructor(url: string) {
    this.#origin = new URL(url);
    const isTls = this.#origin.protocol === "https:";
    this.#send = isTls ? https.request : http.request;
    this.#agent = isTls ? new https.Agent({ keepAlive: true }) : new http.Agent({ keepAlive: true });
  }

  async ask(ask: Ask): Promise<Reply> {
    const first = await this.#try(ask);
    if (first !== "stale") return first;
    // The server closed an idle connection while we wrote to it: it never read the request.
    const second = await this.#try(ask);
    return second === "stale" ? "lost" : second;
  }

  close(): void {
    this.#agent.destroy();
  }

  #try({ method, path, headers, body, breakOffAfterMs }: Ask): Promise<Reply | "stale"> {
    const text = body === undefined ? "" : JSON.stringify(body);
    return new Promise((resolve) => {
      let isBrokenOff = false;
      const request = this.#send(String(new URL(path, this.#origin)), {
        method,
        agent: this.#agent,
        timeout: TIMEOUT_MS,
        headers: {
          ...headers,
          ...(text === "" ? {} : { "content-type": "application/json" }),
          ...(method === "GET" ? {} : { "content-length": Buffer.byteLength(text) }),
        },
      });
      const fail = (error: Error) => {
        if (isBrokenOff) resolve("broken_off");
        else resolve(request.reusedSocket && isReset(error) ? "stale" : "lost");
      };
      request.once("error", fail);
      request.once("timeout", () => request.destroy(new Error("no answer in time")));
      request.once("response", (response) => {
        let answered = "";
        response.setEncoding("utf8");
        response.on("data", (chunk: string) => {
          answered += chunk;
        });
        response.once("error", fail);
        response.once("aborted", () => resolve(isBrokenOff ? "broken_off" : "lost"));
        response.once("end", () => resolve(read(response, answered)));
      });
      request.end(text);
      if (breakOffAfterMs === undefined) return;
      const timer = setTimeout(() => {
        isBrokenOff = true;
        request.destroy();
      }, breakOffAfterMs);
      request.once("close", () => clearTimeout(timer));
    });
  }
}

function read({ statusCode = 0, headers }: http.IncomingMessage, text: string): Answer | "lost" {
  const retryAfterS = Number(headers["retry-after"] ?? Number.NaN);
  try {
    return {
      status: statusCode,
      // The other form of the header, a date, is not one of ours.
      retryAfterS: Number.isFinite(retryAfterS) ? retryAfterS : null,
      isReplayed: headers["idempotency-replayed"] === "true",
      body: text === "" ? {} : (JSON.parse(text) as Body),
    };
  } catch {
    // A page of somebody on the way: its status still tells.
    return statusCode >= 400
      ? { status: statusCode, retryAfterS: null, isReplayed: false, body: { detail: text.slice(0, 200) } }
      : "lost";
  }
}

function isReset(error: Error): boolean {
  return "code" in error && (error.code === "ECONNRESET" || error.code === "EPIPE");
}
