import { type PriceListTerms, type Standing, standingOf } from "./price-list.ts";

/** A price that a variant might have: its own (`list` null), or a row of a price list. In minor units. */
export type PriceCandidate = {
  readonly list: PriceListTerms | null;
  readonly currency: string;
  /** From how many units on. */
  readonly minQuantity: number;
  readonly amount: number;
  /** What it is compared with, such as the price before a sale. */
  readonly compareAt: number | null;
};

/** Who asks for the price, of how many units, and when. */
export type PriceAsk = {
  readonly currency: string;
  readonly quantity: number;
  readonly channel: string;
  readonly market: string | null;
  readonly priceGroup: string | null;
  readonly nowMs: number;
};

/** Why a candidate is not the price: it does not apply, or another one that does comes before it. */
export type WhyNot =
  | "other_currency"
  | NonNullable<Standing>
  | "other_price_group"
  | "other_market"
  | "other_channel"
  | "too_few_units"
  | "better_tier"
  | "lower_priority"
  | "higher_price"
  | "same_price";

export type PriceChoice = {
  /** Null when nothing applies: the variant has no price for this ask. */
  readonly chosen: PriceCandidate | null;
  /** All others, those that apply first, each in the order in which they would be chosen. */
  readonly others: readonly { readonly candidate: PriceCandidate; readonly whyNot: WhyNot }[];
};

/**
 * PRC-3 The only function that says which price applies. Of the candidates that apply, the list with the highest
 * priority is followed, and the variant's own price after every list; of equal priorities the lowest price, then the
 * first handle. Within a list the lowest price of the tiers that are reached counts, so buying more never costs more
 * apiece there. A list is followed from its first tier on, also where that is dearer than what a list of lower priority gave
 * for fewer units: merchants say by priority which list is meant, and not which is cheapest. The order is total: what the
 * candidates come in makes no difference.
 */
export function choosePrice(candidates: readonly PriceCandidate[], ask: PriceAsk): PriceChoice {
  const judged = candidates
    .toSorted(byPreference)
    .map((candidate) => ({ candidate, whyNot: whyNotAtAll(candidate, ask) }));
  const chosen = judged.find(({ whyNot }) => whyNot === null)?.candidate ?? null;

  const applying: { candidate: PriceCandidate; whyNot: WhyNot }[] = [];
  const strangers: { candidate: PriceCandidate; whyNot: WhyNot }[] = [];
  for (const { candidate, whyNot } of judged) {
    if (candidate === chosen) continue;
    if (whyNot !== null) strangers.push({ candidate, whyNot });
    else if (chosen) applying.push({ candidate, whyNot: whyBehind(candidate, chosen) });
  }
  return { chosen, others: [...applying, ...strangers] };
}

function whyNotAtAll({ list, currency, minQuantity }: PriceCandidate, ask: PriceAsk): WhyNot | null {
  if (currency !== ask.currency) return "other_currency";
  if (list) {
    const standing = standingOf(list, ask.nowMs);
    if (standing !== null) return standing;
    if (list.priceGroup !== null && list.priceGroup !== ask.priceGroup) return "other_price_group";
    if (list.market !== null && list.market !== ask.market) return "other_market";
    if (list.channel !== null && list.channel !== ask.channel) return "other_channel";
  }
  return ask.quantity < minQuantity ? "too_few_units" : null;
}

function whyBehind(candidate: PriceCandidate, chosen: PriceCandidate): WhyNot {
  if (candidate.list?.handle === chosen.list?.handle) return "better_tier";
  if (candidate.list === null || candidate.list.priority !== chosen.list?.priority) return "lower_priority";
  return candidate.amount > chosen.amount ? "higher_price" : "same_price";
}

/** No two prices of a variant are equal in all of these. */
function byPreference(one: PriceCandidate, other: PriceCandidate): number {
  return (
    Number(one.list === null) - Number(other.list === null) ||
    (other.list?.priority ?? 0) - (one.list?.priority ?? 0) ||
    one.amount - other.amount ||
    byCodeUnit(one.list?.handle ?? "", other.list?.handle ?? "") ||
    other.minQuantity - one.minQuantity ||
    byCodeUnit(one.currency, other.currency)
  );
}

function byCodeUnit(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
