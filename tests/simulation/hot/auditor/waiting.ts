import type { Delivery } from "../../runtime/delivery.ts";
import { type Decided, Mismatch } from "../../runtime/turn.ts";
import type { HotHoldAsk } from "../asks.ts";

type Question = {
  delivery: Delivery;
  ask: HotHoldAsk;
  /** By shard of each item: the fewest units that it had free since we were asked. */
  least: Map<string, Map<number, number>>;
};
/** Free units by shard. */
type FreeOf = (itemId: string) => ReadonlyMap<number, number>;

/** HOT-3 Questions that a home has not answered, and what stayed free in its shards since they came. */
export class WaitingQuestions {
  #questions: Question[] = [];
  readonly #freeOf: FreeOf;

  constructor(freeOf: FreeOf) {
    this.#freeOf = freeOf;
  }

  arrives(delivery: Delivery): void {
    const ask = delivery.call.args[0] as HotHoldAsk;
    const least = new Map(ask.items.map(({ itemId }) => [itemId, new Map(this.#freeOf(itemId))]));
    this.#questions.push({ delivery, ask, least });
  }

  /** Something happened somewhere: who has fewer now had no more all the time. */
  look(): void {
    for (const { least } of this.#questions) {
      for (const [itemId, byShard] of least) {
        const free = this.#freeOf(itemId);
        for (const [shard, units] of byShard) byShard.set(shard, Math.min(units, free.get(shard) ?? 0));
      }
    }
  }

  /** Units that a shard had free from before the question on until now. */
  stayedFree(delivery: Delivery, itemId: string): number {
    const byShard = this.#find(delivery)?.least.get(itemId) ?? new Map<number, number>();
    let sum = 0;
    for (const units of byShard.values()) sum += units;
    return sum;
  }

  answered(decided: readonly Decided[]): void {
    if (decided.length === 0) return;
    this.#questions = this.#questions.filter(({ delivery }) => !decided.some((one) => isSame(one, delivery)));
  }

  /** The instance died: nobody will be answered any more. */
  forget(): void {
    this.#questions = [];
  }

  requireRefusal(
    delivery: Delivery,
    shortages: readonly { itemId: string; asked: number; available: number }[],
  ) {
    // What came home in this group counts at home already.
    this.look();
    const isTrue = shortages.some(
      ({ itemId, asked, available }) => available + this.stayedFree(delivery, itemId) < asked,
    );
    if (!isTrue) {
      const stayed = shortages.map(({ itemId }) => [itemId, this.stayedFree(delivery, itemId)]);
      throw new Mismatch(`#${delivery.call.id} is refused`, "units that shards had free all the time", {
        shortages,
        stayed,
      });
    }
  }

  #find(delivery: Delivery): Question | undefined {
    return this.#questions.find((question) => isSame(question.delivery, delivery));
  }
}

function isSame(one: Delivery, other: Delivery): boolean {
  return one.call === other.call && one.arrival === other.arrival;
}
