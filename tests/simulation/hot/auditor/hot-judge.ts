import { isDeepStrictEqual } from "node:util";
import type { SimulatedObject } from "../../runtime/simulated-object.ts";
import type { SimulatedQueue } from "../../runtime/simulated-queue.ts";
import { type Judge, Mismatch, type Turn } from "../../runtime/turn.ts";
import type { World } from "../../runtime/world.ts";
import { checkSignals } from "../../stock/auditor/check-signals.ts";
import type { Observer } from "../observe.ts";
import { Custody } from "./custody.ts";
import { HomeBooks } from "./home-books.ts";
import { HomeJudge } from "./home-judge.ts";
import { ShardBooks } from "./shard-books.ts";
import { ShardJudge } from "./shard-judge.ts";
import { WaitingQuestions } from "./waiting.ts";

/**
 * Keeps books for a home and for each of its shards, and says what each may decide, in the order in which they did.
 * After every turn that wrote, all places together have what there is.
 */
export class HotJudge implements Judge {
  /** How often each kind of answer was foretold and given. */
  readonly answers = new Map<string, number>();
  /** Units that buyers were told they have bought, by hold and item. */
  readonly sold = new Map<string, Map<string, number>>();
  readonly #world: World;
  readonly #home: HomeJudge;
  readonly #books = new HomeBooks();
  readonly #custody: Custody;
  readonly #waiting: WaitingQuestions;
  readonly #shards = new Map<string, ShardJudge>();
  readonly #queue: SimulatedQueue;
  readonly #observer: Observer;
  readonly #itemIds: readonly string[];
  #homeLives = 0;

  constructor(given: {
    world: World;
    home: SimulatedObject;
    queue: SimulatedQueue;
    observer: Observer;
    itemIds: readonly string[];
  }) {
    this.#world = given.world;
    this.#queue = given.queue;
    this.#observer = given.observer;
    this.#itemIds = given.itemIds;
    this.#custody = new Custody(this.#books, (itemId, shard) => this.#shard(itemId, shard).books);
    this.#waiting = new WaitingQuestions((itemId) => this.#freeInShards(itemId));
    this.#home = new HomeJudge(given.home, {
      books: this.#books,
      custody: this.#custody,
      waiting: this.#waiting,
      itemIds: given.itemIds,
      isClosed: (itemId) => this.#areShardsClosed(itemId),
      count: (kind) => this.#count(kind),
    });
  }

  async afterTurn(turn: Turn): Promise<void> {
    const { object } = turn;
    const isHome = object === this.#home.object;
    if (isHome && object.lives !== this.#homeLives) {
      this.#homeLives = object.lives;
      this.#waiting.forget();
    }
    const broken = this.#observer.takeBroken(object);
    if (broken) throw broken;
    const members = this.#observer.take(object);
    const judge = isHome ? this.#home : this.#shardOf(object);
    if (isHome && turn.arrived?.call.method === "hold") this.#waiting.arrives(turn.arrived);
    judge.see(turn, members);
    if (members.length > 0) {
      for (const itemId of this.#itemIds) this.#custody.requireWhole(itemId);
      this.#waiting.look();
    }
    if (isHome) this.#waiting.answered(turn.decided);
  }

  async atTheEnd(): Promise<void> {
    for (const itemId of this.#itemIds) {
      this.#custody.requireWhole(itemId);
      this.#custody.requireHome(itemId);
      this.#requireSold(itemId);
      for (const [place, books] of this.#places(itemId)) {
        const held = books.held(itemId, this.#world.nowMs);
        if (held > 0) throw new Mismatch(`what ${place} holds of ${itemId} in the end`, 0, held);
      }
    }
    checkSignals(this.#books, this.#queue.messages, this.#world.nowMs);
  }

  /** What was sold is what buyers were told. */
  #requireSold(itemId: string): void {
    const recorded = new Map<string, number>();
    for (const [holdId, part] of this.#books.partsOf(itemId))
      if (part.committed > 0) recorded.set(holdId, part.committed);
    const told = new Map<string, number>();
    for (const [holdId, items] of this.sold) {
      const units = items.get(itemId);
      if (units !== undefined) told.set(holdId, units);
    }
    if (!isDeepStrictEqual(inOrder(recorded), inOrder(told)))
      throw new Mismatch(`what was sold of ${itemId}`, inOrder(told), inOrder(recorded));
  }

  *#places(itemId: string): Generator<[string, HomeBooks | ShardBooks]> {
    yield ["the home", this.#books];
    for (const { books } of this.#shards.values())
      if (books.itemId === itemId) yield [`shard ${books.shard}`, books];
  }

  #areShardsClosed(itemId: string): boolean {
    return [...this.#books.links(itemId)].every(
      ([shard, { isOver }]) => isOver || !this.#shard(itemId, shard).books.isOpen,
    );
  }

  #freeInShards(itemId: string): ReadonlyMap<number, number> {
    const links = [...this.#books.links(itemId)];
    return new Map(links.map(([shard, link]) => [shard, this.#custody.freeOf(itemId, shard, link)]));
  }

  #shardOf({ name }: SimulatedObject): ShardJudge {
    const [, itemId = "", shard = ""] = name.split(":");
    return this.#shard(itemId, Number(shard));
  }

  #shard(itemId: string, shard: number): ShardJudge {
    const name = `stock-shard:${itemId}:${shard}`;
    const known = this.#shards.get(name);
    if (known) return known;
    const created = new ShardJudge(this.#world.object(name), new ShardBooks(itemId, shard), (kind) =>
      this.#count(`shard ${kind}`),
    );
    this.#shards.set(name, created);
    return created;
  }

  #count(kind: string): void {
    this.answers.set(kind, (this.answers.get(kind) ?? 0) + 1);
  }
}

function inOrder(units: ReadonlyMap<string, number>): [string, number][] {
  return [...units].sort(([one], [other]) => (one < other ? -1 : 1));
}
