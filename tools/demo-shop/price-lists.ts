import type { CurrencyCode, DemoMarket, DemoPriceGroup, DemoPriceList, DemoProduct } from "./types.ts";

/** Cafés and corner shops that sell on what they buy. */
export const priceGroups: DemoPriceGroup[] = [{ handle: "wholesale", title: "Wholesale" }];

/** One country that has a currency and a language of its own; everybody else is in no market. */
export const markets: DemoMarket[] = [
  { handle: "japan", title: "Japan", countries: ["JP"], currency: "JPY", locale: "ja" },
];

/** Prices apart from the variants' own: by the dozen for wholesale, and what is new in Japan for less. */
export function priceListsOf(products: readonly DemoProduct[]): DemoPriceList[] {
  const skusOf = (collection: string) =>
    products
      .filter(({ collections }) => collections.includes(collection))
      .flatMap(({ variants }) => variants);
  const priceOf = (variant: DemoProduct["variants"][number], currency: CurrencyCode) =>
    variant.prices.flatMap((price) => (price.currency === currency ? [price.amount] : []));

  return [
    {
      handle: "wholesale-kitchen",
      title: "Kitchen and pantry, wholesale",
      currency: "EUR",
      price_group: "wholesale",
      market: null,
      prices: skusOf("kitchen").flatMap((variant) =>
        priceOf(variant, "EUR").flatMap((amount) => [
          { sku: variant.sku, min_quantity: 6, amount: percentOf(amount, 80), compare_at: null },
          { sku: variant.sku, min_quantity: 24, amount: percentOf(amount, 70), compare_at: null },
        ]),
      ),
    },
    {
      handle: "new-in-japan",
      title: "New arrivals, introduced in Japan",
      currency: "JPY",
      price_group: null,
      market: "japan",
      prices: skusOf("new-arrivals").flatMap((variant) =>
        priceOf(variant, "JPY").map((amount) => ({
          sku: variant.sku,
          min_quantity: 1,
          amount: percentOf(amount, 90),
          compare_at: amount,
        })),
      ),
    },
  ];
}

/** Prices of the shop are whole tens, so a whole percentage in tens is a whole amount. */
function percentOf(amount: number, percent: number): number {
  return (amount * percent) / 100;
}
