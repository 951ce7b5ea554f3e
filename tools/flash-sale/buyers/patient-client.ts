import { setTimeout as wait } from "node:timers/promises";
import type { BuyerPlan, Step } from "./buyer-plan.ts";
import type { Answer, Ask, Reply } from "./http-client.ts";
import type { Sale } from "./sale.ts";
import type { End, Story } from "./story.ts";
import type { Kind } from "./traffic.ts";

export type Request = Omit<Ask, "breakOffAfterMs"> & { kind: Kind; key?: string };

/** Why a buyer went before having bought. */
export class Left extends Error {
  readonly end: End;

  constructor(end: End) {
    super(end);
    this.end = end;
  }
}

const ASKS_MAX = 60;
/** When an answer does not say how long to wait. */
const ASK_AGAIN_S = 0.2;

/** How a good frontend asks on behalf of one buyer: what was not answered is asked again, under the same key. */
export class PatientClient {
  readonly #sale: Sale;
  readonly #plan: BuyerPlan;
  readonly #story: Story;
  #hasTimedOut = false;

  constructor(sale: Sale, plan: BuyerPlan, story: Story) {
    this.#sale = sale;
    this.#plan = plan;
    this.#story = story;
  }

  /** The same key for the same step of the same buyer, in this run alone. */
  key(step: string): string {
    return `${this.#sale.run}-${this.#plan.n}-${step}`;
  }

  async must(status: number, request: Request, step?: Step): Promise<Answer> {
    const answer = await this.insist(request, step);
    if (answer.status !== status) throw this.surprised(request, answer);
    return answer;
  }

  /** Repeats the very same request until there is an answer that repeating it would not change. */
  async insist(request: Request, step?: Step): Promise<Answer> {
    for (let asked = 0; asked < ASKS_MAX; asked += 1) {
      const reply = await this.send(request, this.#timeoutAt(step));
      if (reply === "broken_off") continue;
      if (reply === "lost") {
        if (!(await this.#sale.onSilence(this.#plan))) throw new Left("silenced");
        continue;
      }
      if (reply.body.retry !== "same_request" && reply.status < 500) return reply;
      await wait((reply.retryAfterS ?? ASK_AGAIN_S) * 1_000);
    }
    this.#story.surprises.push(`${request.method} ${request.path}: no answer in ${ASKS_MAX} tries`);
    throw new Left("failed");
  }

  /** Once. */
  send({ kind, key, headers, ...ask }: Request, breakOffAfterMs: number | null): Promise<Reply> {
    return this.#sale.store.ask(this.#plan.n, kind, {
      ...ask,
      headers: { ...headers, ...(key === undefined ? {} : { "idempotency-key": key }) },
      ...(breakOffAfterMs === null ? {} : { breakOffAfterMs }),
    });
  }

  /** Notes an answer that does not fit what was asked, for the verdict. */
  surprised({ method, path }: Request, { status, body }: Answer): Left {
    const what = body.code ?? body.status ?? "";
    this.#story.surprises.push(`buyer ${this.#plan.n}: ${method} ${path} answered ${status} ${what}`);
    return new Left("failed");
  }

  #timeoutAt(step: Step | undefined): number | null {
    const { timeout } = this.#plan;
    if (!timeout || timeout.step !== step || this.#hasTimedOut) return null;
    this.#hasTimedOut = true;
    return timeout.afterMs;
  }
}
