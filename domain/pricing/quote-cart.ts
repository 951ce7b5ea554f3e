import { ok, type Result, refuse } from "../kernel/result.ts";
import { sumMoney } from "../money/add-money.ts";
import { AMOUNT_MAX, type Money } from "../money/money.ts";
import { multiplyMoney } from "../money/multiply-money.ts";
import { listShippingOptions, type ShippingOffer } from "../shipping/list-shipping-options.ts";
import { findTaxRate } from "../tax/find-tax-rate.ts";
import { taxLine } from "../tax/tax-line.ts";
import type { TaxRate } from "../tax/tax-rate.ts";
import { breakDownTaxes } from "./break-down-taxes.ts";
import { type Charge, exactTotal } from "./exact-total.ts";
import type { PricingBundle } from "./pricing-bundle.ts";
import type { Quote, QuotedLine, QuotedShipping } from "./quote.ts";
import type { LineAsk, QuoteAsk } from "./quote-ask.ts";

/** Why a cart has no quote, with the facts to mend it. */
export type QuoteRefusal =
  | { code: "currency_not_sold"; currency: string; sold: readonly string[] }
  | { code: "shipping_option_unavailable"; optionId: string; destinationCountry: string; currency: string }
  | { code: "amount_too_large"; currency: string; amountMax: number };

/**
 * Prices a cart: the only function that says what a buyer pays. Lines keep the order of the cart, and no total depends
 * on it. Totals add lines that were taxed and rounded once (TAX-1), after one exact look at their sum (PRC-1). A shipping option chosen for a cart in which nothing needs shipping (any more) is passed over, not refused.
 */
export function quoteCart(ask: QuoteAsk, bundle: PricingBundle): Result<Quote, QuoteRefusal> {
  const { currency, shippingOptionId: optionId } = ask;
  const sold = bundle.currencies.find(({ code }) => code === currency);
  if (!sold) {
    return refuse({ code: "currency_not_sold", currency, sold: bundle.currencies.map(({ code }) => code) });
  }

  const destinationCountry = ask.destinationCountry ?? bundle.defaultCountry;
  const requiresShipping = ask.lines.some((line) => line.requiresShipping);
  const shippingAsk = { destinationCountry, currency, requiresShipping };
  const offer = listShippingOptions(bundle.shippingOptions, shippingAsk).find(
    ({ option }) => option.id === optionId,
  );
  if (requiresShipping && optionId !== null && !offer) {
    return refuse({ code: "shipping_option_unavailable", optionId, destinationCountry, currency });
  }

  const rateFor = (taxCategory: string) => findTaxRate(bundle.taxRates, destinationCountry, taxCategory);
  const charges: Charge[] = ask.lines.map((line) => ({ ...line, rate: rateFor(line.taxCategory) }));
  if (offer) charges.push({ unitPrice: offer.price, quantity: 1, rate: rateFor(offer.option.taxCategory) });
  if (exactTotal(charges, sold) > AMOUNT_MAX) {
    return refuse({ code: "amount_too_large", currency, amountMax: AMOUNT_MAX });
  }

  const { pricesIncludeTax } = sold;
  const lines = ask.lines.map((line) => quoteLine(line, rateFor(line.taxCategory), pricesIncludeTax));
  const shipping = offer ? quoteShipping(offer, rateFor(offer.option.taxCategory), pricesIncludeTax) : null;
  const taxed = shipping ? [...lines, shipping] : lines;
  const sum = (amounts: readonly Money[]) => sumMoney(amounts, currency);

  return ok({
    currency,
    bundleVersion: bundle.version,
    pricesIncludeTax,
    destinationCountry,
    lines,
    shipping,
    requiresShipping,
    // TAX-2 Lines may be priced either way; what adds them up is of one kind, and says which.
    subtotal: sum(lines.map(({ net, total }) => (pricesIncludeTax ? total : net))),
    shippingTotal: sum(shipping ? [shipping.total] : []),
    taxTotal: sum(taxed.map(({ tax }) => tax)),
    total: sum(taxed.map(({ total }) => total)),
    taxes: breakDownTaxes(taxed),
    rounding: "half_up_per_line",
  });
}

function quoteLine(line: LineAsk, rate: TaxRate | null, pricesIncludeTax: boolean): QuotedLine {
  const { lineId, quantity, unitPrice, priceIncludesTax } = line;
  const subtotal = multiplyMoney(unitPrice, quantity);
  const taxed = taxLine(subtotal, rate, priceIncludesTax ?? pricesIncludeTax);
  const said = priceIncludesTax === undefined ? {} : { priceIncludesTax };
  return { lineId, quantity, unitPrice, ...said, subtotal, ...taxed };
}

function quoteShipping(
  offer: ShippingOffer,
  rate: TaxRate | null,
  pricesIncludeTax: boolean,
): QuotedShipping {
  const { option, price } = offer;
  return { optionId: option.id, name: option.name, price, ...taxLine(price, rate, pricesIncludeTax) };
}
