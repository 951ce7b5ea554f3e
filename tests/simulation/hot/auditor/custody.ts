import { Mismatch } from "../../runtime/turn.ts";
import type { Placed } from "../../stock/asks.ts";
import type { MoveRows } from "../observe.ts";
import type { HomeBooks, Link, Phase } from "./home-books.ts";
import { add, inOrder, NOTHING, type Parcel, parcelOf, unitsOf } from "./parcels.ts";
import type { ShardBooks } from "./shard-books.ts";

/** From where an item may go where in one step. */
const WAYS: Readonly<Record<Phase, readonly Phase[]>> = {
  home: ["opening"],
  opening: ["granting", "home"],
  granting: ["spread"],
  spread: ["gathering"],
  gathering: ["home"],
};
type ShardBooksOf = (itemId: string, shard: number) => ShardBooks;

/**
 * Follows units between a home and its shards: by what the shards were seen to take and to give, and by the numbers up
 * to which the home says it did. A unit is in one place, or in one transfer.
 */
export class Custody {
  readonly #home: HomeBooks;
  readonly #shardOf: ShardBooksOf;

  constructor(home: HomeBooks, shardOf: ShardBooksOf) {
    this.#home = home;
    this.#shardOf = shardOf;
  }

  /** What a decision of the home did to its items' moves. */
  follow({ spreads, links }: MoveRows, nowMs: number): void {
    for (const { itemId, shard, ...row } of links)
      this.#followLink(String(itemId), Number(shard), row, nowMs);
    for (const { itemId, ...row } of spreads) this.#followSpread(String(itemId), row);
  }

  /** What the home has lent to a shard is there, or is in one transfer that was not taken. */
  requireWhole(itemId: string): void {
    for (const [shard, link] of this.#home.links(itemId)) {
      const books = this.#shardOf(itemId, shard);
      const grant = link.grantNumber > books.grantTaken ? link.grant : NOTHING;
      const there = add(add(books.kept, grant), books.returning(link.returnNumber));
      expectSame(`what shard ${shard} of ${itemId} has, and what is in flight`, there, link.lent);
    }
  }

  requireHome(itemId: string): void {
    const phase = this.#home.phase(itemId);
    const links = [...this.#home.links(itemId)].filter(([, { isOver }]) => !isOver);
    if (phase !== "home" || links.length > 0 || this.#home.lent(itemId) > 0)
      throw new Mismatch(`where ${itemId} is in the end`, "home", { phase, links });
  }

  /** Units that a shard has free, or that are on their way to it or from it to be free. */
  freeOf(itemId: string, shard: number, link: Link): number {
    const books = this.#shardOf(itemId, shard);
    const grant = link.grantNumber > books.grantTaken ? unitsOf(link.grant) : 0;
    const isReturning = books.pending !== null && books.pending.number > link.returnNumber;
    const returning = isReturning ? unitsOf(parcelOf(books.pending?.free ?? [])) : 0;
    return unitsOf(books.free(books.nowMs)) + grant + returning;
  }

  #followLink(itemId: string, shard: number, row: MoveRows["links"][number], nowMs: number): void {
    const link = this.#home.link(itemId, shard);
    const label = `the home's link to shard ${shard} of ${itemId}`;
    if (row.grantNumber !== link.grantNumber) this.#grant(itemId, shard, row, nowMs);
    else if (row.returnNumber !== link.returnNumber) this.#takeBack(itemId, shard, Number(row.returnNumber));
    const books = this.#shardOf(itemId, shard);

    const isPending = row.grantPending !== null;
    if (isPending !== link.isGrantPending) {
      if (isPending || books.grantTaken !== link.grantNumber)
        throw new Mismatch(label, `grant ${link.grantNumber} is sent until it was taken`, row);
      link.isGrantPending = false;
    }
    expectSame(`${label}: lent`, parcelOf(JSON.parse(String(row.lent)) as Placed[]), link.lent);
    const isOver = row.isOver === 1;
    if (isOver && !link.isOver && !(books.isEmpty && unitsOf(link.lent) === 0))
      throw new Mismatch(label, "not over: something is left there", books);
    link.isOver = isOver;
  }

  /** Free units are taken out of the home's hands: only what is free, and to an empty shard that was opened for it. */
  #grant(itemId: string, shard: number, row: MoveRows["links"][number], nowMs: number): void {
    const link = this.#home.link(itemId, shard);
    const label = `grant ${row.grantNumber} to shard ${shard} of ${itemId}`;
    const pending = JSON.parse(String(row.grantPending)) as { number: number; parts: Placed[] } | null;
    const isNext = pending?.number === row.grantNumber && row.grantNumber === link.grantNumber + 1;
    if (!pending || !isNext || unitsOf(link.lent) > 0) throw new Mismatch(label, link, row);
    const parcel = parcelOf(pending.parts);
    if (!this.#home.canLend(itemId, parcel, nowMs)) throw new Mismatch(label, "units that are free", row);
    const { policy } = this.#shardOf(itemId, shard).item(itemId);
    const expected = { ...this.#home.item(itemId).policy, beyond: { kind: "none" } };
    if (JSON.stringify(inKeys(policy)) !== JSON.stringify(inKeys(expected)))
      throw new Mismatch(`${label}: by which policy it sells`, expected, policy);
    link.grantNumber = pending.number;
    link.grant = parcel;
    link.isGrantPending = true;
    link.lent = parcel;
    link.isOver = false;
  }

  #takeBack(itemId: string, shard: number, number: number): void {
    const link = this.#home.link(itemId, shard);
    const { pending } = this.#shardOf(itemId, shard);
    if (number !== link.returnNumber + 1 || pending?.number !== number)
      throw new Mismatch(`return ${number} of shard ${shard} of ${itemId}`, link, pending);
    this.#home.takeReturn(itemId, link, pending);
  }

  #followSpread(itemId: string, row: MoveRows["spreads"][number]): void {
    const next = { version: Number(row.version), phase: row.phase as Phase, shards: Number(row.shards) };
    const before = this.#home.spreads.get(itemId) ?? { version: 0, phase: "home", shards: 0 };
    if (next.phase !== before.phase) {
      const isNews = next.phase === "gathering";
      const isRight =
        WAYS[before.phase].includes(next.phase) && next.version === before.version + Number(isNews);
      if (!isRight) throw new Mismatch(`how ${itemId} moves`, WAYS[before.phase], { before, next });
      const grants = [...this.#home.links(itemId).values()].some(({ isGrantPending }) => isGrantPending);
      if ((next.phase === "spread" && grants) || (next.phase === "home" && this.#home.lent(itemId) > 0))
        throw new Mismatch(`${itemId} is ${next.phase}`, "nothing on its way", this.#home.links(itemId));
    } else if (next.version !== before.version && next.phase !== "opening")
      throw new Mismatch(`the version of ${itemId}`, before, next);
    this.#home.spreads.set(itemId, next);
  }
}

function expectSame(label: string, found: Parcel, expected: Parcel): void {
  const [one, other] = [inOrder(add(found, NOTHING)), inOrder(add(expected, NOTHING))];
  if (JSON.stringify(one) !== JSON.stringify(other)) throw new Mismatch(label, other, one);
}

function inKeys(record: object): object {
  return Object.fromEntries(Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1)));
}
