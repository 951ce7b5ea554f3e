import type { CompiledStep, Flow } from "./flow.ts";
import type { HttpConnection } from "./http-connection.ts";

/** How a visit ended. `values` hold what was captured on the way. */
export type Visit = { ok: boolean; values: Record<string, string> };

/** What visitors were answered in all, measured or not: totals must match what the shop says it did. */
export type Tally = {
  begun: number;
  completed: number;
  /** `step status` → how often, for answers other than the expected. */
  refused: Record<string, number>;
  /** The first few of those answers. */
  examples: string[];
};

const EXAMPLES_MAX = 3;

/** Lets visitors do a flow, each on a connection that is idle. */
export class Visitors {
  readonly tally: Tally = { begun: 0, completed: 0, refused: {}, examples: [] };
  readonly #steps: CompiledStep[];
  readonly #flow: Flow;
  readonly #onStep: () => void;
  #next = 0;

  /** `onStep` hears of every answer that was the expected one. */
  constructor(flow: Flow, steps: CompiledStep[], onStep: () => void = () => {}) {
    this.#flow = flow;
    this.#steps = steps;
    this.#onStep = onStep;
  }

  /** False when every row was used. */
  get hasNext(): boolean {
    return this.#flow.useRows === "in turn" || this.#next < this.#flow.rows.length;
  }

  visit(connection: HttpConnection, onEnd: (visit: Visit) => void): void {
    const { rows } = this.#flow;
    const row = rows[this.#next % rows.length] ?? {};
    this.#next += 1;
    this.tally.begun += 1;
    this.#step(connection, 0, row, onEnd);
  }

  #step(
    connection: HttpConnection,
    index: number,
    values: Record<string, string>,
    onEnd: (visit: Visit) => void,
  ): void {
    const step = this.#steps[index];
    if (!step) {
      this.tally.completed += 1;
      onEnd({ ok: true, values });
      return;
    }
    connection.send(step.render(values), ({ status, body }) => {
      if (status !== step.expect) {
        this.#refuse(`${step.name} ${status}`, body);
        onEnd({ ok: false, values });
        return;
      }
      this.#onStep();
      this.#step(connection, index + 1, step.capture ? captured(step.capture, values, body) : values, onEnd);
    });
  }

  #refuse(what: string, body: string): void {
    this.tally.refused[what] = (this.tally.refused[what] ?? 0) + 1;
    if (this.tally.examples.length < EXAMPLES_MAX) this.tally.examples.push(`${what}: ${body.slice(0, 400)}`);
  }
}

function captured(
  wanted: Record<string, string>,
  values: Record<string, string>,
  body: string,
): Record<string, string> {
  const answer = JSON.parse(body) as Record<string, unknown>;
  const taken = Object.entries(wanted).map(([name, field]) => [name, String(answer[field])]);
  return { ...values, ...Object.fromEntries(taken) };
}
