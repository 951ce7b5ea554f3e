import type { PartitionHost, Work } from "../../host/partition-host.ts";
import type { StockBook } from "../stock-book.ts";
import type { Moves } from "./moves.ts";
import { lentOf } from "./spread-home.ts";

/** So often for one change: an item that moves on and on is asked for again later. */
const RECALLS_MAX = 3;

/**
 * HOT-4 What is taken away from an item is not left in its shards, which could sell it: they are closed and what they
 * have free comes home first. Whether that is needed is looked at in the transaction that takes it away, since two who
 * take at the same time may each find enough at home.
 */
export class CallHome {
  readonly #host: PartitionHost;
  readonly #book: StockBook;
  readonly #moves: Moves;

  constructor(host: PartitionHost, book: StockBook, moves: Moves) {
    this.#host = host;
    this.#book = book;
    this.#moves = moves;
  }

  /** Changes an item; `takes` says whether the change is about units that shards may have, as the item is then. */
  async before<Value>(itemId: string, takes: () => boolean, change: Work<Value>): Promise<Value> {
    for (let recalls = 0; ; recalls += 1) {
      const done = await this.#host.commit(
        (commit, nowMs) => (this.isDue(itemId, recalls, takes) ? null : { value: change(commit, nowMs) }),
        { itemIds: [itemId], holds: [] },
      );
      if (done) return done.value;
      await this.recall([itemId], recalls);
    }
  }

  /** Inside a member: whether shards may still sell. Once recalled, a shard has nothing left that it could promise. */
  isDue(itemId: string, recalls: number, takes: () => boolean): boolean {
    if (lentOf(this.#book.item(itemId)) === 0) return false;
    if (recalls > 0 && this.#moves.isCalledHome(itemId)) return false;
    return takes();
  }

  async recall(itemIds: Iterable<string>, recalls: number): Promise<void> {
    const all = [...itemIds];
    if (recalls >= RECALLS_MAX) throw new Error(`HOT-4 ${all[0]} moves on and on`);
    await Promise.all(all.map((itemId) => this.#moves.recall(itemId)));
  }
}
