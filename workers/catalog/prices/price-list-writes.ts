import { type SQL, sql } from "drizzle-orm";
import { TOPICS } from "../../../domain/catalog/topics-of-change.ts";
import { PRICE_LIST_LIMITS, type PriceList, standingOf } from "../../../domain/pricing/price-list.ts";
import type { Write } from "../../../platform/d1/commit-together.ts";
import { feedRow, moveListHeads } from "../storage/change-feed.ts";

/**
 * PRC-7 All writes that turn one version of a price list into the next (`before` is null for a new one), with the
 * moments at which it begins and ends. Its prices are others' to write.
 */
export function priceListWrites(before: PriceList | null, after: PriceList, actorId: string): Write[] {
  const atMs = after.updatedAtMs;
  const wasOrIsActive = before?.status === "active" || after.status === "active";
  const topics = wasOrIsActive ? [TOPICS.prices] : [];
  const change = { kind: "price_list", entityId: after.id, topics, actorId, atMs } as const;

  return [
    feedRow(change, versionAfter(before, after)),
    sql`INSERT INTO price_list (id, handle, title, currency, price_group, market, channel, starts_at_ms, ends_at_ms,
        priority, status, prices_include_tax, is_live, version, created_at_ms, updated_at_ms)
      VALUES (${after.id}, ${after.handle}, ${after.title}, ${after.currency}, ${after.priceGroup}, ${after.market},
        ${after.channel}, ${after.startsAtMs}, ${after.endsAtMs}, ${after.priority}, ${after.status},
        ${asBit(after.pricesIncludeTax)}, ${asBit(standingOf(after, atMs) === null)}, ${after.version},
        ${after.createdAtMs}, ${atMs})
      ON CONFLICT (id) DO UPDATE SET title = excluded.title, price_group = excluded.price_group,
        market = excluded.market, channel = excluded.channel, starts_at_ms = excluded.starts_at_ms,
        ends_at_ms = excluded.ends_at_ms, priority = excluded.priority, status = excluded.status,
        prices_include_tax = excluded.prices_include_tax, is_live = excluded.is_live, version = excluded.version,
        updated_at_ms = excluded.updated_at_ms`,
    ...moveListHeads(topics),
    ...turnWrites(before, after),
  ];
}

/** Whether there is then one list more among those that count. */
export function isOneMore(before: PriceList | null, after: PriceList): boolean {
  return after.status !== "archived" && (before === null || before.status === "archived");
}

/** Null, which the feed refuses, when another edit came first, or there would be too many lists. */
function versionAfter(before: PriceList | null, after: PriceList): SQL {
  const hasRoom = isOneMore(before, after)
    ? sql`(SELECT count(*) FROM price_list WHERE status <> 'archived') < ${PRICE_LIST_LIMITS.listsMax}`
    : sql`true`;
  return before
    ? sql`(SELECT version + 1 FROM price_list WHERE id = ${before.id} AND version = ${before.version} AND ${hasRoom})`
    : sql`(SELECT 1 WHERE ${hasRoom})`;
}

function turnWrites(
  before: PriceList | null,
  { id, status, startsAtMs, endsAtMs, updatedAtMs }: PriceList,
): Write[] {
  const coming = [startsAtMs, endsAtMs].filter((atMs) => atMs !== null && atMs > updatedAtMs);
  return [
    ...(before ? [sql`DELETE FROM turn WHERE kind = 'price_list' AND entity_id = ${id}`] : []),
    ...(status === "active" && coming.length > 0
      ? [
          sql`INSERT INTO turn (kind, entity_id, at_ms)
            SELECT 'price_list', ${id}, value FROM json_each(${JSON.stringify(coming)})`,
        ]
      : []),
  ];
}

function asBit(value: boolean | null): number | null {
  return value === null ? null : Number(value);
}
