import type { Answer, Ask, History, Operation } from "./history.ts";

/** Notes when calls are made and answered, by a clock that counts these moments and nothing else. */
export class Recorder {
  readonly #operations: Operation[] = [];
  #moments = 0;

  /** Makes the call and notes it. One that fails has no known outcome. */
  async record(client: string, ask: Ask, call: () => Promise<Answer>): Promise<Answer | null> {
    const startAt = this.#tick();
    try {
      const answer = await call();
      this.#operations.push({ client, ask, startAt, end: { at: this.#tick(), answer } });
      return answer;
    } catch {
      this.#operations.push({ client, ask, startAt, end: null });
      return null;
    }
  }

  get history(): History {
    return this.#operations;
  }

  #tick(): number {
    this.#moments += 1;
    return this.#moments;
  }
}
