import { ok, type Result, refuse } from "../kernel/result.ts";
import type { CompiledTax } from "./compile-tax.ts";
import { composeTaxedCart } from "./compose-taxed-cart.ts";
import { readTaxAnswer, type TaxAnswerFlaw } from "./read-tax-answer.ts";
import type { TaxAsk } from "./tax-ask.ts";
import { taxCart } from "./tax-cart.ts";
import { type TaxRefusal, taxPieces } from "./tax-pieces.ts";
import type { TaxProviderAnswer } from "./tax-provider.ts";
import type { TaxRounding } from "./tax-settings.ts";
import type { TaxedCart } from "./taxed-cart.ts";

/** What a shop wants where its tax provider does not answer, or answers what does not add up. */
export type TaxFallback = "fail" | "use_own_rates" | "no_tax_and_flag";

/** Why there is no answer; of the adapter that asked. */
export type NoTaxAnswer = { readonly code: "timed_out" | "unreachable" | "refused" };

/** A taxed cart and who reckoned it. Anything but `provider` is for staff to look at: `why` says what was wrong. */
export type ProviderTax = {
  readonly taxed: TaxedCart;
  readonly source: "provider" | "own_rates" | "no_tax";
  readonly why: NoTaxAnswer | TaxAnswerFlaw | null;
};

/** TAX-7 The provider's answer where it adds up, else what the shop's policy says: data, and the same on every retry. */
export function settleProviderTax(
  ask: TaxAsk,
  answer: Result<TaxProviderAnswer, NoTaxAnswer>,
  fallback: TaxFallback,
  own: { readonly tax: CompiledTax; readonly rounding: TaxRounding },
): Result<ProviderTax, TaxRefusal | { code: "tax_unavailable"; why: NoTaxAnswer | TaxAnswerFlaw }> {
  const read = answer.ok ? readTaxAnswer(ask, answer.value) : answer;
  if (read.ok) return ok({ taxed: read.value, source: "provider", why: null });

  const why = read.refusal;
  if (fallback === "fail") return refuse({ code: "tax_unavailable", why });

  const taxed =
    fallback === "use_own_rates" ? taxCart(ask, own.tax, own.rounding) : leaveUntaxed(ask, own.rounding);
  return taxed.ok
    ? ok({ taxed: taxed.value, source: fallback === "use_own_rates" ? "own_rates" : "no_tax", why })
    : taxed;
}

function leaveUntaxed(ask: TaxAsk, rounding: TaxRounding): Result<TaxedCart, TaxRefusal> {
  const taxation = {
    key: "",
    treatment: "not_reckoned",
    rate: null,
    homeRate: null,
    zone: null,
    category: "",
  } as const;
  const all = [...ask.lines, ...ask.shipping];
  const pieces = all.map(({ amount, priceIncludesTax }, index) => {
    return { key: String(index), amount, quantity: 1, isInside: priceIncludesTax, taxation };
  });
  const taxed = taxPieces(pieces, rounding, ask.currency);
  if (!taxed.ok) return taxed;
  return ok(
    composeTaxedCart(ask, {
      amounts: taxed.value,
      partsOf: ask.shipping.map(() => 1),
      where: [],
      considered: [],
    }),
  );
}
