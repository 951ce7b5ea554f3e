import type { LineView, RecordView } from "../../../contracts/rpc/orders.ts";
import type { Result } from "../../../domain/kernel/result.ts";
import { keptStepAt } from "../../../domain/pricing/kept-steps.ts";
import type { PricingBundle } from "../../../domain/pricing/pricing-bundle.ts";
import type { Quote } from "../../../domain/pricing/quote.ts";
import { type QuoteRefusal, quoteCart } from "../../../domain/pricing/quote-cart.ts";
import { problem } from "../../../platform/http/problem.ts";

type Priced = Pick<RecordView, "currency" | "country" | "shippingOptionId"> & { lines: readonly LineView[] };

/** What these lines cost, by the one pure rule. */
export function quoteRecord(record: Priced, bundle: PricingBundle): Result<Quote, QuoteRefusal> {
  return quoteCart(
    {
      currency: record.currency,
      lines: record.lines.map((line) => ({
        lineId: line.id,
        quantity: line.quantity,
        unitPrice: line.unitPrice,
        priceIncludesTax: keptStepAt(line.priceSteps ?? [], line.quantity)?.[3] ?? undefined,
        taxCategory: line.taxCategory,
        requiresShipping: line.requiresShipping,
      })),
      destinationCountry: record.country,
      shippingOptionId: record.shippingOptionId,
    },
    bundle,
  );
}

/** For showing a cart: a shipping option that no longer applies is shown as not chosen. */
export function quoteToShow(record: Priced, bundle: PricingBundle): Quote {
  const quoted = quoteRecord(record, bundle);
  if (quoted.ok) return quoted.value;
  if (quoted.refusal.code === "shipping_option_unavailable") {
    return quoteToShow({ ...record, shippingOptionId: null }, bundle);
  }
  throw quoteProblem(quoted.refusal);
}

/** The one translation of a quote's refusal into an answer. */
export function quoteProblem(refusal: QuoteRefusal) {
  switch (refusal.code) {
    case "currency_not_sold":
      return problem("currency_not_sold", { members: { currencies: refusal.sold } });
    case "shipping_option_unavailable":
      return problem("shipping_option_unavailable", {
        errors: [
          {
            pointer: "/shipping_option_id",
            detail: `does not ship to ${refusal.destinationCountry} in ${refusal.currency}`,
          },
        ],
      });
    case "amount_too_large":
      return problem("limit_exceeded", { members: { limit: "amount", allowed: refusal.amountMax } });
  }
}
