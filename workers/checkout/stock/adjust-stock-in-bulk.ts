import type { adjustStockInBulk as spec } from "../../../contracts/http/admin/stock-routes.ts";
import { pickShard } from "../../../domain/inventory/pick-shard.ts";
import { type ItemId, readItemId } from "../../../domain/kernel/item-id.ts";
import { sha256Hex } from "../../../platform/auth/mac.ts";
import { type HashedKey, hashKey, REPLAYED } from "../../../platform/http/idempotency.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import { shopSettings } from "../cart/pricing.ts";
import type { CheckoutEnv } from "../env.ts";
import { currentLayout, stockAt } from "../shop.ts";
import { answerRow } from "./answer-row.ts";
import { type AskedRow, askPartitions } from "./ask-partitions.ts";
import { describeChange } from "./describe-change.ts";

/**
 * IDP-3 Many rows under one key: it is claimed for this body in one place, which the key itself chooses; then each
 * partition is asked once for all its rows, each under a key of its own. Should we die in between, the same request
 * finds what was done and does the rest.
 */
export async function adjustStockInBulk({
  headers,
  body,
  actor,
  env,
}: Call<typeof spec, CheckoutEnv>): Promise<Reply<typeof spec>> {
  const key = await hashKey(headers["idempotency-key"], actor.id, "adjustStockInBulk", body);
  if (!key) throw problem("idempotency_key_required");
  const { locations } = await shopSettings(env);
  const rows = body.adjustments.map((row) => ({ sku: row.sku, ...describeChange(row, locations) }));
  const itemIds = await itemsOf(
    env,
    rows.map(({ sku }) => sku),
  );

  const isRepeated = await claimKey(env, key);
  const asked = rows.flatMap(({ sku, ...change }, index): AskedRow[] => {
    const itemId = itemIds.get(sku);
    if (!itemId || itemId === "bundle") return [];
    const idempotency = { ...key, scope: sha256Hex(JSON.stringify([key.scope, index])) };
    return [{ index, ask: { itemId, ...change, actor: actor.id, idempotency } }];
  });
  const outcomes = await askPartitions(env, asked);

  const data = rows.map((row, index) =>
    answerRow(
      row,
      outcomes.get(index) ?? { kind: itemIds.get(row.sku) === "bundle" ? "bundle" : "unknown_sku" },
      locations,
    ),
  );
  const applied = data.filter(({ status }) => status === "applied").length;
  return {
    status: 200,
    body: { applied, refused: data.length - applied, data },
    headers: isRepeated ? REPLAYED : {},
  };
}

async function itemsOf(env: CheckoutEnv, skus: readonly string[]): Promise<Map<string, ItemId | "bundle">> {
  const found = await env.CATALOG_RPC.findSkus({ skus: [...new Set(skus)] });
  return new Map(
    found.flatMap(({ sku, itemId, isBundle }) => {
      const known = isBundle ? "bundle" : readItemId(itemId);
      return known ? [[sku, known] as const] : [];
    }),
  );
}

/** Whether it was claimed before. The number of stock partitions is fixed at install, so a key has one place for life. */
async function claimKey(env: CheckoutEnv, idempotency: HashedKey): Promise<boolean> {
  const { stockPartitions } = await currentLayout(env);
  const stock = await stockAt(env, pickShard(idempotency.scope) % stockPartitions);
  const claimed = await stock.claim({ idempotency });
  if (claimed.kind === "key_reused") throw problem("idempotency_key_reused");
  return claimed.replayed;
}
