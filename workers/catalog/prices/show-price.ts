import type { z } from "zod";
import type * as wire from "../../../contracts/http/store/product.ts";
import type { Shelf } from "../../../domain/catalog/resolve-shelf.ts";
import { type PriceStep, stepAt } from "../../../domain/pricing/price-steps.ts";

type Shown = Pick<
  z.input<typeof wire.Variant>,
  "price" | "compare_at" | "prices_include_tax" | "price_tiers"
>;

/** What a variant costs, as shoppers see it. */
export function showPrice(steps: readonly PriceStep[], { currency, pricesIncludeTax }: Shelf): Shown {
  const priced = (amount: number | null) => (amount === null ? null : { amount, currency });
  const single = stepAt(steps, 1);
  const isSimple = steps.length <= 1 && single !== null;
  return {
    price: priced(single?.amount ?? null),
    compare_at: priced(single?.compareAt ?? null),
    prices_include_tax: single?.includesTax ?? pricesIncludeTax,
    price_tiers: isSimple
      ? []
      : steps.map((step) => ({
          min_quantity: step.minQuantity,
          price: { amount: step.amount, currency },
          compare_at: priced(step.compareAt),
          prices_include_tax: step.includesTax ?? pricesIncludeTax,
        })),
  };
}
