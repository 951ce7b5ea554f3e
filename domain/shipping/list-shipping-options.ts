import type { Money } from "../money/money.ts";
import type { ShippingOption } from "./shipping-option.ts";

/** An option that a buyer may choose, with its price in the buyer's currency (taxed later, as any price). */
export type ShippingOffer = { readonly option: ShippingOption; readonly price: Money };

/** Where the goods go and how they are paid; nothing is offered when there is nothing to ship. */
export type ShippingAsk = {
  readonly destinationCountry: string;
  readonly currency: string;
  readonly requiresShipping: boolean;
};

/** The options that reach the destination and have a price in the currency, in the merchant's order. */
export function listShippingOptions(options: readonly ShippingOption[], ask: ShippingAsk): ShippingOffer[] {
  if (!ask.requiresShipping) return [];

  return options.flatMap((option) => {
    const price = option.prices.find((candidate) => candidate.currency === ask.currency);
    return price && reaches(option, ask.destinationCountry) ? [{ option, price }] : [];
  });
}

function reaches(option: ShippingOption, country: string): boolean {
  return option.countries.length === 0 || option.countries.includes(country);
}
