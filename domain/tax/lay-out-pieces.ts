import { allocateByKey } from "../money/allocate-by-key.ts";
import type { Money } from "../money/money.ts";
import type { Taxation, TaxedKind } from "./resolve-taxation.ts";
import type { TaxAsk, TaxableShipping } from "./tax-ask.ts";
import type { ShippingTaxPolicy } from "./tax-settings.ts";

/** What is taxed as one: a line, or a part of a charge for shipping. */
export type Piece = {
  /** Sorts pieces the same way wherever they stood. */
  readonly key: string;
  readonly amount: Money;
  readonly quantity: number;
  readonly isInside: boolean;
  readonly taxation: Taxation;
};

type TaxationOf = (kind: TaxedKind) => Taxation;

/** One piece per line, in the order of the lines. */
export function piecesOfLines(ask: TaxAsk, taxationOf: TaxationOf): Piece[] {
  return ask.lines.map((line) => ({
    key: `line ${line.lineId}`,
    amount: line.amount,
    quantity: line.quantity,
    isInside: line.priceIncludesTax,
    taxation: taxationOf({
      category: line.taxCategory,
      forGoods: !line.isDigital,
      isGiftCard: line.isGiftCard,
    }),
  }));
}

/**
 * TAX-6 The pieces of each charge for shipping. `as_goods` divides a charge over the rates of the goods that are shipped, in
 * proportion to what they cost (discounts off, as they are priced); `highest_rate` takes the highest of those rates. A cart
 * of nothing but vouchers has no such goods: then the option's own category counts.
 */
export function piecesOfShipping(ask: TaxAsk, taxationOf: TaxationOf, policy: ShippingTaxPolicy): Piece[][] {
  const worth = policy === "own_category" ? [] : worthByTaxation(ask, taxationOf);

  return ask.shipping.map((charge) => {
    const own = taxationOf({ category: charge.taxCategory, forGoods: true, isGiftCard: false });
    if (worth.length === 0) return [pieceOf(charge, charge.amount, own, 0)];
    if (policy === "highest_rate") return [pieceOf(charge, charge.amount, highest(worth) ?? own, 0)];

    const shares = allocateByKey(
      charge.amount,
      worth.map(({ taxation, units }) => ({ key: taxation.key, weight: units })),
    );
    // A share of nothing is no part, unless the whole charge is nothing: then its first part stands for it.
    const parts = worth.flatMap(({ taxation }, index) => {
      const share = shares[index];
      const isEmpty = share === undefined || (share.amount === 0 && (charge.amount.amount > 0 || index > 0));
      return isEmpty ? [] : [pieceOf(charge, share, taxation, index)];
    });
    return parts;
  });
}

type Worth = { taxation: Taxation; units: number };

/** Sorted by the key of the taxation. */
function worthByTaxation(ask: TaxAsk, taxationOf: TaxationOf): Worth[] {
  const goods = ask.lines.filter(({ isGiftCard }) => !isGiftCard);
  const shipped = goods.filter(({ requiresShipping }) => requiresShipping);
  const rows = new Map<string, Worth>();
  for (const { taxCategory, amount } of shipped.length > 0 ? shipped : goods) {
    // What is shipped is goods, and shipping shares their treatment.
    const taxation = taxationOf({ category: taxCategory, forGoods: true, isGiftCard: false });
    const row = rows.get(taxation.key);
    if (row) {
      row.units += amount.amount;
      // Categories of one rate are one row, named by the least of them, wherever it stands in the cart.
      if (taxation.category < row.taxation.category) row.taxation = taxation;
    } else rows.set(taxation.key, { taxation, units: amount.amount });
  }
  return [...rows.values()].sort((left, right) => (left.taxation.key < right.taxation.key ? -1 : 1));
}

function highest(worth: readonly Worth[]): Taxation | undefined {
  let found: Taxation | undefined;
  for (const { taxation } of worth) {
    if (found === undefined || isHigher(taxation, found)) found = taxation;
  }
  return found;
}

function isHigher(left: Taxation, right: Taxation): boolean {
  if (!left.rate || !right.rate) return left.rate !== null;
  const [one, other] = [left.rate.factors, right.rate.factors];
  return one.total * other.scale > other.total * one.scale;
}

function pieceOf(charge: TaxableShipping, amount: Money, taxation: Taxation, index: number): Piece {
  const key = `shipping ${charge.id} ${index}`;
  return { key, amount, quantity: 1, isInside: charge.priceIncludesTax, taxation };
}
