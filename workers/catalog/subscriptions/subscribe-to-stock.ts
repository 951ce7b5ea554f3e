import { sql } from "drizzle-orm";
import {
  SUBSCRIPTION_LIMITS,
  type subscribeToStock as spec,
} from "../../../contracts/http/store/stock-subscription-routes.ts";
import { DEFAULT_CHANNEL } from "../../../domain/catalog/resolve-shelf.ts";
import { commitSurely } from "../../../platform/d1/commit-surely.ts";
import type { Write } from "../../../platform/d1/commit-together.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import { mintId } from "../../../platform/ids/mint.ts";
import type { CatalogEnv } from "../env.ts";
import { countAsk } from "./count-ask.ts";
import { forgetUnnamedSubscribers } from "./forget-subscribers.ts";
import { normaliseEmail } from "./normalise-email.ts";

/**
 * SUB-1 One open subscription per variant and address, however often it is asked for. Neither the answer nor what is
 * done for it depends on whether the address was known: the limit of an address is kept in silence.
 */
export async function subscribeToStock(call: Call<typeof spec, CatalogEnv>): Promise<Reply<typeof spec>> {
  const { params, body, actor, client, env } = call;
  const nowMs = Date.now();

  const { channel = DEFAULT_CHANNEL } = actor;
  const asked = await countAsk(env.DB, { variantId: params.id, channel, client }, nowMs);
  if (!asked.isShown) throw problem("not_found");
  if (asked.isTooMany) throw problem("too_many_requests", { headers: { "retry-after": "86400" } });
  if (asked.waiting >= SUBSCRIPTION_LIMITS.perVariantMax) {
    const { perVariantMax: allowed } = SUBSCRIPTION_LIMITS;
    throw problem("limit_exceeded", { members: { limit: "stock_subscriptions_per_variant", allowed } });
  }

  await commitSurely(env.DB, subscriptionWrites(params.id, normaliseEmail(body.email), nowMs));
  return { status: 202 };
}

/** The limits are kept here, where the rows are counted and written in one go. */
function subscriptionWrites(variantId: string, email: string, nowMs: number): Write[] {
  const { perVariantMax, perAddressMax } = SUBSCRIPTION_LIMITS;
  return [
    sql`INSERT INTO stock_subscriber (id, email, created_at_ms) VALUES (${mintId("sbr")}, ${email}, ${nowMs})
      ON CONFLICT (email) DO NOTHING`,
    sql`INSERT INTO stock_subscription (id, variant_id, subscriber_id, created_at_ms)
      SELECT ${mintId("sub")}, ${variantId}, subscriber.id, ${nowMs} FROM stock_subscriber AS subscriber
      WHERE subscriber.email = ${email}
        AND ${perAddressMax} > (SELECT count(*) FROM stock_subscription WHERE subscriber_id = subscriber.id)
        AND ${perVariantMax} > (SELECT count(*) FROM stock_subscription WHERE variant_id = ${variantId})
      ON CONFLICT (variant_id, subscriber_id) DO NOTHING`,
    forgetUnnamedSubscribers(sql`SELECT id FROM stock_subscriber WHERE email = ${email}`),
  ];
}
