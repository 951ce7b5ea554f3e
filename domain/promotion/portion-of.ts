import { invariant } from "../kernel/invariant.ts";
import { WHOLE_PPM } from "../money/apply-rate.ts";
import { type RoundingMode, roundRatio } from "../money/round-ratio.ts";

/**
 * PRM-4 The portion of an amount, zero or more, at a rate of at most the whole, rounded once. Never more than the amount.
 * As `roundRatio` does, by which it is tested; in plain numbers while they are exact (nine billion minor units at 100 %),
 * because the combinations that are tried ask for some ten thousand portions.
 */
export function portionOf(amount: number, ratePpm: number, mode: RoundingMode): number {
  invariant(ratePpm >= 0 && ratePpm <= WHOLE_PPM, "PRM-4 a promotion gives at most the whole");
  const product = amount * ratePpm;
  if (product > Number.MAX_SAFE_INTEGER) {
    return Number(roundRatio(BigInt(amount) * BigInt(ratePpm), BigInt(WHOLE_PPM), mode));
  }

  // Exact: below 2^53 a quotient is further from the next integer than division can be wrong.
  const floor = Math.floor(product / WHOLE_PPM);
  const twice = 2 * (product - floor * WHOLE_PPM);
  return roundsUp(twice, floor % 2 === 1, mode) ? floor + 1 : floor;
}

/** The same, rounded for each of the units that share the amount as evenly as can be. */
export function portionOfUnits(amount: number, units: number, ratePpm: number, mode: RoundingMode): number {
  const each = Math.floor(amount / units);
  const dearer = amount - each * units;
  const ofDearer = dearer === 0 ? 0 : dearer * portionOf(each + 1, ratePpm, mode);
  return ofDearer + (units - dearer) * portionOf(each, ratePpm, mode);
}

/** What some of the units have of what is left of all; all of them have all of it. Rounded down. */
export function shareOfUnits(left: number, units: number, quantity: number): number {
  if (units === quantity) return left;
  const product = left * units;
  if (product <= Number.MAX_SAFE_INTEGER) return Math.floor(product / quantity);
  return Number((BigInt(left) * BigInt(units)) / BigInt(quantity));
}

function roundsUp(twiceRemainder: number, isOdd: boolean, mode: RoundingMode): boolean {
  if (mode === "down" || twiceRemainder < WHOLE_PPM) return false;
  return twiceRemainder > WHOLE_PPM || mode === "half_up" || isOdd;
}
