import { type SQL, sql } from "drizzle-orm";
import { SQLiteAsyncDialect } from "drizzle-orm/sqlite-core";
import { SUBSCRIPTION_LIMITS } from "../../../contracts/http/store/stock-subscription-routes.ts";
import { shownIn } from "../reads/shown-in.ts";

export const ASKS_COUNTED_MS = 24 * 3_600_000;

export type Asked = {
  /** Whether shoppers see the variant. */
  isShown: boolean;
  /** How many wait for it. */
  waiting: number;
  /** The caller's network has asked too often today. */
  isTooMany: boolean;
};

const dialect = new SQLiteAsyncDialect();

/** SUB-1 Counts an ask, unless it is for nothing that its channel shows (CAT-10), or one too many: then nothing is written. */
export async function countAsk(
  database: D1Database,
  { variantId, channel, client }: { variantId: string; channel: string; client: string | null },
  nowMs: number,
): Promise<Asked> {
  const isShown = sql`EXISTS (SELECT 1 FROM variant JOIN product ON product.id = variant.product_id
    WHERE variant.id = ${variantId} AND variant.removed_at_ms IS NULL AND ${shownIn(channel)})`;
  const look = sql`SELECT ${isShown} AS is_shown,
    (SELECT count(*) FROM stock_subscription WHERE variant_id = ${variantId}) AS waiting`;
  // Who can't be told apart from others is not held to account for them.
  const count = client === null ? [] : [countOf(variantId, client, isShown, nowMs)];
  const statements = [look, ...count].map((query) => {
    const { sql: text, params } = dialect.sqlToQuery(query);
    return database.prepare(text).bind(...params);
  });
  const [seen, counted] = await database.batch<{ is_shown: number; waiting: number }>(statements);
  const [row] = seen?.results ?? [];
  return {
    isShown: row?.is_shown === 1,
    waiting: row?.waiting ?? 0,
    isTooMany: counted?.results.length === 0,
  };
}

/** Answers with a row if it counted. */
function countOf(variantId: string, client: string, isShown: SQL, nowMs: number): SQL {
  const isOver = sql`since_ms <= ${nowMs - ASKS_COUNTED_MS}`;
  return sql`INSERT INTO stock_subscription_ask (variant_id, client, asks, since_ms)
      SELECT ${variantId}, ${client}, 1, ${nowMs} WHERE ${isShown}
    ON CONFLICT (variant_id, client) DO UPDATE
        SET asks = CASE WHEN ${isOver} THEN 1 ELSE asks + 1 END,
          since_ms = CASE WHEN ${isOver} THEN ${nowMs} ELSE since_ms END
        WHERE asks < ${SUBSCRIPTION_LIMITS.asksMax} OR ${isOver}
    RETURNING asks`;
}
