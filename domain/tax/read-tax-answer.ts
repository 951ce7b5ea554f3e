import { ok, type Result, refuse } from "../kernel/result.ts";
import { AMOUNT_MAX, type Money, money } from "../money/money.ts";
import { composeTaxedCart } from "./compose-taxed-cart.ts";
import { TAX_LIMITS } from "./dated-rate.ts";
import type { TaxAsk } from "./tax-ask.ts";
import type { TaxProviderAnswer, TaxProviderTax } from "./tax-provider.ts";
import type { TaxedAmount, TaxedCart } from "./taxed-cart.ts";

/** What is wrong with a provider's answer; `ref` is the line, or null for the whole. */
export type TaxAnswerFlaw = {
  readonly code:
    | "currency_differs"
    | "not_the_lines_asked"
    | "tax_not_whole"
    | "tax_negative"
    | "tax_above_amount"
    | "rate_out_of_range"
    | "treatment_contradicts_tax"
    | "components_do_not_add_up"
    | "total_does_not_add_up"
    | "amount_too_large";
  readonly ref: string | null;
};

type Asked = { readonly ref: string; readonly amount: Money; readonly priceIncludesTax: boolean };

/**
 * TAX-7 Believes a tax provider only what adds up: every line once, in the cart's currency, whole units, no tax below zero nor
 * above what it is laid on, components that sum to the tax and taxes that sum to the total. Its figures are not rounded
 * again. Whatever fails here is as if it had not answered.
 */
export function readTaxAnswer(ask: TaxAsk, answer: TaxProviderAnswer): Result<TaxedCart, TaxAnswerFlaw> {
  if (answer.currency !== ask.currency) return refuse({ code: "currency_differs", ref: null });

  const lines = ask.lines.map(({ lineId, ...line }) => ({ ref: lineId, ...line }));
  const shipping = ask.shipping.map(({ id, ...charge }) => ({ ref: id, ...charge }));
  const pairs = [...pair(lines, answer.lines), ...pair(shipping, answer.shipping)];
  const isComplete =
    lines.length === answer.lines.length && shipping.length === answer.shipping.length && pairs.every(isPair);
  if (!isComplete) return refuse({ code: "not_the_lines_asked", ref: null });

  const found = pairs.filter(isPair);
  for (const { asked, tax } of found) {
    const code = findFlaw(asked.amount.amount, tax);
    if (code) return refuse({ code, ref: asked.ref });
  }
  // Each tax is at most its amount, which is at most AMOUNT_MAX: a few thousand of them stay exact integers.
  if (found.reduce((sum, { tax }) => sum + tax.tax, 0) !== answer.taxTotal) {
    return refuse({ code: "total_does_not_add_up", ref: null });
  }
  const toPay = found.reduce(
    (sum, { asked, tax }) => sum + BigInt(asked.amount.amount + (asked.priceIncludesTax ? 0 : tax.tax)),
    0n,
  );
  if (toPay > AMOUNT_MAX) return refuse({ code: "amount_too_large", ref: null });

  const amounts = found.map(({ asked, tax }) => taxedAmount(asked, tax));
  return ok(
    composeTaxedCart(ask, { amounts, partsOf: ask.shipping.map(() => 1), where: [], considered: [] }),
  );
}

type Pair = { readonly asked: Asked; readonly tax: TaxProviderTax };

function pair(
  asked: readonly Asked[],
  taxes: readonly TaxProviderTax[],
): { asked: Asked; tax?: TaxProviderTax }[] {
  const byRef = new Map(taxes.map((tax) => [tax.ref, tax]));
  return asked.map((one) => {
    const tax = byRef.get(one.ref);
    return tax ? { asked: one, tax } : { asked: one };
  });
}

function isPair(one: { asked: Asked; tax?: TaxProviderTax }): one is Pair {
  return one.tax !== undefined;
}

function findFlaw(
  amount: number,
  { tax, treatment, components }: TaxProviderTax,
): TaxAnswerFlaw["code"] | null {
  const taxes = [tax, ...components.map((component) => component.tax)];
  if (!taxes.every(Number.isSafeInteger)) return "tax_not_whole";
  if (taxes.some((one) => one < 0)) return "tax_negative";
  if (tax > amount) return "tax_above_amount";
  const isRate = (ppm: number) => Number.isSafeInteger(ppm) && ppm >= 0 && ppm <= TAX_LIMITS.ratePpmMax;
  if (components.length > TAX_LIMITS.componentsMax || !components.every(({ ratePpm }) => isRate(ratePpm))) {
    return "rate_out_of_range";
  }
  if ((treatment === "taxed") !== components.length > 0) return "treatment_contradicts_tax";
  const sum = components.reduce((all, component) => all + component.tax, 0);
  return sum === tax ? null : "components_do_not_add_up";
}

function taxedAmount(
  { amount, priceIncludesTax }: Asked,
  { tax, treatment, components }: TaxProviderTax,
): TaxedAmount {
  const units = (value: number) => money(value, amount.currency);
  return {
    amount,
    homeTaxOut: units(0),
    isTaxInside: priceIncludesTax,
    net: priceIncludesTax ? units(amount.amount - tax) : amount,
    tax: units(tax),
    total: priceIncludesTax ? amount : units(amount.amount + tax),
    treatment,
    components: components.map(({ name, ratePpm, tax: part }) => {
      return { name, ratePpm, isCompound: false, tax: units(part) };
    }),
  };
}
