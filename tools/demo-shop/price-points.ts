import type { Price } from "./types.ts";

/**
 * The price points of the shop, keyed by the price in euro cents. A merchant sets each currency by hand, at the figure
 * that looks right there (EUR, GBP and JPY with tax, USD without), so no exchange rate and no float appears anywhere.
 */
const pricePoints = {
  490: { USD: 500, GBP: 450, JPY: 800 },
  690: { USD: 700, GBP: 600, JPY: 1_100 },
  890: { USD: 900, GBP: 750, JPY: 1_400 },
  990: { USD: 1_000, GBP: 850, JPY: 1_600 },
  1290: { USD: 1_300, GBP: 1_100, JPY: 2_100 },
  1490: { USD: 1_500, GBP: 1_250, JPY: 2_400 },
  1690: { USD: 1_700, GBP: 1_450, JPY: 2_700 },
  1990: { USD: 1_999, GBP: 1_700, JPY: 3_200 },
  2490: { USD: 2_499, GBP: 2_100, JPY: 3_900 },
  2990: { USD: 2_999, GBP: 2_500, JPY: 4_800 },
  3490: { USD: 3_499, GBP: 2_950, JPY: 5_500 },
  3990: { USD: 3_999, GBP: 3_400, JPY: 6_400 },
  4490: { USD: 4_499, GBP: 3_800, JPY: 7_200 },
  4990: { USD: 4_999, GBP: 4_200, JPY: 7_900 },
  5990: { USD: 5_999, GBP: 5_000, JPY: 9_500 },
  6990: { USD: 6_999, GBP: 5_900, JPY: 11_000 },
  7990: { USD: 7_999, GBP: 6_800, JPY: 12_800 },
  8990: { USD: 8_999, GBP: 7_600, JPY: 14_500 },
  9990: { USD: 9_999, GBP: 8_500, JPY: 15_900 },
  11900: { USD: 11_900, GBP: 9_900, JPY: 18_900 },
  12900: { USD: 12_900, GBP: 10_900, JPY: 19_900 },
  14900: { USD: 14_900, GBP: 12_500, JPY: 22_900 },
  16900: { USD: 16_900, GBP: 14_500, JPY: 26_900 },
  18900: { USD: 18_900, GBP: 15_900, JPY: 29_900 },
  19900: { USD: 19_900, GBP: 16_900, JPY: 31_800 },
  22900: { USD: 22_900, GBP: 19_500, JPY: 36_800 },
  24900: { USD: 24_900, GBP: 21_000, JPY: 39_800 },
  28900: { USD: 28_900, GBP: 24_500, JPY: 45_800 },
  32900: { USD: 32_900, GBP: 27_900, JPY: 52_800 },
  39900: { USD: 39_900, GBP: 34_000, JPY: 64_800 },
  44900: { USD: 44_900, GBP: 38_500, JPY: 72_800 },
  54900: { USD: 54_900, GBP: 46_900, JPY: 88_800 },
  64900: { USD: 64_900, GBP: 54_900, JPY: 104_800 },
  74900: { USD: 74_900, GBP: 63_900, JPY: 119_800 },
  119900: { USD: 119_900, GBP: 99_900, JPY: 189_800 },
  139900: { USD: 139_900, GBP: 117_900, JPY: 219_800 },
  169900: { USD: 169_900, GBP: 144_900, JPY: 269_800 },
} as const satisfies Record<number, { USD: number; GBP: number; JPY: number }>;

/** A price in euro cents for which the shop has decided the other currencies. */
export type PricePoint = keyof typeof pricePoints;

/** The prices of a price point in all four currencies, in minor units. */
export function pricesAt(point: PricePoint): Price[] {
  const { USD, GBP, JPY } = pricePoints[point];
  return [
    { amount: point, currency: "EUR" },
    { amount: USD, currency: "USD" },
    { amount: GBP, currency: "GBP" },
    { amount: JPY, currency: "JPY" },
  ];
}
