import { invariant } from "../kernel/invariant.ts";

/**
 * What becomes of a fraction of a minor unit. All of them mirror: an amount below zero is rounded as the same amount above.
 * `half_up`: to the nearest, a half away from zero. `half_even`: to the nearest, a half to the even neighbour
 * (so that halves cancel out over many). `down`: toward zero.
 */
export type RoundingMode = (typeof ROUNDING_MODES)[number];

export const ROUNDING_MODES = ["half_up", "half_even", "down"] as const;

/**
 * MON-4 Fractions are rounded here and nowhere else, from an exact ratio of integers: nothing is lost before.
 * `divisor` is positive.
 */
export function roundRatio(dividend: bigint, divisor: bigint, mode: RoundingMode): bigint {
  invariant(divisor > 0n, `MON-4 a ratio has a divisor above zero, got ${divisor}`);
  const whole = dividend / divisor;
  const rest = dividend % divisor;
  const doubled = rest < 0n ? -2n * rest : 2n * rest;

  if (!roundsAway(doubled, divisor, whole, mode)) return whole;
  return dividend < 0n ? whole - 1n : whole + 1n;
}

/** BigInt division drops the fraction: `whole` is the neighbour that is nearer to zero. */
function roundsAway(doubled: bigint, divisor: bigint, whole: bigint, mode: RoundingMode): boolean {
  switch (mode) {
    case "down":
      return false;
    case "half_up":
      return doubled >= divisor;
    case "half_even":
      return doubled > divisor || (doubled === divisor && whole % 2n !== 0n);
  }
}
