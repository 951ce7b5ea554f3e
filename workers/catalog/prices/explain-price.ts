import { and, eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { ExplainedPrice } from "../../../contracts/http/admin/price-list.ts";
import type * as routes from "../../../contracts/http/admin/price-list-routes.ts";
import { resolveShelf } from "../../../domain/catalog/resolve-shelf.ts";
import { choosePrice, type PriceCandidate, type WhyNot } from "../../../domain/pricing/choose-price.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import { unknownChoice } from "../../../platform/http/unknown-choice.ts";
import type { CatalogEnv } from "../env.ts";
import { price, variant } from "../tables.ts";
import { listPrice, priceList } from "../tables-of-prices.ts";
import { knownChoices } from "./known-choices.ts";

/** PRC-3 Which price of a variant applies, and why each other one does not, as the primary has them. */
export async function explainPrice({
  query,
  env,
}: Call<typeof routes.explainPrice, CatalogEnv>): Promise<Reply<typeof routes.explainPrice>> {
  const { sku, quantity, channel, market = null, price_group: priceGroup = null, at } = query;
  const nowMs = at === undefined ? Date.now() : Date.parse(at);

  const known = await knownChoices(env.DB);
  const shelf = resolveShelf(known, {
    channel,
    market,
    currency: query.currency ?? null,
    locale: null,
    priceGroup,
  });
  if (!shelf.ok) throw unknownChoice(shelf.refusal, "query");
  const found = await loadCandidates(env.DB, sku);
  if (!found) throw problem("not_found");

  const { chosen, others } = choosePrice(found.candidates, { ...shelf.value, quantity, nowMs });
  return {
    status: 200,
    body: {
      sku,
      variant_id: found.variantId,
      quantity,
      at: new Date(nowMs).toISOString(),
      price: chosen && showCandidate(chosen, "chosen"),
      others: others.map(({ candidate, whyNot }) => showCandidate(candidate, whyNot)),
    },
  };
}

/** All prices that the variant with this SKU has, in every currency and in lists of every status; one batch. */
async function loadCandidates(database: D1Database, sku: string) {
  const db = drizzle(database);
  const claimed = and(eq(variant.sku, sku), eq(variant.claimsSku, true));
  const [variants, own, listed] = await db.batch([
    db.select({ id: variant.id }).from(variant).where(claimed),
    db
      .select({ currency: price.currency, amount: price.amount, compareAt: price.compareAt })
      .from(variant)
      .innerJoin(price, eq(price.variantId, variant.id))
      .where(claimed),
    db
      .select({
        minQuantity: listPrice.minQuantity,
        amount: listPrice.amount,
        compareAt: listPrice.compareAt,
        handle: priceList.handle,
        currency: priceList.currency,
        priceGroup: priceList.priceGroup,
        market: priceList.market,
        channel: priceList.channel,
        startsAtMs: priceList.startsAtMs,
        endsAtMs: priceList.endsAtMs,
        priority: priceList.priority,
        status: priceList.status,
        pricesIncludeTax: priceList.pricesIncludeTax,
      })
      .from(variant)
      .innerJoin(listPrice, eq(listPrice.variantId, variant.id))
      .innerJoin(priceList, eq(priceList.id, listPrice.listId))
      .where(claimed),
  ]);
  if (!variants[0]) return null;
  const candidates: PriceCandidate[] = [
    ...own.map((row) => ({ ...row, list: null, minQuantity: 1 })),
    ...listed.map(({ minQuantity, amount, compareAt, ...list }) => ({
      list,
      currency: list.currency,
      minQuantity,
      amount,
      compareAt,
    })),
  ];
  return { variantId: variants[0].id, candidates };
}

function showCandidate(candidate: PriceCandidate, outcome: "chosen" | WhyNot): ExplainedPrice {
  const { list, currency, minQuantity, amount, compareAt } = candidate;
  return {
    price_list: list?.handle ?? null,
    currency,
    min_quantity: minQuantity,
    amount,
    compare_at: compareAt,
    prices_include_tax: list?.pricesIncludeTax ?? null,
    priority: list?.priority ?? null,
    outcome,
  };
}
