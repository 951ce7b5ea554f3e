import { ok, type Result, refuse } from "../kernel/result.ts";
import { AMOUNT_MAX } from "../money/money.ts";
import type { CompiledTax } from "./compile-tax.ts";
import { composeTaxedCart } from "./compose-taxed-cart.ts";
import { piecesOfLines, piecesOfShipping } from "./lay-out-pieces.ts";
import { resolveTaxation } from "./resolve-taxation.ts";
import type { TaxAsk } from "./tax-ask.ts";
import { type TaxRefusal, taxPieces } from "./tax-pieces.ts";
import type { TaxRounding } from "./tax-settings.ts";
import type { TaxedCart } from "./taxed-cart.ts";

/**
 * TAX-1 Taxes the lines and the shipping of a cart by where it goes, what it is, when, and who buys. The only function that
 * says what tax an order bears, but for a tax provider's answer (`read-tax-answer.ts`), which becomes the same value.
 */
export function taxCart(ask: TaxAsk, tax: CompiledTax, rounding: TaxRounding): Result<TaxedCart, TaxRefusal> {
  const { currency } = ask;
  const priced = [...ask.lines, ...ask.shipping].reduce((sum, { amount }) => sum + BigInt(amount.amount), 0n);
  if (priced > AMOUNT_MAX) return refuse({ code: "amount_too_large", currency, amountMax: AMOUNT_MAX });

  const { taxationOf, considered } = resolveTaxation(ask, tax);
  const ofLines = piecesOfLines(ask, taxationOf);
  const ofShipping = piecesOfShipping(ask, taxationOf, tax.settings.shippingTax);

  const pieces = [...ofLines, ...ofShipping.flat()];
  const taxed = taxPieces(pieces, rounding, currency);
  if (!taxed.ok) return taxed;

  const explained = pieces.map(({ taxation }) => ({ category: taxation.category, zone: taxation.zone }));
  const partsOf = ofShipping.map((parts) => parts.length);
  return ok(composeTaxedCart(ask, { amounts: taxed.value, partsOf, where: explained, considered }));
}
