import { sumPerItem } from "../inventory/sum-per-item.ts";
import { ok, type Result, refuse } from "../kernel/result.ts";
import { keptStepAt } from "../pricing/kept-steps.ts";
import type { CartLine, VariantSnapshot } from "./cart-line.ts";
import { laterDescription } from "./later-description.ts";

export type LineLimits = { linesMax: number; unitsOfLineMax: number };
export type LineRefusal =
  | { code: "too_many_lines"; allowed: number }
  | { code: "too_many_units"; allowed: number }
  | { code: "worth_too_much"; allowed: number }
  | { code: "too_many_units_of_item"; allowed: number }
  | { code: "too_many_price_tiers"; allowed: number }
  /** There is a price for `allowed` units and more, and none for so few. */
  | { code: "too_few_units"; allowed: number }
  | { code: "unknown_line" };

/** MON-2 The most a cart may be worth before tax and shipping, in minor units: leaves room for both. */
export const CART_WORTH_MAX = 1_000_000_000_000;

/** Of all lines together: a cart of the largest size keeps 20 of each line, and fits its row. */
export const PRICE_STEPS_MAX = 6_000;

/** INV-5 The most units of one item that stock is asked for in one question; bundles of it add up. */
export const ITEM_UNITS_MAX = 10_000_000;

/**
 * Every change of lines, prices or components ends here, so that a cart can always be quoted and asked for.
 * PRC-9 Each line has the price of its quantity.
 */
export function settleLines(changed: readonly CartLine[]): Result<CartLine[], LineRefusal> {
  const lines: CartLine[] = [];
  for (const line of changed) {
    const priced = priceLine(line);
    if (!priced.ok) return priced;
    lines.push(priced.value);
  }
  const steps = lines.reduce((sum, { priceSteps = [] }) => sum + priceSteps.length, 0);
  if (steps > PRICE_STEPS_MAX) return refuse({ code: "too_many_price_tiers", allowed: PRICE_STEPS_MAX });
  const worth = lines.reduce((sum, line) => sum + line.unitPrice.amount * line.quantity, 0);
  if (worth > CART_WORTH_MAX) return refuse({ code: "worth_too_much", allowed: CART_WORTH_MAX });
  const isTooMuch = sumPerItem(lines).some(({ units }) => units > ITEM_UNITS_MAX);
  return isTooMuch ? refuse({ code: "too_many_units_of_item", allowed: ITEM_UNITS_MAX }) : ok(lines);
}

function priceLine(line: CartLine): Result<CartLine, LineRefusal> {
  const { priceSteps, quantity, unitPrice } = line;
  if (!priceSteps) return ok(line);
  const step = keptStepAt(priceSteps, quantity);
  if (!step) return refuse({ code: "too_few_units", allowed: priceSteps[0]?.[0] ?? 1 });
  return ok({ ...line, unitPrice: { amount: step[1], currency: unitPrice.currency } });
}

/** The line with the variant as the catalog describes it now: nothing of the earlier description stays. */
export function refreshLine({ id, quantity }: CartLine, variant: VariantSnapshot): CartLine {
  return { ...variant, id, quantity };
}

/**
 * The lines with their variants as the catalog describes them now. PRC-10 Of a variant that is gone, and of all where the cart
 * can't keep what was read, what was read before counts for nothing.
 */
export function refreshLines(
  lines: readonly CartLine[],
  variants: ReadonlyMap<string, VariantSnapshot>,
  gone: ReadonlySet<string>,
): CartLine[] {
  const refreshed = lines.map((line) => {
    if (gone.has(line.variantId)) return forgetReading(line);
    const variant = variants.get(line.variantId);
    return variant ? refreshLine(line, variant) : line;
  });
  const settled = settleLines(refreshed);
  return settled.ok ? settled.value : lines.map(forgetReading);
}

function forgetReading({ asOf: _, ...line }: CartLine): CartLine {
  return line;
}

export type AddedLine = { lineId: string; variant: VariantSnapshot; quantity: number };

/**
 * Adds units of variants; one that is in the cart already, or is named twice, grows, with the newest snapshot. What they
 * cost shows when all are there.
 */
export function addLines(
  lines: readonly CartLine[],
  added: readonly AddedLine[],
  limits: LineLimits,
): Result<CartLine[], LineRefusal> {
  const byVariant = new Map(lines.map((line) => [line.variantId, line]));
  for (const { lineId, variant, quantity } of added) {
    const earlier = byVariant.get(variant.variantId);
    const units = (earlier?.quantity ?? 0) + quantity;
    if (units > limits.unitsOfLineMax)
      return refuse({ code: "too_many_units", allowed: limits.unitsOfLineMax });
    if (!earlier && byVariant.size >= limits.linesMax)
      return refuse({ code: "too_many_lines", allowed: limits.linesMax });
    const newest = earlier ? laterDescription<VariantSnapshot>(earlier, variant) : variant;
    byVariant.set(variant.variantId, { ...newest, id: earlier?.id ?? lineId, quantity: units });
  }
  return settleLines([...byVariant.values()]);
}

export function setQuantity(
  lines: readonly CartLine[],
  lineId: string,
  quantity: number,
  limits: LineLimits,
): Result<CartLine[], LineRefusal> {
  if (!lines.some((line) => line.id === lineId)) return refuse({ code: "unknown_line" });
  if (quantity > limits.unitsOfLineMax)
    return refuse({ code: "too_many_units", allowed: limits.unitsOfLineMax });
  return settleLines(lines.map((line) => (line.id === lineId ? { ...line, quantity } : line)));
}

export function removeLine(lines: readonly CartLine[], lineId: string): Result<CartLine[], LineRefusal> {
  if (!lines.some((line) => line.id === lineId)) return refuse({ code: "unknown_line" });
  return ok(lines.filter((line) => line.id !== lineId));
}
