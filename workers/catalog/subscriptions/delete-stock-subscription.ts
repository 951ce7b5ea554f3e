import { sql } from "drizzle-orm";
import type { deleteStockSubscription as spec } from "../../../contracts/http/admin/stock-subscription-routes.ts";
import { commitSurely } from "../../../platform/d1/commit-surely.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import type { CatalogEnv } from "../env.ts";
import { forgetUnnamedSubscribers } from "./forget-subscribers.ts";

/** Forgets a subscription, open or notified, and its address if nothing else names it. */
export async function deleteStockSubscription({
  params,
  env,
}: Call<typeof spec, CatalogEnv>): Promise<Reply<typeof spec>> {
  const found = await env.DB.prepare(
    `SELECT subscriber_id FROM stock_subscription WHERE id = ?1
     UNION SELECT subscriber_id FROM stock_notification WHERE id = ?1`,
  )
    .bind(params.id)
    .first<{ subscriber_id: string }>();
  if (!found) throw problem("not_found");

  await commitSurely(env.DB, [
    sql`DELETE FROM stock_subscription WHERE id = ${params.id}`,
    sql`DELETE FROM stock_notification WHERE id = ${params.id}`,
    forgetUnnamedSubscribers(sql`SELECT ${found.subscriber_id}`),
  ]);
  return { status: 204 };
}
