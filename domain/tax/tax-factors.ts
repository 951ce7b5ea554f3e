import { invariant } from "../kernel/invariant.ts";
import { WHOLE_PPM } from "../money/apply-rate.ts";
import { type RoundingMode, roundRatio } from "../money/round-ratio.ts";
import { TAX_LIMITS, type TaxComponent } from "./dated-rate.ts";

/** What components take of a net amount, exactly: the i-th `parts[i] / scale`, together `total / scale`. */
export type TaxFactors = {
  readonly parts: readonly bigint[];
  readonly total: bigint;
  readonly scale: bigint;
};

const WHOLE = BigInt(WHOLE_PPM);

/**
 * A compound component is laid on the net amount and on all taxes before it, a simple one on the net amount. Rates stay
 * fractions of integers: each compound one makes the scale a million times finer, and nothing is rounded on the way.
 */
export function taxFactors(components: readonly TaxComponent[]): TaxFactors {
  invariant(components.length <= TAX_LIMITS.componentsMax, `TAX-3 ${components.length} taxes on one thing`);

  let parts: bigint[] = [];
  let total = 0n;
  let scale = WHOLE;
  for (const { ratePpm, isCompound } of components) {
    invariant(Number.isSafeInteger(ratePpm) && ratePpm >= 0, `MON-3 a rate is whole ppm ≥ 0, got ${ratePpm}`);
    const rate = BigInt(ratePpm);
    const isOnTax = isCompound && total > 0n;
    const part = isOnTax ? rate * (scale + total) : (rate * scale) / WHOLE;
    if (isOnTax) {
      parts = parts.map((earlier) => earlier * WHOLE);
      total *= WHOLE;
      scale *= WHOLE;
    }
    parts.push(part);
    total += part;
  }
  return { parts, total, scale };
}

/** The tax on an amount, inside it or on top of it, rounded as one from its exact ratio. */
export function factorsTake(
  amount: number,
  { total, scale }: TaxFactors,
  isInside: boolean,
  mode: RoundingMode | "up",
): bigint {
  const dividend = BigInt(amount) * total;
  const divisor = isInside ? scale + total : scale;
  return mode === "up" ? (dividend + divisor - 1n) / divisor : roundRatio(dividend, divisor, mode);
}
