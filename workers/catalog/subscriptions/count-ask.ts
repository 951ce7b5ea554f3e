import { SUBSCRIPTION_LIMITS } from "../../../contracts/http/store/stock-subscription-routes.ts";

export const ASKS_COUNTED_MS = 24 * 3_600_000;

export type Asked = {
  /** Whether shoppers see the variant. */
  isShown: boolean;
  /** How many wait for it. */
  waiting: number;
  /** The caller's network has asked too often today. */
  isTooMany: boolean;
};

const IS_SHOWN = `SELECT 1 FROM variant JOIN product ON product.id = variant.product_id
  WHERE variant.id = ?1 AND variant.removed_at_ms IS NULL AND product.is_shown = 1`;

/** SUB-1 Counts an ask, unless it is for nothing or one too many: then nothing is written. */
export async function countAsk(
  database: D1Database,
  variantId: string,
  client: string | null,
  nowMs: number,
): Promise<Asked> {
  const look = database
    .prepare(
      `SELECT EXISTS (${IS_SHOWN}) AS is_shown,
         (SELECT count(*) FROM stock_subscription WHERE variant_id = ?1) AS waiting`,
    )
    .bind(variantId);
  // Who can't be told apart from others is not held to account for them.
  const count = client === null ? [] : [countStatement(database, variantId, client, nowMs)];
  const [seen, counted] = await database.batch<{ is_shown: number; waiting: number }>([look, ...count]);
  const [row] = seen?.results ?? [];
  return {
    isShown: row?.is_shown === 1,
    waiting: row?.waiting ?? 0,
    isTooMany: counted?.results.length === 0,
  };
}

/** Answers with a row if it counted. */
function countStatement(
  database: D1Database,
  variantId: string,
  client: string,
  nowMs: number,
): D1PreparedStatement {
  return database
    .prepare(
      `INSERT INTO stock_subscription_ask (variant_id, client, asks, since_ms)
         SELECT ?1, ?2, 1, ?3 WHERE EXISTS (${IS_SHOWN})
       ON CONFLICT (variant_id, client) DO UPDATE
           SET asks = CASE WHEN since_ms <= ?4 THEN 1 ELSE asks + 1 END,
             since_ms = CASE WHEN since_ms <= ?4 THEN ?3 ELSE since_ms END
           WHERE asks < ?5 OR since_ms <= ?4
       RETURNING asks`,
    )
    .bind(variantId, client, nowMs, nowMs - ASKS_COUNTED_MS, SUBSCRIPTION_LIMITS.asksMax);
}
