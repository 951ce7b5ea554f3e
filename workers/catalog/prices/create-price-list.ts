import { eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type * as routes from "../../../contracts/http/admin/price-list-routes.ts";
import { invariant } from "../../../domain/kernel/invariant.ts";
import type { PriceList } from "../../../domain/pricing/price-list.ts";
import { composePriceList } from "../../../domain/pricing/revise-price-list.ts";
import { findEarlier, recordMade } from "../../../platform/d1/idempotency.ts";
import { etagOf } from "../../../platform/http/etag.ts";
import { type HashedKey, hashKey, REPLAYED } from "../../../platform/http/idempotency.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import { mintId } from "../../../platform/ids/mint.ts";
import { refuseFlaws } from "../admin/refuse-flaws.ts";
import { untilCommitted } from "../admin/until-committed.ts";
import type { CatalogEnv } from "../env.ts";
import { priceList } from "../tables-of-prices.ts";
import { commitPriceList } from "./commit-price-list.ts";
import { knownChoices } from "./known-choices.ts";
import { toPriceList } from "./load-price-list.ts";
import { readNewPriceList, showPriceList } from "./price-list-wire.ts";

type CreateReply = Reply<typeof routes.createPriceList>;

/** Makes a price list without prices; with an `Idempotency-Key`, once however often it is asked. */
export async function createPriceList({
  actor,
  body,
  env,
  headers,
}: Call<typeof routes.createPriceList, CatalogEnv>): Promise<CreateReply> {
  const given = readNewPriceList(body);
  const keyed = await hashKey(headers["idempotency-key"], actor.id, "createPriceList", body);

  return untilCommitted(async () => {
    const replay = keyed && (await replayEarlier(env.DB, keyed));
    if (replay) return replay;
    const known = await knownChoices(env.DB);

    const nowMs = Date.now();
    const decided = composePriceList(given, known, mintId("plist"), nowMs);
    if (!decided.ok) throw refuseFlaws(decided.refusal);
    const after = decided.value;

    const first = keyed ? recordMade(keyed, { id: after.id, status: 201, version: 1 }, nowMs) : [];
    const outcome = await commitPriceList({
      database: env.DB,
      before: null,
      after,
      actorId: actor.id,
      first,
    });
    return outcome === "committed" ? showCreated(after) : null;
  });
}

/** The answer to a request that was answered before: what it made, as that is today. */
async function replayEarlier(database: D1Database, keyed: HashedKey): Promise<CreateReply | null> {
  const earlier = await findEarlier(database, keyed);
  if (earlier.kind === "none") return null;
  if (earlier.kind === "reused") throw problem("idempotency_key_reused");

  const [row] = await drizzle(database).select().from(priceList).where(eq(priceList.id, earlier.made.id));
  invariant(row, "IDP-1 what a keyed request made is there as long as its record");
  return showCreated(toPriceList(row), REPLAYED);
}

function showCreated(list: PriceList, headers: Record<string, string> = {}): CreateReply {
  const location = `/v1/admin/price-lists/${encodeURIComponent(list.handle)}`;
  return {
    status: 201,
    body: showPriceList(list, Date.now()),
    headers: { etag: etagOf(list.version), location, ...headers },
  };
}
