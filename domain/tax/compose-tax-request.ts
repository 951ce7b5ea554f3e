import type { Place } from "../place/place.ts";
import type { TaxAsk } from "./tax-ask.ts";
import type { TaxProviderRequest } from "./tax-provider.ts";
import { readVatId } from "./vat-id.ts";

/** What a tax provider is asked about a cart that is sent from `origin`. */
export function composeTaxRequest(ask: TaxAsk, origin: Place): TaxProviderRequest {
  const { vatId, exemption } = ask.customer;
  return {
    currency: ask.currency,
    day: ask.day,
    origin,
    destination: ask.destination,
    vatId: vatId === null ? null : (readVatId(vatId.text)?.id ?? null),
    exemptionReason: exemption?.reason ?? null,
    lines: ask.lines.map(({ lineId, amount, quantity, priceIncludesTax, taxCategory, ...line }) => ({
      ref: lineId,
      amount: amount.amount,
      quantity,
      priceIncludesTax,
      taxCategory,
      kind: line.isGiftCard ? "gift_card" : line.isDigital ? "digital" : "goods",
    })),
    shipping: ask.shipping.map(({ id, amount, priceIncludesTax, taxCategory }) => ({
      ref: id,
      amount: amount.amount,
      quantity: 1,
      priceIncludesTax,
      taxCategory,
      kind: "shipping",
    })),
  };
}
