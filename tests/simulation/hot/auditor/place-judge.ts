import { isDeepStrictEqual } from "node:util";
import { ScheduleCheck } from "../../runtime/check-schedule.ts";
import type { SimulatedObject } from "../../runtime/simulated-object.ts";
import { type Decided, Mismatch, type Turn } from "../../runtime/turn.ts";
import type { Books } from "../../stock/auditor/books.ts";
import { checkRows } from "../../stock/auditor/check-rows.ts";
import { ObjectTime } from "../../stock/auditor/object-time.ts";
import type { Prediction } from "../../stock/auditor/prediction.ts";
import type { Member } from "../observe.ts";

/** Errors that say "ask again": of our commit, of somebody we asked, or of an item that moves too often. */
const ASK_AGAIN =
  /OutcomeUnknown|PartitionNotInstalled|Network connection lost|ask again|never opened|moves on and on|moves faster/;

/** Judges one place: each decision by its books, each answer by the decision, and the rows on its disk by both. */
export abstract class PlaceJudge {
  readonly object: SimulatedObject;
  readonly #books: Books;
  readonly #itemIds: readonly string[];
  readonly #time = new ObjectTime();
  readonly #schedule = new ScheduleCheck();
  #decisions = new Map<string, Member[]>();
  #lives = 0;

  constructor(object: SimulatedObject, books: Books, itemIds: readonly string[]) {
    this.object = object;
    this.#books = books;
    this.#itemIds = itemIds;
  }

  see(turn: Turn, members: readonly Member[]): void {
    this.#time.see(this.object);
    this.#schedule.see(turn);
    if (this.#lives !== this.object.lives) this.#decisions.clear();
    this.#lives = this.object.lives;
    const last = members.at(-1);
    if (last) this.#time.check(last.nowMs, this.object, turn);
    this.begins();
    for (const member of members) this.#judgeMember(member);
    for (const decided of turn.decided) this.#judgeAnswer(decided, turn);
    if (!last) return;
    checkRows(this.#books, this.object, this.#itemIds, last.nowMs);
    this.#schedule.check(turn);
    this.#requireSweep();
  }

  /** A group begins. */
  protected begins(): void {}

  /** Judges what was decided; `earlier` are decisions for the same call. */
  protected abstract decides(member: Member, earlier: readonly Member[]): void;

  /** What must be answered after these decisions, or whether an answer is one. */
  protected abstract answers(decided: Decided, decisions: readonly Member[], found: unknown): boolean;

  protected require(label: string, prediction: Prediction, found: unknown): void {
    const right = prediction.find(({ answer, fits }) =>
      fits ? fits(found as never) : typeof answer === "function" || isDeepStrictEqual(answer, found),
    );
    if (!right)
      throw new Mismatch(
        label,
        prediction.map(({ answer }) => answer),
        found,
      );
    right.apply?.(found as never);
  }

  #judgeMember(member: Member): void {
    const { delivery } = member;
    if (!delivery) {
      this.decides(member, []);
      return;
    }
    const key = keyOf(delivery);
    const earlier = this.#decisions.get(key) ?? [];
    this.decides(member, earlier);
    this.#decisions.set(key, [...earlier, member]);
  }

  #judgeAnswer(decided: Decided, { failedTransactions }: Turn): void {
    const { call, outcome } = decided;
    const label = `${this.object.name} answers #${call.id} ${call.method}`;
    const decisions = this.#decisions.get(keyOf(decided)) ?? [];
    this.#decisions.delete(keyOf(decided));
    if (!outcome.ok) {
      const { name, message } = outcome.error;
      if (failedTransactions === 0 && !ASK_AGAIN.test(`${name} ${message}`))
        throw new Mismatch(label, "an answer", outcome.error);
      return;
    }
    if (!this.answers(decided, decisions, outcome.value))
      throw new Mismatch(
        label,
        decisions.map(({ value }) => value),
        outcome.value,
      );
  }

  /** What can lapse is written down some day, also if nobody ever asks again. */
  #requireSweep(): void {
    if (this.object.isAlarmRunning || this.object.disk.alarmAtMs !== null) return;
    for (const [holdId, parts] of this.#books.holds)
      for (const part of parts.values())
        if (part.state === "held") throw new Mismatch(`who sweeps up ${holdId}`, "an alarm", part);
  }
}

/** Where what is shown with an answer is as it will be: only of what kind the answer is, is foretold. */
export function byKind(prediction: Prediction): Prediction {
  type Kind = { kind: string };
  return prediction.map(({ answer, apply }) => {
    const { kind } = (typeof answer === "function" ? answer() : answer) as Kind;
    return { answer: { kind }, fits: (found: Kind) => found.kind === kind, ...(apply ? { apply } : {}) };
  });
}

export function isTheDecision(decisions: readonly Member[], found: unknown): boolean {
  return isDeepStrictEqual(structuredClone(decisions.at(-1)?.value), found);
}

function keyOf({ call, arrival }: { call: { id: number }; arrival: number }): string {
  return `${call.id} ${arrival}`;
}
