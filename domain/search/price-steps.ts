/** Steps of 1, 2 and 5 in every decade: 1, 2, 5, 10, 20, … minor units. */
const STEPS: readonly number[] = [
  0,
  ...Array.from({ length: 12 }, (_, decade) => [1, 2, 5].map((digit) => digit * 10 ** decade)).flat(),
];
/** A range over more steps than this is no help in finding products. */
const STEPS_MAX = 12;

/** The step that a price is on: the greatest that is not above it. */
export function priceStep(amount: number): number {
  return STEPS.findLast((step) => step <= amount) ?? 0;
}

/** Where the next step begins; null after the last. */
export function nextStep(step: number): number | null {
  return STEPS.find((other) => other > step) ?? null;
}

/** The steps that a range of prices touches, or null for so many that naming them does not help. */
export function stepsOfRange({ min, max }: { min: number | null; max: number | null }): number[] | null {
  const from = priceStep(min ?? 0);
  const touched = STEPS.filter((step) => step >= from && (max === null || step <= max));
  return touched.length > STEPS_MAX ? null : touched;
}
