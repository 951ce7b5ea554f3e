import { isDeepStrictEqual } from "node:util";
import type { Delivery } from "../../runtime/delivery.ts";
import type { SimulatedObject } from "../../runtime/simulated-object.ts";
import { type Decided, Mismatch } from "../../runtime/turn.ts";
import type { AdjustAsk, TransferAsk, WithdrawAsk } from "../../stock/asks.ts";
import { predict } from "../../stock/auditor/predict.ts";
import type { Prediction } from "../../stock/auditor/prediction.ts";
import type { HotHoldAsk } from "../asks.ts";
import type { Member } from "../observe.ts";
import type { Custody } from "./custody.ts";
import type { HomeBooks, Spread } from "./home-books.ts";
import { byKind, isTheDecision, PlaceJudge } from "./place-judge.ts";
import { predictAtHome } from "./predict-hot.ts";
import type { WaitingQuestions } from "./waiting.ts";

type Kind = { kind: string };
type Shortage = { itemId: string; asked: number; available: number };
type Held = Kind & { shortages?: Shortage[]; allocations?: { itemId: string; awaited: number }[] };
type Sight = {
  books: HomeBooks;
  custody: Custody;
  waiting: WaitingQuestions;
  itemIds: readonly string[];
  /** Whether no shard of an item sells any more. */
  isClosed(itemId: string): boolean;
  count(kind: string): void;
};

export class HomeJudge extends PlaceJudge {
  readonly #at: Sight;
  #spreads: ReadonlyMap<string, Spread> = new Map();

  constructor(object: SimulatedObject, sight: Sight) {
    super(object, sight.books, sight.itemIds);
    this.#at = sight;
  }

  protected override begins(): void {
    this.#spreads = new Map(this.#at.books.spreads);
  }

  protected decides(member: Member, earlier: readonly Member[]): void {
    this.#decide(member, earlier);
    this.#at.custody.follow(member.moves, member.nowMs);
  }

  protected answers({ call }: Decided, decisions: readonly Member[], found: unknown): boolean {
    const kind = (found as Kind | null | undefined)?.kind ?? "done";
    this.#at.count(`${call.method}: ${kind}`);
    switch (call.method) {
      case "hold":
      case "extend":
      case "commit":
      case "release":
      case "fulfil":
      case "uncommit":
      case "spread":
      case "gather":
        return isTheDecision(decisions, found);
      case "adjust":
      case "transfer":
      case "setPolicy":
        return isChange(decisions.at(-1)?.value, found);
      case "audit":
        return isBalanced(found);
      default:
        return true;
    }
  }

  #decide({ delivery, nowMs, value }: Member, earlier: readonly Member[]): void {
    if (!delivery) return;
    const { books } = this.#at;
    const { id, method, args } = delivery.call;
    const label = `${this.object.name} decides #${id} ${method}`;
    const [ask] = args as [unknown];
    switch (method) {
      case "hold":
        this.#hold(label, delivery, ask as HotHoldAsk, { nowMs, value, isRecalled: earlier.length > 0 });
        break;
      case "commit":
      case "release":
      case "extend":
      case "fulfil":
      case "uncommit":
        this.require(label, predict(books, method, ask, nowMs), value);
        break;
      case "adjust":
      case "transfer":
      case "setPolicy":
        this.#change(label, method, ask as AdjustAsk, value as { value: Kind } | null, nowMs);
        break;
      case "withdraw":
        if (earlier.length > 0) this.#noteWithdrawal(ask as WithdrawAsk, nowMs);
        else this.require(label, byKind(predict(books, method, ask, nowMs)), value);
        break;
      default:
    }
  }

  #hold(
    label: string,
    delivery: Delivery,
    ask: HotHoldAsk,
    { nowMs, value, isRecalled }: { nowMs: number; value: unknown; isRecalled: boolean },
  ): void {
    const { books, waiting } = this.#at;
    const isReplay = books.holds.has(ask.holdId);
    const there = thereOf(books, ask, nowMs);
    this.require(label, predictAtHome(books, ask, { spreads: this.#spreads, isRecalled }, nowMs), value);
    const { kind, shortages = [], allocations = [] } = value as Held;
    if (kind === "insufficient") waiting.requireRefusal(delivery, shortages);
    // Units that are to come are promised only when none are there, in shards either.
    const awaiting = isReplay ? [] : allocations.filter(({ awaited }) => awaited > 0);
    for (const { itemId } of awaiting)
      waiting.requireRefusal(
        delivery,
        there.filter((short) => short.itemId === itemId),
      );
  }

  /** HOT-4 What is taken away is not left in shards that could sell it. */
  #change(
    label: string,
    method: string,
    ask: AdjustAsk | TransferAsk,
    done: { value: Kind } | null,
    nowMs: number,
  ): void {
    const { books, isClosed } = this.#at;
    const isOut = books.lent(ask.itemId) > 0;
    if (!done) {
      if (!isOut) throw new Mismatch(label, "a change: nothing is out", done);
      return;
    }
    const before = books.onHand(ask.itemId);
    const free = "location" in ask ? books.freeAt(ask.itemId, ask.location, nowMs) : 0;
    const isNew = !("idempotency" in ask) || books.recall(ask.idempotency, nowMs) === "nothing";
    this.require(label, changing(predict(books, method, ask, nowMs)), done.value);
    const taken = before - books.onHand(ask.itemId);
    const mayBeMissed = method === "adjust" ? taken > Math.max(free, 0) : isNew;
    if (done.value.kind === "changed" && isOut && mayBeMissed && !isClosed(ask.itemId))
      throw new Mismatch(label, "first what shards could sell comes home", { taken, free });
  }

  /** It was taken back in a shard: the home's ledger tells of it, once. */
  #noteWithdrawal({ itemId, holdId, actor }: WithdrawAsk, nowMs: number): void {
    const { books } = this.#at;
    const key = { scope: `withdrawn ${holdId}`, requestHash: "" };
    if (books.recall(key, nowMs) !== "nothing") return;
    books.move(itemId, {
      ...{ kind: "released", atMs: nowMs, location: null, onHandDelta: 0, committedDelta: 0 },
      ...{ reason: "withdrawn", note: `hold ${holdId}`, actor, reference: "order" },
    });
    books.remember(key, nowMs);
  }
}

/** What is shown with a change may take asking shards; what it came to is decided before. */
function changing(prediction: Prediction): Prediction {
  return prediction.map(({ answer, apply }) => {
    if (typeof answer !== "function") return { answer, ...(apply ? { apply } : {}) };
    const { kind: _kind, level: _level, ...more } = answer() as { kind: string; level: object };
    return { answer: { kind: "changed", ...more }, ...(apply ? { apply } : {}) };
  });
}

function isChange(decision: unknown, found: unknown): boolean {
  const { value } = (decision ?? { value: null }) as { value: Kind | null };
  if (value?.kind !== "changed") return isDeepStrictEqual(value, found);
  const { kind, replayed } = found as Kind & { replayed?: boolean };
  return (kind === "adjusted" || kind === "set") && replayed === (value as { replayed?: boolean }).replayed;
}

function isBalanced(found: unknown): boolean {
  type Audit = { balanced: boolean; checks: { counted: number; recorded: number }[] };
  const { audit } = found as { audit?: Audit };
  if (!audit) return true;
  return audit.balanced && audit.checks.every(({ counted, recorded }) => counted === recorded);
}

/** What there is of each item that is asked for, without what is to come. */
function thereOf(books: HomeBooks, { items }: HotHoldAsk, nowMs: number): Shortage[] {
  return items.map(({ itemId, units }) => ({
    itemId,
    asked: units,
    available: books.available(itemId, nowMs),
  }));
}
