import { STANDARD_TAX_CATEGORY } from "./tax-rate.ts";

/** One of the taxes that a rate is made of, such as a province's beside the federal one. */
export type TaxComponent = {
  /** What the buyer reads on the receipt. */
  readonly name: string;
  /** Parts per million; zero is a real rate (zero-rated goods), unlike having no rate at all. */
  readonly ratePpm: number;
  /** Whether it is laid on the taxes before it too (tax on tax), as Québec's was until 2013. */
  readonly isCompound: boolean;
};

/** What is taken of one category of goods in one zone, from a day on. */
export type DatedTaxRate = {
  readonly zone: string;
  readonly category: string;
  /** In the order they are laid on; none is no tax, and ends an earlier rate. */
  readonly components: readonly TaxComponent[];
  /** The first and the last day (ISO, `2025-08-01`) that it is in force; null: open. */
  readonly fromDay: string | null;
  readonly toDay: string | null;
};

/** What settings may hold; whatever takes them refuses more. */
export const TAX_LIMITS = {
  componentsMax: 5,
  ratePpmMax: 1_000_000,
  zonesMax: 500,
  ratesMax: 5_000,
} as const;

/**
 * TAX-3 The rate of a category on a day: of those in force the one that began last, so that a new row is enough to change a
 * rate and the old one stays as it was. Where the category has none, the zone's "standard" counts: a forgotten row then
 * over-collects, which can be paid back, and never under-collects. Null when there is no such row either.
 */
export function rateOn(rates: readonly DatedTaxRate[], category: string, day: string): DatedTaxRate | null {
  return latest(rates, category, day) ?? latest(rates, STANDARD_TAX_CATEGORY, day);
}

function latest(rates: readonly DatedTaxRate[], category: string, day: string): DatedTaxRate | null {
  let found: DatedTaxRate | null = null;
  for (const rate of rates) {
    if (rate.category !== category || !isInForce(rate, day)) continue;
    if (found === null || (rate.fromDay ?? "") > (found.fromDay ?? "")) found = rate;
  }
  return found;
}

/** ISO days are compared as texts: same length, most significant digit first. */
function isInForce({ fromDay, toDay }: DatedTaxRate, day: string): boolean {
  return (fromDay === null || fromDay <= day) && (toDay === null || day <= toDay);
}
