import { and, desc, eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { listStockSubscriptions as spec } from "../../../contracts/http/admin/stock-subscription-routes.ts";
import { olderThan } from "../../../platform/d1/older-than.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import { readTimeCursor, showTimeCursor } from "../../../platform/http/time-cursor.ts";
import type { CatalogEnv } from "../env.ts";
import { stockNotification, stockSubscriber, stockSubscription } from "../tables-of-stock.ts";
import { normaliseEmail } from "./normalise-email.ts";

type ListCall = Call<typeof spec, CatalogEnv>;
type Query = ListCall["query"];
type Row = {
  id: string;
  variantId: string;
  email: string;
  subscribedAtMs: number;
  notifiedAtMs: number | null;
};

/** Who waits, by when they asked; or who was told, by when that was. */
export async function listStockSubscriptions({ query, env }: ListCall): Promise<Reply<typeof spec>> {
  const rows = query.state === "open" ? await openRows(env.DB, query) : await notifiedRows(env.DB, query);

  const page = rows.slice(0, query.limit);
  const last = rows.length > page.length ? page.at(-1) : undefined;
  const next = last ? showTimeCursor(last.notifiedAtMs ?? last.subscribedAtMs, last.id) : null;
  return { status: 200, body: { data: page.map(encode), next_cursor: next } };
}

async function openRows(database: D1Database, query: Query): Promise<Row[]> {
  const { createdAtMs, id, variantId, subscriberId } = stockSubscription;
  const rows = await drizzle(database)
    .select({ id, variantId, email: stockSubscriber.email, subscribedAtMs: createdAtMs })
    .from(stockSubscription)
    .innerJoin(stockSubscriber, eq(stockSubscriber.id, subscriberId))
    .where(asked(stockSubscription, query))
    .orderBy(desc(createdAtMs), desc(id))
    .limit(query.limit + 1);
  return rows.map((row) => ({ ...row, notifiedAtMs: null }));
}

function notifiedRows(database: D1Database, query: Query): Promise<Row[]> {
  const { createdAtMs, id, subscribedAtMs, variantId, subscriberId } = stockNotification;
  return drizzle(database)
    .select({ id, variantId, email: stockSubscriber.email, subscribedAtMs, notifiedAtMs: createdAtMs })
    .from(stockNotification)
    .innerJoin(stockSubscriber, eq(stockSubscriber.id, subscriberId))
    .where(asked(stockNotification, query))
    .orderBy(desc(createdAtMs), desc(id))
    .limit(query.limit + 1);
}

function asked(table: typeof stockSubscription | typeof stockNotification, query: Query) {
  return and(
    query.variant_id === undefined ? undefined : eq(table.variantId, query.variant_id),
    query.email === undefined ? undefined : eq(stockSubscriber.email, normaliseEmail(query.email)),
    olderThan(table.createdAtMs, table.id, readTimeCursor(query.cursor)),
  );
}

function encode({ id, variantId, email, subscribedAtMs, notifiedAtMs }: Row) {
  return {
    id,
    variant_id: variantId,
    email,
    state: notifiedAtMs === null ? ("open" as const) : ("notified" as const),
    subscribed_at: new Date(subscribedAtMs).toISOString(),
    notified_at: notifiedAtMs === null ? null : new Date(notifiedAtMs).toISOString(),
  };
}
