import { RecalledVariants, type VariantFacts } from "../../../contracts/rpc/catalog.ts";
import type { RecordView } from "../../../contracts/rpc/orders.ts";
import type { CartLine, VariantSnapshot } from "../../../domain/cart/cart-line.ts";
import {
  chargeUnderGrace,
  type GraceRefusal,
  type Recalled,
} from "../../../domain/cart/charge-under-grace.ts";
import { isPassingFault } from "../../../platform/http/is-passing-fault.ts";
import { type ProblemError, problem } from "../../../platform/http/problem.ts";
import { describeError, logEvent } from "../../../platform/telemetry/log.ts";
import type { OpenCart } from "../cart/open-cart.ts";
import { shopSettings } from "../cart/pricing.ts";
import { notForSale } from "../cart/variants.ts";
import { type CheckoutEnv, readCheckoutSettings } from "../env.ts";

/** PRC-10 The last prices that anybody knows of a cart's lines, as long as they may be charged; else a problem. */
export async function recallPrices(
  env: CheckoutEnv,
  cart: OpenCart,
  record: RecordView,
): Promise<{ variants: Map<string, VariantFacts>; grace: { sinceMs: number } }> {
  const [recalled, settings] = await Promise.all([askCatalog(env, cart, record), shopSettings(env)]);
  const charged = chargeUnderGrace(record.lines as unknown as CartLine[], recalled, {
    settingsAtMs: settings.asOfMs,
    nowMs: Date.now(),
    graceMs: readCheckoutSettings(env).PRICE_GRACE_MS,
  });
  if (!charged.ok) throw graceProblem(charged.refusal, record);
  const { variants, sinceMs } = charged.value;
  return { variants: variants as unknown as Map<string, VariantFacts>, grace: { sinceMs } };
}

/** Of a catalog that can't be reached at all nobody knows anything but the cart. */
async function askCatalog(
  env: CheckoutEnv,
  { ref }: OpenCart,
  { lines, currency }: RecordView,
): Promise<Map<string, Recalled>> {
  const { reader } = ref.birth;
  const asked = lines.map(({ variantId, productId, asOf }) => ({
    variantId,
    productId,
    seq: asOf?.seq ?? 0,
  }));
  try {
    const answer = await env.CATALOG_RPC.recallVariants({
      lines: asked,
      currency,
      ...(reader ? { reader } : {}),
    });
    return readAnswer(RecalledVariants.parse(answer));
  } catch (error) {
    if (!isPassingFault(error)) throw error;
    logEvent("warn", "checkout.catalog_unreachable", describeError(error));
    return new Map();
  }
}

function readAnswer(answer: RecalledVariants): Map<string, Recalled> {
  if (answer.database === "answers") throw problem("service_unavailable");
  return new Map<string, Recalled>([
    ...answer.described.map((facts): [string, Recalled] => [
      facts.variantId,
      { kind: "described", variant: facts as unknown as VariantSnapshot },
    ]),
    ...answer.edited.map((id): [string, Recalled] => [id, { kind: "edited" }]),
    ...answer.gone.map((id): [string, Recalled] => [id, { kind: "gone" }]),
  ]);
}

function graceProblem(refusal: GraceRefusal, record: RecordView): ProblemError {
  if (refusal.code !== "not_for_sale")
    return problem("service_unavailable", {
      detail: "Prices can't be read now, and the last ones of this cart are too old to be charged.",
    });
  const gone = record.lines.flatMap(({ id }, index) =>
    refusal.lineIds.includes(id) ? [{ pointer: `/lines/${index}` }] : [],
  );
  return notForSale(gone, record);
}
