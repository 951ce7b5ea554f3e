import { ok, type Result, refuse } from "../kernel/result.ts";
import { subtractMoney } from "../money/add-money.ts";
import { AMOUNT_MAX, type Money, money } from "../money/money.ts";
import { portionsOfLines } from "../money/portions-of-lines.ts";
import { divideTax } from "./divide-tax.ts";
import type { Piece } from "./lay-out-pieces.ts";
import { factorsTake } from "./tax-factors.ts";
import type { TaxRounding } from "./tax-settings.ts";
import type { TaxedAmount } from "./taxed-cart.ts";

export type TaxRefusal = { code: "amount_too_large"; currency: string; amountMax: number };

/** A piece whose own country's tax is out of it, where it has to be. */
type Open = { readonly piece: Piece; readonly base: Money; readonly isInside: boolean };

/**
 * TAX-1 Taxes pieces, and rounds once (MON-5): per unit, per line, or per rate of the whole order (prices with tax inside and
 * without each for themselves), so that pieces re-add under every policy. All taxes of a rate are rounded as one, as the
 * Streamlined Sales Tax Agreement (section 324) has it, and then divided. Tax that is taken out of a gross price is
 * rounded per piece.
 */
export function taxPieces(
  pieces: readonly Piece[],
  rounding: TaxRounding,
  currency: string,
): Result<TaxedAmount[], TaxRefusal> {
  const open = pieces.map((piece) => openPiece(piece, rounding));
  if (open.reduce((sum, one) => sum + mostToPay(one, rounding), 0n) > AMOUNT_MAX) {
    return refuse({ code: "amount_too_large", currency, amountMax: AMOUNT_MAX });
  }

  const taxes = roundTaxes(open, rounding);
  return ok(open.map((one, index) => taxedAmount(one, taxes[index] ?? money(0, currency))));
}

function openPiece(piece: Piece, { mode }: TaxRounding): Open {
  const { amount, taxation } = piece;
  const home = piece.isInside ? taxation.homeRate : null;
  if (!home) return { piece, base: amount, isInside: piece.isInside };

  const out = factorsTake(amount.amount, home.factors, true, mode);
  return { piece, base: money(amount.amount - Number(out), amount.currency), isInside: false };
}

/** PRC-1 No amount is negative, so every figure is at most what all pieces may come to: when that fits, all do. */
function mostToPay({ piece, base, isInside }: Open, { mode, per }: TaxRounding): bigint {
  const factors = piece.taxation.rate?.factors;
  const amount = BigInt(base.amount);
  if (!factors || isInside) return amount;
  const most = amount + factorsTake(base.amount, factors, false, per === "line" ? mode : "up");
  return per === "unit" ? most + BigInt(piece.quantity) : most;
}

function roundTaxes(open: readonly Open[], { mode, per }: TaxRounding): Money[] {
  const groups = new Map<string, number[]>();
  for (const [index, { piece, isInside }] of open.entries()) {
    const { rate } = piece.taxation;
    if (!rate) continue;
    const key = `${isInside} ${rate.key}`;
    const group = groups.get(key);
    if (group) group.push(index);
    else groups.set(key, [index]);
  }

  const taxes = open.map(({ base }) => money(0, base.currency));
  for (const indexes of groups.values()) {
    const members = indexes.flatMap((index) => open[index] ?? []);
    const [first] = members;
    const factors = first?.piece.taxation.rate?.factors;
    if (!first || !factors) continue;
    const portions = portionsOfLines(
      members.map(({ piece, base }) => ({ key: piece.key, amount: base, quantity: piece.quantity })),
      per,
      ({ amount, currency }) => money(Number(factorsTake(amount, factors, first.isInside, mode)), currency),
    );
    for (const [at, index] of indexes.entries()) taxes[index] = portions[at] ?? money(0, first.base.currency);
  }
  return taxes;
}

function taxedAmount({ piece, base, isInside }: Open, tax: Money): TaxedAmount {
  const { amount, taxation } = piece;
  const { rate, treatment } = taxation;
  const shares = rate ? divideTax(tax.amount, rate.factors) : [];
  return {
    amount,
    homeTaxOut: subtractMoney(amount, base),
    isTaxInside: isInside,
    net: isInside ? subtractMoney(base, tax) : base,
    tax,
    total: isInside ? base : money(base.amount + tax.amount, base.currency),
    treatment,
    components: (rate?.components ?? []).map(({ name, ratePpm, isCompound }, index) => ({
      name,
      ratePpm,
      isCompound,
      tax: money(shares[index] ?? 0, amount.currency),
    })),
  };
}
