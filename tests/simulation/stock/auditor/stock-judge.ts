import { isDeepStrictEqual } from "node:util";
import { ScheduleCheck } from "../../runtime/check-schedule.ts";
import type { SimulatedObject } from "../../runtime/simulated-object.ts";
import type { SimulatedQueue } from "../../runtime/simulated-queue.ts";
import { type Decided, type Judge, Mismatch, type Turn } from "../../runtime/turn.ts";
import type { Answer, HoldAsk, HoldManyAsk, ItemUnits } from "../asks.ts";
import { Books, isCareless, unitsPerItem } from "./books.ts";
import { checkRows } from "./check-rows.ts";
import { checkSignals } from "./check-signals.ts";
import { ObjectTime } from "./object-time.ts";
import { predict } from "./predict.ts";
import { predictAudit } from "./predict-reads.ts";
import type { Foretold } from "./prediction.ts";

type AuditAnswer = { kind: string; audit?: { auditedAtMs: number; checks: AuditCheck[] } };
type AuditCheck = { name: string; counted: number; recorded: number };

/**
 * Keeps books of its own about one stock partition and says what each call must be answered, in the order in which the
 * object decided them. It shares no code with what it audits.
 */
export class StockJudge implements Judge {
  /** How often each kind of answer was foretold and given. */
  readonly answers = new Map<string, number>();
  /** The lines of the cart for which a hold is asked. */
  readonly carts = new Map<string, readonly ItemUnits[]>();
  readonly #object: SimulatedObject;
  readonly #queue: SimulatedQueue;
  readonly #itemIds: readonly string[];
  readonly #books = new Books();
  readonly #time = new ObjectTime();
  readonly #schedule = new ScheduleCheck();
  #isOpen = false;

  constructor(object: SimulatedObject, queue: SimulatedQueue, itemIds: readonly string[]) {
    this.#object = object;
    this.#queue = queue;
    this.#itemIds = itemIds;
  }

  async afterTurn(turn: Turn): Promise<void> {
    if (turn.object !== this.#object) return;
    this.#time.see(this.#object);
    this.#schedule.see(turn);
    if (turn.decided.some(({ call, outcome }) => call.method === "open" && outcome.ok)) this.#isOpen = true;
    if (!this.#isOpen || (turn.decided.length === 0 && turn.rowsWritten === 0)) return;

    // What wrote nothing changed nothing; its answers are judged all the same.
    const touched = turn.rowsWritten > 0 ? this.#touchedBy(turn) : [];
    const audits = await this.#inspect(touched);
    const toldMs = timeOf(audits);
    // Before anything was ever stocked there is nobody to tell the object's time, and nothing that could lapse.
    const nowMs = toldMs ?? this.#object.wallMs();
    if (toldMs !== null) this.#time.check(toldMs, this.#object, turn);
    const late = turn.decided.flatMap((decided) => this.#judgeCall(decided, turn, nowMs));
    checkRows(this.#books, this.#object, touched, nowMs);
    for (const look of late) look();
    this.#conclude(audits, nowMs);
    this.#schedule.check(turn);
    this.#requireSweep(nowMs);
  }

  async atTheEnd(): Promise<void> {
    const audits = await this.#inspect(this.#itemIds);
    const nowMs = timeOf(audits) ?? this.#object.wallMs();
    checkRows(this.#books, this.#object, this.#itemIds, nowMs);
    this.#conclude(audits, nowMs);
    checkSignals(this.#books, this.#queue.messages, nowMs);
  }

  /** Items that somebody asked about; all when the object worked by itself. */
  #touchedBy({ decided }: Turn): readonly string[] {
    if (decided.length === 0) return this.#itemIds;
    const asked = JSON.stringify(decided.map(({ call }) => call.args));
    return this.#itemIds.filter((itemId) => asked.includes(itemId));
  }

  async #inspect(itemIds: readonly string[]): Promise<Map<string, AuditAnswer>> {
    const audits = new Map<string, AuditAnswer>();
    for (const itemId of itemIds) audits.set(itemId, await this.#audit(itemId));
    // Somebody has to tell the object's time.
    for (const itemId of this.#itemIds) {
      if ([...audits.values()].some(({ audit }) => audit)) break;
      if (!audits.has(itemId)) audits.set(itemId, await this.#audit(itemId));
    }
    return audits;
  }

  async #audit(itemId: string): Promise<AuditAnswer> {
    return (await this.#object.inspect("audit", { itemId })) as AuditAnswer;
  }

  /** Judges one answer. Returns looks that have to wait until the turn is over. */
  #judgeCall({ call, outcome }: Decided, turn: Turn, nowMs: number): (() => void)[] {
    const label = `the answer to #${call.id} ${call.method}`;
    if (!outcome.ok) {
      const { items = [] } = call.args[0] as { items?: ItemUnits[] };
      if (turn.failedTransactions === 0 && !isCareless(items))
        throw new Mismatch(label, "an answer", outcome.error);
      return [];
    }
    if (call.method !== "holdMany")
      return this.#judgeAnswer(label, call.method, call.args[0], outcome.value, nowMs);
    const { asks } = call.args[0] as HoldManyAsk;
    return asks.flatMap((ask, at) =>
      this.#judgeAnswer(`${label} ${at}`, "hold", ask, (outcome.value as unknown[])[at], nowMs),
    );
  }

  #judgeAnswer(label: string, method: string, ask: unknown, answer: unknown, nowMs: number): (() => void)[] {
    if (method === "hold") this.#requireSums(ask as HoldAsk);
    const prediction = predict(this.#books, method, ask, nowMs);
    const found = method === "audit" ? withoutChecks(answer as AuditAnswer) : answer;
    const right = prediction.find((foretold) => fits(foretold, found));
    if (!right)
      throw new Mismatch(
        label,
        prediction.map((foretold) => foretold.answer),
        found,
      );
    const kind = `${method}: ${(found as Answer | undefined)?.kind ?? "done"}`;
    this.answers.set(kind, (this.answers.get(kind) ?? 0) + 1);
    right.apply?.(found as never);

    const { answer: lateAnswer } = right;
    if (typeof lateAnswer !== "function") return [];
    const look = () => {
      const expected: unknown = lateAnswer();
      if (!isDeepStrictEqual(expected, found)) throw new Mismatch(label, expected, found);
    };
    return [look];
  }

  /** A cart's units are summed per item before stock is asked. */
  #requireSums({ holdId, items }: HoldAsk): void {
    const lines = this.carts.get(holdId);
    if (!lines) return;
    const expected = unitsPerItem(lines);
    const isSummed =
      items.length === expected.size && items.every(({ itemId, units }) => expected.get(itemId) === units);
    if (!isSummed) throw new Mismatch(`what is asked for the cart of ${holdId}`, [...expected], items);
  }

  /** What can lapse is written down some day, also if nobody ever asks again. */
  #requireSweep(nowMs: number): void {
    if (this.#object.isAlarmRunning || this.#object.disk.alarmAtMs !== null) return;
    for (const [holdId, parts] of this.#books.holds) {
      for (const part of parts.values()) {
        if (part.state === "held") throw new Mismatch(`who sweeps up ${holdId}`, "an alarm", { part, nowMs });
      }
    }
  }

  #conclude(audits: ReadonlyMap<string, AuditAnswer>, nowMs: number): void {
    for (const [itemId, found] of audits) {
      const [expected] = predictAudit(this.#books, { itemId }, nowMs);
      const uneven = found.audit?.checks.filter(({ counted, recorded }) => counted !== recorded) ?? [];
      if (uneven.length > 0) throw new Mismatch(`the audit of ${itemId}`, "nothing uneven", uneven);
      if (!isDeepStrictEqual(withoutChecks(found), expected?.answer))
        throw new Mismatch(`the audit of ${itemId}`, expected?.answer, found);
    }
  }
}

/** An answer that can only be told when the turn is over is looked at then. */
function fits({ answer, fits: isOne }: Foretold, found: unknown): boolean {
  if (typeof answer === "function") return true;
  return isOne ? isOne(found as never) : isDeepStrictEqual(answer, found);
}

function timeOf(audits: ReadonlyMap<string, AuditAnswer>): number | null {
  for (const { audit } of audits.values()) if (audit) return audit.auditedAtMs;
  return null;
}

function withoutChecks({ audit, ...answer }: AuditAnswer): object {
  if (!audit) return answer;
  const { checks: _checks, ...figures } = audit;
  return { ...answer, audit: figures };
}
