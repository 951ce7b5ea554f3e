/**
 * Eight carts as another system reckons them, in minor units of a currency with two digits, with the figures that ours
 * come to and the policy that explains each that is not the same. Inputs and their figures are facts of
 * medusajs/medusa@59e6747, packages/core/utils/src/totals/__tests__/totals.ts (MIT), which has major units, unrounded.
 */
export type OtherCart = {
  readonly name: string;
  readonly items: readonly OtherLine[];
  readonly shipping: readonly OtherLine[];
  /** What ours comes to, all lines and shipping: without tax and before discounts, taken off, tax, to pay. */
  readonly ours: {
    readonly subtotal: number;
    readonly discount: number;
    readonly tax: number;
    readonly total: number;
  };
  /** How many of their figures ours equals to the cent, and how many but for the rounding that they leave out. */
  readonly same: { readonly exact: number; readonly rounded: number };
  readonly differs: readonly Difference[];
};

export type OtherLine = {
  readonly unitPrice: number;
  readonly quantity: number;
  readonly includesTax: boolean;
  readonly ratePpm: number;
  /** In the terms of the price: of what is paid where it includes tax. */
  readonly discount: number;
  readonly ours: { readonly net: number; readonly tax: number; readonly total: number };
};

export type Policy = keyof typeof POLICIES;

/** Where their figure is found, what it is (major units), what ours is (minor units), and why. */
export type Difference = {
  readonly figure: string;
  readonly theirs: number;
  readonly ours: number;
  readonly because: Policy;
};

export const POLICIES = {
  /** All `rounded` ones: half-up, once per line; what is not tax is the difference, so both add up to what is paid. */
  rounded_once_per_line: "MON-4, TAX-1",
  /**
   * 9.00 off a price of 99.00 with tax inside: to pay are 90.00, of which 8.18 are tax. Medusa takes the 9.00 off the
   * price without tax, so that 9.90 less are paid, and yet says that the discount was 9.00. Ours pays what theirs does when 9.90
   * are taken off.
   */
  discount_as_priced: "discounts are in the terms of the line's price",
} as const;

const TAX_10 = { includesTax: false, ratePpm: 100_000, discount: 0 };
const INSIDE_10 = { ...TAX_10, includesTax: true };

const two50 = { unitPrice: 5_000, quantity: 2 };
const one99 = {
  unitPrice: 9_900,
  quantity: 1,
  ...INSIDE_10,
  discount: 900,
  ours: { net: 8_182, tax: 818, total: 9_000 },
};
const one9 = {
  unitPrice: 900,
  quantity: 1,
  ...TAX_10,
  discount: 300,
  ours: { net: 600, tax: 60, total: 660 },
};

export const MEDUSA_CARTS: readonly OtherCart[] = [
  {
    name: "two lines of two rates",
    items: [
      { unitPrice: 3_000, quantity: 2, ...TAX_10, ours: { net: 6_000, tax: 600, total: 6_600 } },
      { unitPrice: 500, quantity: 1, ...TAX_10, ratePpm: 500_000, ours: { net: 500, tax: 250, total: 750 } },
    ],
    shipping: [],
    ours: { subtotal: 6_500, discount: 0, tax: 850, total: 7_350 },
    same: { exact: 34, rounded: 0 },
    differs: [],
  },
  {
    name: "a discount before tax",
    items: [{ ...two50, ...TAX_10, discount: 1_000, ours: { net: 9_000, tax: 900, total: 9_900 } }],
    shipping: [],
    ours: { subtotal: 10_000, discount: 1_100, tax: 900, total: 9_900 },
    same: { exact: 26, rounded: 0 },
    differs: [],
  },
  {
    name: "discounts on lines and shipping, with tax inside and without",
    items: [one99, one9],
    shipping: [one99, one9],
    ours: { subtotal: 19_800, discount: 2_460, tax: 1_756, total: 19_320 },
    same: { exact: 48, rounded: 5 },
    differs: ["items", "shipping_methods"]
      .flatMap((lines): Difference[] => [
        { figure: `${lines}.0.tax_lines.0.total`, theirs: 8.1, ours: 818, because: "discount_as_priced" },
        { figure: `${lines}.0.tax_total`, theirs: 8.1, ours: 818, because: "discount_as_priced" },
        { figure: `${lines}.0.total`, theirs: 89.1, ours: 9_000, because: "discount_as_priced" },
        { figure: `${lines}.0.discount_subtotal`, theirs: 9, ours: 818, because: "discount_as_priced" },
      ])
      .concat(
        ["item", "shipping"].flatMap((kind): Difference[] => [
          { figure: `${kind}_total`, theirs: 95.7, ours: 9_660, because: "discount_as_priced" },
          { figure: `${kind}_tax_total`, theirs: 8.7, ours: 878, because: "discount_as_priced" },
        ]),
      )
      .concat([
        { figure: "total", theirs: 191.4, ours: 19_320, because: "discount_as_priced" },
        { figure: "tax_total", theirs: 17.4, ours: 1_756, because: "discount_as_priced" },
        { figure: "discount_subtotal", theirs: 24, ours: 2_236, because: "discount_as_priced" },
      ]),
  },
  {
    name: "tax inside",
    items: [{ ...two50, ...INSIDE_10, ours: { net: 9_091, tax: 909, total: 10_000 } }],
    shipping: [],
    ours: { subtotal: 9_091, discount: 0, tax: 909, total: 10_000 },
    same: { exact: 12, rounded: 12 },
    differs: [],
  },
  {
    name: "tax on top",
    items: [{ ...two50, ...TAX_10, ours: { net: 10_000, tax: 1_000, total: 11_000 } }],
    shipping: [],
    ours: { subtotal: 10_000, discount: 0, tax: 1_000, total: 11_000 },
    same: { exact: 24, rounded: 0 },
    differs: [],
  },
  {
    name: "a line with tax inside beside one without",
    items: [
      { ...two50, ...INSIDE_10, ours: { net: 9_091, tax: 909, total: 10_000 } },
      { ...two50, ...TAX_10, ours: { net: 10_000, tax: 1_000, total: 11_000 } },
    ],
    shipping: [],
    ours: { subtotal: 19_091, discount: 0, tax: 1_909, total: 21_000 },
    same: { exact: 22, rounded: 12 },
    differs: [],
  },
  {
    name: "discounts on a line and on shipping",
    items: [{ ...two50, ...TAX_10, discount: 2_000, ours: { net: 8_000, tax: 800, total: 8_800 } }],
    shipping: [
      {
        unitPrice: 2_500,
        quantity: 1,
        ...TAX_10,
        discount: 200,
        ours: { net: 2_300, tax: 230, total: 2_530 },
      },
    ],
    ours: { subtotal: 12_500, discount: 2_420, tax: 1_030, total: 11_330 },
    same: { exact: 44, rounded: 0 },
    differs: [],
  },
  {
    name: "an order of which one unit came back and one never will",
    items: [{ ...two50, ...TAX_10, discount: 2_000, ours: { net: 8_000, tax: 800, total: 8_800 } }],
    shipping: [],
    ours: { subtotal: 10_000, discount: 2_200, tax: 800, total: 8_800 },
    same: { exact: 40, rounded: 0 },
    differs: [],
  },
];
