import { seededRandomOf } from "../seeded-random.ts";
import { type Category, MADE_UP_CATEGORIES } from "./categories.ts";
import { COLOURS, MATERIALS, QUALITIES, SIZES, THINGS } from "./vocabulary.ts";

/** A line of an import, as `contracts/http/admin/import-routes.ts` describes it. */
export type LargeProduct = {
  handle: string;
  external_id: string;
  title: string;
  description: string;
  status: "active" | "draft";
  brand_title: string;
  categories: string[];
  tags: string[];
  metadata: Record<string, string | number>;
  options: { name: string; values: string[] }[];
  variants: LargeVariant[];
};

export type LargeVariant = {
  sku: string;
  title: string;
  options: Record<string, string>;
  prices: { amount: number; currency: string; compare_at: number | null }[];
  weight_grams: number;
  barcode: string;
};

const BRANDS = 400;

/**
 * `count` products, the same ones for the same seed; the first n of a longer list are those of a shorter one, and `from` leaves
 * out as many. Unlike any other by handle and SKU, of other seeds too, and of its own by title. Some have no options, most a
 * size, some a colour as well: 2.4 variants on the average.
 */
export function* generateProducts(
  count: number,
  seed: number,
  categories: readonly Category[] = MADE_UP_CATEGORIES,
  from = 0,
): Generator<LargeProduct> {
  const leaves = leavesOf(categories);
  for (let index = from; index < count; index += 1) yield productOf(index, seed, leaves);
}

function productOf(index: number, seed: number, leaves: readonly Category[]): LargeProduct {
  const random = seededRandomOf(seed, index);
  const pick = <Item>(list: readonly Item[]): Item => list[Math.floor(random() * list.length)] as Item;

  const [quality, material, thing] = [pick(QUALITIES), pick(MATERIALS), pick(THINGS)];
  const number = index.toString(36).padStart(4, "0").toUpperCase();
  const code = `L${seed}-${number}`;
  const brand = brandOf(Math.floor(random() * BRANDS));
  const category = pick(leaves);
  const amount = pricePoint(random());
  const kind = random();
  const sizes = kind < 0.4 ? [] : SIZES.slice(0, 2 + Math.floor(random() * 3));
  const start = Math.floor(random() * COLOURS.length);
  const colours = kind < 0.85 ? [] : [0, 1].map((n) => COLOURS[(start + n) % COLOURS.length] as string);
  const options = [
    ...(sizes.length > 0 ? [{ name: "Size", values: sizes }] : []),
    ...(colours.length > 0 ? [{ name: "Colour", values: colours }] : []),
  ];
  return {
    handle: `${quality}-${material}-${thing}-${code}`.toLowerCase(),
    external_id: `large-${seed}-${index}`,
    title: `${quality} ${material.toLowerCase()} ${thing.toLowerCase()} ${number}`,
    description:
      `A ${quality.toLowerCase()} ${thing.toLowerCase()} of ${material.toLowerCase()} by ${brand}. ${"It lasts, it can be mended, and it looks as it feels. ".repeat(1 + Math.floor(random() * 3))}`.trim(),
    status: random() < 0.95 ? "active" : "draft",
    brand_title: brand,
    categories: [category.handle],
    tags: [...new Set([thing.toLowerCase(), material.toLowerCase(), pick(QUALITIES).toLowerCase()])],
    metadata: { supplier: `S-${Math.floor(random() * 90) + 10}`, season: 2020 + Math.floor(random() * 7) },
    options,
    variants: combinations(options).map((chosen, place) => ({
      sku: `${code}-${place}`,
      title: Object.values(chosen).join(" / ") || "One size",
      options: chosen,
      prices: pricesOf(amount + place * 100, random()),
      weight_grams: 50 + Math.floor(random() * 5_000),
      barcode: barcodeOf(seed, index, place),
    })),
  };
}

/** No two numbers below `BRANDS` have one name. */
function brandOf(number: number): string {
  const [quality, material] = [QUALITIES[number % QUALITIES.length], MATERIALS[number % MATERIALS.length]];
  return `${quality} & ${material} ${Math.floor(number / QUALITIES.length) + 1}`;
}

function leavesOf(categories: readonly Category[]): Category[] {
  const parents = new Set(categories.map(({ parent }) => parent));
  return categories.filter(({ handle }) => !parents.has(handle));
}

function combinations(options: LargeProduct["options"]): Record<string, string>[] {
  return options.reduce<Record<string, string>[]>(
    (chosen, { name, values }) => chosen.flatMap((one) => values.map((value) => ({ ...one, [name]: value }))),
    [{}],
  );
}

/** From 4.90 to some 900, mostly at the lower end, as prices in shops are. */
function pricePoint(random: number): number {
  return Math.round((5 + 895 * random ** 3) / 5) * 500 - 10;
}

function pricesOf(amount: number, random: number): LargeVariant["prices"] {
  const compareAt = random < 0.2 ? amount + 1_000 : null;
  return [
    { amount, currency: "EUR", compare_at: compareAt },
    { amount: Math.round(amount * 1.1), currency: "USD", compare_at: null },
  ];
}

/** Thirteen digits with the check digit of GS1, from the range for use within a shop. */
function barcodeOf(seed: number, index: number, place: number): string {
  const digits = `2${padded(seed % 100, 2)}${padded(index, 7)}${padded(place, 2)}`;
  const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

function padded(number: number, digits: number): string {
  return String(number).padStart(digits, "0");
}
