import { RecalledVariants, type VariantFacts } from "../../../contracts/rpc/catalog.ts";
import type { RecordView } from "../../../contracts/rpc/orders.ts";
import type { CartLine, VariantSnapshot } from "../../../domain/cart/cart-line.ts";
import { chargeUnderGrace, type Recalled } from "../../../domain/cart/charge-under-grace.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { OpenCart } from "../cart/open-cart.ts";
import { type CheckoutEnv, readCheckoutSettings } from "../env.ts";

/**
 * PRC-10 The last prices that anybody knows of a cart's lines, as long as they may be charged; else a problem. Where the
 * catalog can't be asked even that, nothing is charged: then nobody has said that its database is down.
 */
export async function recallPrices(
  env: CheckoutEnv,
  cart: OpenCart,
  record: RecordView,
  settingsAtMs: number | null,
): Promise<{ variants: Map<string, VariantFacts>; grace: { sinceMs: number } }> {
  const recalled = await askCatalog(env, cart, record);
  const charged = chargeUnderGrace(record.lines as unknown as CartLine[], recalled, {
    settingsAtMs,
    nowMs: Date.now(),
    graceMs: readCheckoutSettings(env).PRICE_GRACE_MS,
  });
  if (!charged.ok)
    throw problem("service_unavailable", {
      detail: "Prices can't be read now, and the last ones of this cart may not be charged any more.",
    });
  const { variants, sinceMs } = charged.value;
  return { variants: variants as unknown as Map<string, VariantFacts>, grace: { sinceMs } };
}

async function askCatalog(
  env: CheckoutEnv,
  { ref }: OpenCart,
  { lines, currency }: RecordView,
): Promise<Map<string, Recalled>> {
  const { reader } = ref.birth;
  const answer = await env.CATALOG_RPC.recallVariants({
    lines: lines.map(({ variantId, productId, asOf }) => ({ variantId, productId, seq: asOf?.seq ?? 0 })),
    currency,
    ...(reader ? { reader } : {}),
  });
  const recalled = RecalledVariants.parse(answer);
  if (recalled.database === "answers") throw problem("service_unavailable");
  return new Map<string, Recalled>([
    ...recalled.described.map((facts): [string, Recalled] => [
      facts.variantId,
      facts as unknown as VariantSnapshot,
    ]),
    ...recalled.outdated.map((id): [string, Recalled] => [id, "outdated"]),
  ]);
}
