import { percentile } from "../../../bench/load/percentile.ts";
import type { Reply } from "./http-client.ts";

/** What a request is for. */
export type Kind = "browse" | "cart" | "hold" | "complete" | "follow";

export type Latency = {
  kind: string;
  requests: number;
  p50: number;
  p95: number;
  p99: number;
  max: number;
};

/** Means over the seconds in which anything was answered, and over the time until nine in ten purchases were made. */
export type Rates = { requestsPerSecond: number; busiestSecond: number; purchasesPerSecond: number };

const EXAMPLES_MAX = 5;
/** The last purchases wait for what others give back, and say nothing about speed. */
const MOST = 0.9;

/** Every request of a sale, and what came of it. */
export class Traffic {
  inFlight = 0;
  answered = 0;
  /** Broken off by the buyer, as planned. */
  brokenOff = 0;
  /** Neither answered nor broken off: the shop was silent. */
  lost = 0;
  /** Answers of 500 and above, and the first few of them. */
  failed = 0;
  readonly failures: string[] = [];
  /** `complete 409 insufficient_stock` → how often. */
  readonly answers = new Map<string, number>();
  readonly #tookMs = new Map<string, number[]>();
  readonly #answeredInSecond = new Map<number, number>();
  readonly #boughtAtMs: number[] = [];

  begin(): void {
    this.inFlight += 1;
  }

  end(kind: Kind, reply: Reply, tookMs: number): void {
    this.inFlight -= 1;
    if (reply === "broken_off") this.brokenOff += 1;
    if (reply === "lost") this.lost += 1;
    if (typeof reply === "string") return;

    this.answered += 1;
    const { status, body } = reply;
    const code = status >= 400 ? ` ${body.code ?? "without a code"}` : "";
    const what = `${kind} ${status}${code}`;
    this.answers.set(what, (this.answers.get(what) ?? 0) + 1);
    if (status >= 500) {
      this.failed += 1;
      if (this.failures.length < EXAMPLES_MAX)
        this.failures.push(`${what} ${JSON.stringify(body).slice(0, 200)}`);
    }
    this.#measure(nameOf(kind, status), tookMs);

    const nowMs = performance.now();
    const second = Math.floor(nowMs / 1_000);
    this.#answeredInSecond.set(second, (this.#answeredInSecond.get(second) ?? 0) + 1);
    if (kind === "complete" && status === 201) this.#boughtAtMs.push(nowMs);
  }

  rates(): Rates {
    const seconds = [...this.#answeredInSecond.values()];
    const most = this.#boughtAtMs.slice(0, Math.ceil(this.#boughtAtMs.length * MOST));
    const [first = 0, last = 0] = [most[0], most.at(-1)];
    return {
      requestsPerSecond: seconds.length === 0 ? 0 : this.answered / seconds.length,
      busiestSecond: seconds.reduce((max, answers) => Math.max(max, answers), 0),
      purchasesPerSecond: last > first ? ((most.length - 1) / (last - first)) * 1_000 : 0,
    };
  }

  latencies(): Latency[] {
    return [...this.#tookMs]
      .sort(([one], [other]) => ORDER.indexOf(one) - ORDER.indexOf(other))
      .map(([kind, took]) => {
        const sorted = took.toSorted((one, other) => one - other);
        return {
          kind,
          requests: sorted.length,
          p50: percentile(sorted, 0.5),
          p95: percentile(sorted, 0.95),
          p99: percentile(sorted, 0.99),
          max: sorted.at(-1) ?? 0,
        };
      });
  }

  #measure(name: string, tookMs: number): void {
    const known = this.#tookMs.get(name);
    if (known) known.push(tookMs);
    else this.#tookMs.set(name, [tookMs]);
  }
}

const ORDER = ["browse", "cart", "hold", "hold, refused", "complete", "complete, refused", "follow"];

/** A refusal of stock is a short way, and would hide how long a purchase takes. */
function nameOf(kind: Kind, status: number): string {
  return status >= 400 && (kind === "hold" || kind === "complete") ? `${kind}, refused` : kind;
}
