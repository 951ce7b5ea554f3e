import { choosePrice, type PriceAsk, type PriceCandidate } from "./choose-price.ts";

/** What one unit costs from so many units on, until the next step. In minor units of the asked currency. */
export type PriceStep = {
  readonly minQuantity: number;
  readonly amount: number;
  /** Null unless it is more than the price. */
  readonly compareAt: number | null;
  /** Whether tax is inside; null: as the shop's settings say of the currency. */
  readonly includesTax: boolean | null;
};

/** PRC-3 The price of every quantity: where nothing applies to small ones, steps begin above 1, and none is no price. */
export function priceSteps(
  candidates: readonly PriceCandidate[],
  ask: Omit<PriceAsk, "quantity">,
): PriceStep[] {
  const quantities = [...new Set(candidates.map(({ minQuantity }) => minQuantity))].sort((a, b) => a - b);
  const steps: PriceStep[] = [];
  for (const minQuantity of quantities) {
    const { chosen } = choosePrice(candidates, { ...ask, quantity: minQuantity });
    const last = steps.at(-1);
    const step = chosen && stepOf(chosen, minQuantity);
    if (step && !(last && costsTheSame(last, step))) steps.push(step);
  }
  return steps;
}

/** The step that so many units have reached; null when they are too few for any. */
export function stepAt<Step extends { readonly minQuantity: number }>(
  steps: readonly Step[],
  quantity: number,
): Step | null {
  return steps.findLast(({ minQuantity }) => minQuantity <= quantity) ?? null;
}

function stepOf({ list, amount, compareAt }: PriceCandidate, minQuantity: number): PriceStep {
  return {
    minQuantity,
    amount,
    compareAt: compareAt !== null && compareAt > amount ? compareAt : null,
    includesTax: list?.pricesIncludeTax ?? null,
  };
}

function costsTheSame(one: PriceStep, other: PriceStep): boolean {
  return (
    one.amount === other.amount && one.compareAt === other.compareAt && one.includesTax === other.includesTax
  );
}
