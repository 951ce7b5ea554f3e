import { invariant } from "../kernel/invariant.ts";
import { type Money, money } from "./money.ts";
import { type RoundingMode, roundRatio } from "./round-ratio.ts";

/** The whole in parts per million, the unit of every rate: 19 % is 190,000 and New York's 8.875 % is 88,750, exactly. */
export const WHOLE_PPM = 1_000_000;

/** The portion that a rate adds on top of an amount: `amount × rate`. Rounded once. */
export function rateOnTop(amount: Money, ratePpm: number, mode: RoundingMode = "half_up"): Money {
  return money(Number(exactRateOnTop(BigInt(amount.amount), ratePpm, mode)), amount.currency);
}

/**
 * The portion that a rate already holds within an amount: `amount × rate ÷ (1 + rate)`, rounded once.
 * It is this portion that is rounded; what remains of the amount is the difference, so both add up to it.
 */
export function rateContained(amount: Money, ratePpm: number, mode: RoundingMode = "half_up"): Money {
  const rate = readRate(ratePpm);
  const portion = roundRatio(BigInt(amount.amount) * rate, BigInt(WHOLE_PPM) + rate, mode);
  return money(Number(portion), amount.currency);
}

/** `rateOnTop` before the bounds of Money, for asking whether an amount will fit at all. */
export function exactRateOnTop(amount: bigint, ratePpm: number, mode: RoundingMode = "half_up"): bigint {
  return roundRatio(amount * readRate(ratePpm), BigInt(WHOLE_PPM), mode);
}

function readRate(ratePpm: number): bigint {
  invariant(
    Number.isSafeInteger(ratePpm) && ratePpm >= 0,
    `MON-3 a rate is a whole number of parts per million, zero or more, got ${ratePpm}`,
  );
  return BigInt(ratePpm);
}
