import type { PriceStep } from "./price-steps.ts";

/**
 * A step as carts keep it, short: hundreds of lines may have some tens each, in one row. What is null at the end is left
 * away.
 */
export type KeptStep = readonly [
  minQuantity: number,
  amount: number,
  compareAt?: number | null | undefined,
  includesTax?: boolean | null | undefined,
];

/** What a cart has to know of a variant's prices; none where one price of the variant's own is all there is to say. */
export function keepSteps(steps: readonly PriceStep[]): KeptStep[] {
  const [first, ...more] = steps;
  const isPlain =
    more.length === 0 && first?.minQuantity === 1 && first.compareAt === null && first.includesTax === null;
  return isPlain ? [] : steps.map(keepStep);
}

/** The step that so many units have reached; null when they are too few for any. */
export function keptStepAt(steps: readonly KeptStep[], quantity: number): KeptStep | null {
  return steps.findLast(([minQuantity]) => minQuantity <= quantity) ?? null;
}

export function readStep([minQuantity, amount, compareAt = null, includesTax = null]: KeptStep): PriceStep {
  return { minQuantity, amount, compareAt, includesTax };
}

function keepStep({ minQuantity, amount, compareAt, includesTax }: PriceStep): KeptStep {
  if (includesTax !== null) return [minQuantity, amount, compareAt, includesTax];
  return compareAt === null ? [minQuantity, amount] : [minQuantity, amount, compareAt];
}
