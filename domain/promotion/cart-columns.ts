import { invariant } from "../kernel/invariant.ts";
import type { PromotedLine, PromotionAsk } from "./promotion-ask.ts";

/**
 * A cart as columns, a row per line: promotions are tried in many combinations, and columns of numbers are put back
 * and walked through at once. Rows are in the order of line ids, so that no answer depends on the order of the ask.
 */
export type CartColumns = {
  readonly lines: readonly PromotedLine[];
  /** Where in the ask each row stands. */
  readonly askedAt: Int32Array;
  readonly quantity: Float64Array;
  readonly base: Float64Array;
  /** All bases together. */
  readonly value: number;
  /** Of the base, what no promotion has taken yet. */
  readonly left: Float64Array;
  readonly reduced: Uint8Array;
  /** Reduced, or made cheaper by a promotion. */
  readonly lowered: Uint8Array;
  /** Rows from the cheapest unit to the dearest, before discounts. */
  readonly byPrice: Int32Array;
};

export function layOutCart({ lines: asked, currency }: PromotionAsk): CartColumns {
  const places = asked.map((line, at) => ({ line, at })).sort(byLineId);
  const lines = places.map(({ line }) => line);
  const quantity = new Float64Array(lines.length);
  const base = new Float64Array(lines.length);
  const reduced = new Uint8Array(lines.length);
  const unitPrices: number[] = [];
  let earlierId: string | null = null;
  let value = 0;
  let row = 0;
  for (const line of lines) {
    const { unitPrice } = line;
    invariant(Number.isSafeInteger(line.quantity) && line.quantity > 0, "PRM-1 a line has whole units");
    invariant(unitPrice.amount >= 0 && unitPrice.currency === currency, "PRM-1 a price is of the cart");
    invariant(line.lineId !== earlierId, "PRM-1 a line id occurs once");
    earlierId = line.lineId;
    unitPrices.push(unitPrice.amount);
    quantity[row] = line.quantity;
    base[row] = unitPrice.amount * line.quantity;
    value += unitPrice.amount * line.quantity;
    reduced[row] = line.isReduced ? 1 : 0;
    row += 1;
  }
  const byPrice = lines
    .map((_, at) => at)
    .sort((a, b) => (unitPrices[a] ?? 0) - (unitPrices[b] ?? 0) || a - b);
  return {
    lines,
    askedAt: Int32Array.from(places.map(({ at }) => at)),
    quantity,
    base,
    value,
    left: base.slice(),
    reduced,
    lowered: reduced.slice(),
    byPrice: Int32Array.from(byPrice),
  };
}

/** Back to before the first promotion. */
export function putBack({ base, left, reduced, lowered }: CartColumns): void {
  left.set(base);
  lowered.set(reduced);
}

/**
 * PRM-1 The only way in which a line becomes cheaper: never by more than what is left of it. (The message has no figures,
 * since making it would take longer than all the rest.)
 */
export function takeOffLine({ left, lowered }: CartColumns, row: number, amount: number): void {
  const before = left[row] ?? 0;
  invariant(
    Number.isSafeInteger(amount) && amount > 0 && amount <= before,
    "PRM-1 a discount is within what is left",
  );
  left[row] = before - amount;
  lowered[row] = 1;
}

type Placed = { readonly line: PromotedLine; readonly at: number };

function byLineId({ line: { lineId: one } }: Placed, { line: { lineId: other } }: Placed): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
