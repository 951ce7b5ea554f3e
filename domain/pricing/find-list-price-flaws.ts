import { type Flaw, findRepeats } from "../catalog/flaw.ts";
import { PRICE_LIST_LIMITS } from "./price-list.ts";

/** A price of a list as staff send it. */
export type SentPrice = {
  readonly sku: string;
  readonly minQuantity: number;
  readonly amount: number;
  readonly compareAt: number | null;
};

/** How many prices a variant would have with those that were sent. */
export type Crowd = {
  readonly sku: string;
  readonly tiers: number;
  readonly quantities: number;
  readonly rows: number;
};

/** PRC-8 Prices of a list make sense together: each of a variant that there is, one per quantity, within the limits. */
export function findListPriceFlaws(
  prices: readonly SentPrice[],
  knownSkus: ReadonlySet<string>,
  crowds: readonly Crowd[],
): Flaw[] {
  const crowded = new Map(crowds.flatMap((crowd) => [[crowd.sku, describeCrowd(crowd)] as const]));
  const each = prices.flatMap(({ sku, amount, compareAt }, index): Flaw[] => {
    const at = ["prices", index] as const;
    const crowd = crowded.get(sku);
    return [
      ...(knownSkus.has(sku) ? [] : [{ at: [...at, "sku"], detail: "is no SKU of the shop" }]),
      ...(compareAt !== null && compareAt <= amount
        ? [{ at: [...at, "compare_at"], detail: "is not more than the amount" }]
        : []),
      ...(crowd ? [{ at: [...at, "min_quantity"], detail: crowd }] : []),
    ];
  });
  const repeated = findRepeats(
    prices,
    ({ sku, minQuantity }) => `${sku} ${minQuantity}`,
    (index) => ["prices", index],
    "this SKU and quantity have a price already",
  );
  return [...each, ...repeated];
}

function describeCrowd({ tiers, quantities, rows }: Crowd): string | null {
  const { tiersMax, quantitiesMax, rowsOfVariantMax } = PRICE_LIST_LIMITS;
  if (tiers > tiersMax) return `a variant has at most ${tiersMax} prices in a list`;
  if (quantities > quantitiesMax)
    return `a variant's prices change at no more than ${quantitiesMax} quantities, over all lists`;
  return rows > rowsOfVariantMax ? `a variant has at most ${rowsOfVariantMax} prices in all lists` : null;
}
