import type { SimulatedObject } from "../../runtime/simulated-object.ts";
import { type Decided, Mismatch } from "../../runtime/turn.ts";
import type { HoldAsk, Placed, SettleAsk } from "../../stock/asks.ts";
import { predict } from "../../stock/auditor/predict.ts";
import { only } from "../../stock/auditor/prediction.ts";
import type { CollectAnswer, CollectAsk, OpenShardAsk, ReceiveAsk, ReturnTold } from "../asks.ts";
import type { Member } from "../observe.ts";
import { inOrder, parcelOf, unitsOf } from "./parcels.ts";
import { byKind, isTheDecision, PlaceJudge } from "./place-judge.ts";
import { predictAtShard } from "./predict-hot.ts";
import type { ShardBooks } from "./shard-books.ts";

type Figures = {
  kept: number;
  grantTaken: number;
  returnNumber: number;
  pending: ReturnTold | null;
  checks: { counted: number; recorded: number }[];
};

export class ShardJudge extends PlaceJudge {
  readonly books: ShardBooks;
  readonly #count: (kind: string) => void;

  constructor(object: SimulatedObject, books: ShardBooks, count: (kind: string) => void) {
    super(object, books, [books.itemId]);
    this.books = books;
    this.#count = count;
  }

  protected decides({ delivery, nowMs, value }: Member): void {
    this.books.nowMs = nowMs;
    if (!delivery) return;
    const { method, args, id } = delivery.call;
    const label = `${this.object.name} decides #${id} ${method}`;
    const [ask] = args as [unknown];
    this.#count(`${method}: ${(value as { kind?: string } | undefined)?.kind ?? "done"}`);
    switch (method) {
      case "openShard":
        this.books.open(ask as OpenShardAsk);
        break;
      case "receive":
        this.#receive(label, ask as ReceiveAsk, nowMs);
        break;
      case "collect":
        this.#collect(label, ask as CollectAsk, value as CollectAnswer, nowMs);
        break;
      case "hold":
        this.require(label, predictAtShard(this.books, ask as HoldAsk, nowMs), value);
        break;
      case "withdraw":
        this.require(label, byKind(predict(this.books, method, ask, nowMs)), value);
        break;
      default:
        this.require(label, predict(this.books, method, ask, nowMs), value);
        if (method === "commit") this.books.noteSale((ask as SettleAsk).holdId, nowMs);
    }
  }

  protected answers({ call }: Decided, decisions: readonly Member[], found: unknown): boolean {
    if (["openShard", "open", "receive", "liveHolds"].includes(call.method)) return true;
    if (call.method === "figures") return this.#areFigures(found as Figures);
    if (call.method === "withdraw") return decisions.length === 1;
    return isTheDecision(decisions, found);
  }

  #receive(label: string, ask: ReceiveAsk, nowMs: number): void {
    if (ask.number > this.books.grantTaken + 1) throw new Mismatch(label, this.books.grantTaken + 1, ask);
    this.books.receive(ask, nowMs);
  }

  #collect(label: string, ask: CollectAsk, found: CollectAnswer, nowMs: number): void {
    const expected = this.books.collect(ask, nowMs);
    const { asks: _asks, ...told } = found;
    this.require(label, only(canonical(expected)), canonical(told));
  }

  #areFigures({ kept, grantTaken, returnNumber, pending, checks }: Figures): boolean {
    return (
      kept === unitsOf(this.books.kept) &&
      grantTaken === this.books.grantTaken &&
      returnNumber === this.books.returnNumber &&
      pending?.number === this.books.pending?.number &&
      checks.every(({ counted, recorded }) => counted === recorded)
    );
  }
}

/** In whatever order places are named. */
function canonical<Answer extends { pending: ReturnTold | null }>(answer: Answer): Answer {
  const sorted = (parts: readonly Placed[]) => inOrder(parcelOf(parts));
  const { pending } = answer;
  return {
    ...answer,
    pending: pending && {
      ...pending,
      free: sorted(pending.free),
      sold: pending.sold.map((hold) => ({ ...hold, parts: sorted(hold.parts) })),
    },
  };
}
