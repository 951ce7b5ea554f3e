import { divideFree } from "../../../domain/inventory/divide-free.ts";
import type { ItemPolicy } from "../../../domain/inventory/item-policy.ts";
import { addToLevels } from "../../../domain/inventory/level.ts";
import { invariant } from "../../../domain/kernel/invariant.ts";
import type { Commit } from "../../host/group-commit.ts";
import type { SpreadHome } from "./spread-home.ts";
import type { ShardLink, SpreadRow } from "./spread-rows.ts";

/** opening ─▶ granting: makes the shards of an item ready, and gives them what is free. The row as it is then. */
export async function openShards(home: SpreadHome, { itemId }: SpreadRow): Promise<SpreadRow | null> {
  const { host, rows, book } = home;
  // INV-8 Each attempt has a version of its own: shards that an earlier one opened, or still will, have the policy of then.
  const row = await host.commitOwn((commit) => nextAttempt(home, commit, itemId));
  if (!row) return rows.spread(itemId);
  const item = book.item(itemId);
  if (!item) throw new Error(`HOT-1 ${itemId} vanished while it was being spread`);
  const { version } = row;
  const { policy } = item;
  const shards = Array.from({ length: row.shards }, (_, shard) => shard);
  await Promise.all(
    shards.map((shard) =>
      home.shardOf(itemId, shard).openShard({ itemId, shard, version, policy, partition: home.openAsk() }),
    ),
  );
  await host.commitOwn((commit, nowMs) => grantFree(home, commit, row, policy, nowMs));
  return rows.spread(itemId);
}

function nextAttempt({ rows, moving }: SpreadHome, commit: Commit, itemId: string): SpreadRow | null {
  const row = rows.spread(itemId);
  if (row?.phase !== "opening") return null;
  const next = { ...row, version: row.version + 1 };
  moving.save(commit, next);
  return next;
}

/** HOT-1 Takes the free units out of the home's hands and writes down, in the same transaction, where they go. */
function grantFree(
  { rows, book, moving }: SpreadHome,
  commit: Commit,
  { itemId, version }: SpreadRow,
  known: ItemPolicy,
  nowMs: number,
): void {
  const row = rows.spread(itemId);
  const item = book.item(itemId);
  if (!item || row?.phase !== "opening" || row.version !== version) return;
  // INV-8 The policy may have changed since the move began. Shards sell by the one they were opened with, and by none
  // that limits buyers: then they get nothing to sell.
  if (item.policy.maxPerBuyer !== null || JSON.stringify(item.policy) !== JSON.stringify(known)) {
    moving.save(commit, { ...row, phase: "home", changedAtMs: nowMs });
    return;
  }
  let levels = item.levels;
  divideFree(item, row.shards, nowMs).forEach((parts, shard) => {
    const link = rows.link(itemId, shard) ?? newLink(itemId, shard);
    invariant(link.isOver && link.lent.length === 0, `HOT-1 shard ${shard} of ${itemId} was not emptied`);
    const number = link.grantNumber + 1;
    const lent = [...parts];
    rows.saveLink(
      parts.length > 0
        ? { ...link, grantNumber: number, grantPending: { number, parts: [...parts] }, lent, isOver: false }
        : { ...link, isOver: false },
    );
    levels = addToLevels(levels, "granted", parts);
  });
  book.saveItem({ ...item, levels }, nowMs);
  moving.save(commit, { ...row, phase: "granting" });
}

/** granting ─▶ spread, once all that was given has arrived. The row as it is then. */
export async function deliverGrants(home: SpreadHome, { itemId }: SpreadRow): Promise<SpreadRow | null> {
  const { host, rows, moving } = home;
  await Promise.all(
    rows.links(itemId).map(async ({ shard, grantPending }) => {
      if (!grantPending) return;
      await home.shardOf(itemId, shard).receive({ itemId, ...grantPending });
      await host.commitOwn(() => {
        const link = rows.link(itemId, shard);
        if (link?.grantPending?.number === grantPending.number)
          rows.saveLink({ ...link, grantPending: null });
      });
    }),
  );
  await host.commitOwn((commit, nowMs) => {
    const present = rows.spread(itemId);
    const isDone = rows.links(itemId).every((link) => link.grantPending === null);
    if (present?.phase === "granting" && isDone)
      moving.save(commit, { ...present, phase: "spread", changedAtMs: nowMs });
  });
  return rows.spread(itemId);
}

function newLink(itemId: string, shard: number): ShardLink {
  const numbers = { grantNumber: 0, grantPending: null, returnNumber: 0 };
  return { itemId, shard, ...numbers, lent: [], promised: 0, isOver: true };
}
