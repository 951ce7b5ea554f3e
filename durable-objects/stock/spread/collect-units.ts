import type { CollectResult } from "../../../contracts/rpc/stock-shard.ts";
import type { SpreadHome } from "./spread-home.ts";
import type { SpreadRow } from "./spread-rows.ts";
import { takeReturn } from "./take-return.ts";

/** What was sold comes home in any case; also what is free, and the shard may be closed to new holds. */
export type CollectHow = { takeFree: boolean; close: boolean };

/** A shard that has more to return is asked again at once, so often at most. */
const COLLECTS_MAX = 50;

/** Has all shards of an item return what they have for the home. */
export function collectFromShards(
  home: SpreadHome,
  row: SpreadRow,
  how: CollectHow,
): Promise<CollectResult[]> {
  const links = home.rows.links(row.itemId).filter((link) => !link.isOver);
  return Promise.all(links.map((link) => collectFromShard(home, row, link.shard, how)));
}

/** Asks one shard until it has nothing more to return that was there when we began. */
export async function collectFromShard(
  home: SpreadHome,
  { itemId, version }: SpreadRow,
  shard: number,
  how: CollectHow,
): Promise<CollectResult> {
  const { host, rows } = home;
  const stub = home.shardOf(itemId, shard);
  let asks = 0;
  for (let call = 0; call < COLLECTS_MAX; call += 1) {
    const acknowledged = rows.link(itemId, shard)?.returnNumber ?? 0;
    const answer = await stub.collect({ itemId, version, acknowledged, ...how });
    asks += answer.asks;
    const promised = rows.link(itemId, shard)?.promised;
    if (answer.pending || answer.isOver || (answer.promised ?? 0) !== promised)
      await host.commitOwn((_commit, nowMs) => take(home, { itemId, shard, version }, answer, nowMs));
    if (answer.isFresh && !answer.hasMore) return { ...answer, asks };
  }
  throw new Error(`HOT-2 shard ${shard} of ${itemId} returns without end`);
}

function take(
  { rows, book }: SpreadHome,
  { itemId, shard, version }: { itemId: string; shard: number; version: number },
  answer: CollectResult,
  nowMs: number,
): void {
  const link = rows.link(itemId, shard);
  const item = book.item(itemId);
  if (!link || !item) throw new Error(`HOT-2 ${itemId} has no shard ${shard}`);
  const taken = (answer.pending && takeReturn(book, item, link, answer.pending, nowMs)) ?? link;
  const present = rows.spread(itemId);
  // An answer may be overtaken by the shard's last one, after which nobody asks it again: it is over until the next
  // grant, and has promised nothing.
  const isOver = link.isOver || (answer.isOver && present?.version === version && taken.lent.length === 0);
  const promised = isOver ? 0 : (answer.promised ?? 0);
  if (promised !== link.promised) notePromised(book, itemId, promised - link.promised, nowMs);
  if (taken !== link || isOver !== link.isOver || promised !== link.promised)
    rows.saveLink({ ...taken, promised, isOver });
}

/** Units that a shard has promised are not there for others: shoppers are told by what the home knows of it. */
function notePromised(book: SpreadHome["book"], itemId: string, more: number, nowMs: number): void {
  const item = book.item(itemId);
  if (!item) throw new Error(`HOT-1 ${itemId} was there a moment ago`);
  book.saveItem({ ...item, promisedAway: item.promisedAway + more }, nowMs);
}
