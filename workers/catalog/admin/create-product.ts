import type * as routes from "../../../contracts/http/admin/product-routes.ts";
import { composeProduct } from "../../../domain/catalog/compose-product.ts";
import type { Product } from "../../../domain/catalog/product.ts";
import { invariant } from "../../../domain/kernel/invariant.ts";
import { findEarlier, recordMade } from "../../../platform/d1/idempotency.ts";
import { etagOf } from "../../../platform/http/etag.ts";
import { type HashedKey, hashKey, REPLAYED } from "../../../platform/http/idempotency.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import { mintId } from "../../../platform/ids/mint.ts";
import type { CatalogEnv } from "../env.ts";
import { loadProduct } from "../storage/load-product.ts";
import { commitProduct } from "./commit-product.ts";
import { knownReferences } from "./known-references.ts";
import { readNewProduct, showProduct } from "./product-wire.ts";
import { refuseFlaws } from "./refuse-flaws.ts";
import { untilCommitted } from "./until-committed.ts";
import { variantIdentities } from "./variant-identities.ts";

type CreateCall = Call<typeof routes.createProduct, CatalogEnv>;
type CreateReply = Reply<typeof routes.createProduct>;

/** Makes the first version of a product; with an `Idempotency-Key`, once however often it is asked. */
export async function createProduct(call: CreateCall): Promise<CreateReply> {
  const { actor, body, env, headers } = call;
  const fields = readNewProduct(body);
  const keyed = await hashKey(headers["idempotency-key"], actor.id, "createProduct", body);

  const replay = keyed && (await replayEarlier(env.DB, keyed));
  if (replay) return replay;
  const identify = await variantIdentities(env.LAYOUT);

  const made = await untilCommitted(async () => {
    const known = await knownReferences(env.DB, fields);

    const nowMs = Date.now();
    const decided = composeProduct(fields, known, mintId("prod"), identify, nowMs);
    if (!decided.ok) throw refuseFlaws(decided.refusal);
    const after = decided.value;

    const first = keyed
      ? recordMade(keyed, { id: after.id, status: 201, version: after.version }, nowMs)
      : [];
    const history = { actorId: actor.id, cause: "edit" } as const;
    const outcome = await commitProduct({ database: env.DB, before: null, after, history, first });
    return outcome === "overtaken" ? null : outcome;
  });

  if (made !== "same_key") return showCreated(made);
  const winner = keyed && (await replayEarlier(env.DB, keyed));
  invariant(winner, "IDP-1 a key that was taken a moment ago has its record");
  return winner;
}

/** The answer to a request that was answered before: what it made, as that is today. */
async function replayEarlier(database: D1Database, keyed: HashedKey): Promise<CreateReply | null> {
  const earlier = await findEarlier(database, keyed);
  if (earlier.kind === "none") return null;
  if (earlier.kind === "reused") throw problem("idempotency_key_reused");

  const product = await loadProduct(database, earlier.made.id);
  invariant(product, "IDP-1 what a keyed request made is there as long as its record");
  return showCreated(product, REPLAYED);
}

function showCreated(product: Product, headers: Record<string, string> = {}): CreateReply {
  const location = `/v1/admin/products/${product.id}`;
  return {
    status: 201,
    body: showProduct(product),
    headers: { etag: etagOf(product.version), location, ...headers },
  };
}
