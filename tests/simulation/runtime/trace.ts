import { createHash } from "node:crypto";

const TAIL = 40;

/** What happened, line by line. The hash is over all of it; the last lines are kept to be shown. */
export class Trace {
  readonly #hash = createHash("sha256");
  readonly #tail: string[] = [];
  readonly #show: ((line: string) => void) | null;

  constructor(show: ((line: string) => void) | null = null) {
    this.#show = show;
  }

  add(line: string): void {
    this.#hash.update(line).update("\n");
    this.#tail.push(line);
    if (this.#tail.length > 2 * TAIL) this.#tail.splice(0, TAIL);
    this.#show?.(line);
  }

  lastLines(): string[] {
    return this.#tail.slice(-TAIL);
  }

  digest(): string {
    return this.#hash.copy().digest("hex");
  }
}
