/**
 * What 10 % off comes to as another system rounds it, in cents, and what ours comes to under each policy of rounding.
 * Facts of saleor/saleor@723cd4e (BSD-3), discount/tests/test_rounding_issue.py and checkout/tests/test_base_calculations.py.
 * Saleor always rounds per line, half up, which is our usual policy too: under it every figure is the same.
 */
export type PercentOff = {
  readonly name: string;
  readonly ratePpm: number;
  readonly lines: readonly { readonly unitPrice: number; readonly quantity: number }[];
  readonly saleor: { readonly off: readonly number[] | null; readonly sum: number };
  /** What rounding on the sum alone would take off, where Saleor says it: our policy `per: order`. */
  readonly saleorOnSum: number | null;
  readonly ours: Readonly<Record<"unit" | "line" | "order", readonly number[]>>;
};

const each = (...prices: readonly number[]) => prices.map((unitPrice) => ({ unitPrice, quantity: 1 }));

export const SALEOR_PERCENT_OFF: readonly PercentOff[] = [
  {
    name: "four lines that each round up: 1.04 off by lines, 1.02 off by their sum",
    ratePpm: 100_000,
    lines: each(106, 206, 306, 406),
    saleor: { off: [11, 21, 31, 41], sum: 104 },
    saleorOnSum: 102,
    ours: { unit: [11, 21, 31, 41], line: [11, 21, 31, 41], order: [11, 21, 30, 40] },
  },
  {
    name: "four lines that each round down: 1.00 off by lines, 1.02 off by their sum",
    ratePpm: 100_000,
    lines: each(104, 204, 304, 404),
    saleor: { off: [10, 20, 30, 40], sum: 100 },
    saleorOnSum: null,
    ours: { unit: [10, 20, 30, 40], line: [10, 20, 30, 40], order: [10, 20, 31, 41] },
  },
  {
    name: "ten units of a cent: a cent off the line, nothing off each unit",
    ratePpm: 100_000,
    lines: [{ unitPrice: 1, quantity: 10 }],
    saleor: { off: null, sum: 1 },
    saleorOnSum: null,
    ours: { unit: [0], line: [1], order: [1] },
  },
];
