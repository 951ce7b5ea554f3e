import type { Place } from "../place/place.ts";

/** What an external engine is asked. It gets no name, no street and no e-mail: places and amounts alone. */
export type TaxProviderRequest = {
  readonly currency: string;
  readonly day: string;
  readonly origin: Place;
  readonly destination: Place;
  /** Well formed, or null. */
  readonly vatId: string | null;
  readonly exemptionReason: string | null;
  readonly lines: readonly TaxProviderLine[];
  readonly shipping: readonly TaxProviderLine[];
};

export type TaxProviderLine = {
  readonly ref: string;
  /** In minor units, discounts off. */
  readonly amount: number;
  readonly quantity: number;
  readonly priceIncludesTax: boolean;
  readonly taxCategory: string;
  readonly kind: "goods" | "digital" | "gift_card" | "shipping";
};

/** What it says, parsed but not yet believed (see `read-tax-answer.ts`). */
export type TaxProviderAnswer = {
  readonly currency: string;
  readonly lines: readonly TaxProviderTax[];
  readonly shipping: readonly TaxProviderTax[];
  readonly taxTotal: number;
};

/** The tax on one line, inside its amount or on top of it as it was asked. */
export type TaxProviderTax = {
  readonly ref: string;
  readonly tax: number;
  readonly treatment: "taxed" | "no_rate" | "exempt" | "reverse_charge" | "voucher";
  readonly components: readonly { readonly name: string; readonly ratePpm: number; readonly tax: number }[];
};
