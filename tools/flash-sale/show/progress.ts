import type { Standing } from "../buyers/run-sale.ts";

const EVERY_MS = 2_000;
const RATE_OVER_MS = 1_000;

/** Shows how a sale goes: one line that is rewritten on a terminal, one every two seconds elsewhere. */
export class Progress {
  readonly #isTerminal: boolean;
  readonly #write: (text: string) => void;
  readonly #beganAtMs: number;
  #shownAtMs: number;
  #last: { requests: number; atMs: number };
  #rate = 0;

  constructor(output: { isTTY?: boolean; write(text: string): unknown }, nowMs: number) {
    this.#isTerminal = output.isTTY === true;
    this.#write = (text) => void output.write(text);
    this.#beganAtMs = nowMs;
    this.#shownAtMs = nowMs;
    this.#last = { requests: 0, atMs: nowMs };
  }

  show(standing: Standing, nowMs: number): void {
    if (!this.#isTerminal && nowMs < this.#shownAtMs + EVERY_MS) return;
    this.#shownAtMs = nowMs;
    if (nowMs - this.#last.atMs >= RATE_OVER_MS) {
      this.#rate = ((standing.requests - this.#last.requests) / (nowMs - this.#last.atMs)) * 1_000;
      this.#last = { requests: standing.requests, atMs: nowMs };
    }
    const line = showStanding(standing, { tookMs: nowMs - this.#beganAtMs, rate: this.#rate, nowMs });
    this.#write(this.#isTerminal ? `\r\x1b[2K${line}` : `${line}\n`);
  }

  end(): void {
    if (this.#isTerminal) this.#write("\r\x1b[2K");
  }
}

export function showStanding(
  { bought, left, inside, waiting, nextBackAtMs, buyers }: Standing,
  { tookMs, rate, nowMs }: { tookMs: number; rate: number; nowMs: number },
): string {
  const time = `${(tookMs / 1_000).toFixed(1)} s`.padStart(8);
  const column = (value: number, name: string) =>
    `${value.toLocaleString("en-US").padStart(buyers.toLocaleString("en-US").length)} ${name}`;
  const isQuiet = inside === 0 && nextBackAtMs !== null && nextBackAtMs > nowMs;
  const pace = isQuiet
    ? `the first comes back in ${Math.ceil((nextBackAtMs - nowMs) / 1_000)} s`
    : `${Math.round(rate).toLocaleString("en-US")} requests/s`;
  return [
    time,
    column(bought, "bought"),
    column(left, "left"),
    `${String(inside).padStart(3)} inside`,
    column(waiting, "waiting"),
    pace,
  ].join("  ");
}
