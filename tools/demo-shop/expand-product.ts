import type { CollectionHandle } from "./collections.ts";
import { colours } from "./colours.ts";
import { inStoreBarcode } from "./in-store-barcode.ts";
import type { MotifName } from "./motifs.ts";
import { type PricePoint, pricesAt } from "./price-points.ts";
import type { DemoProduct, DemoVariant, TaxCategory } from "./types.ts";

/** A product as its author writes it: once, without spelling out each combination of its options. */
export type ProductSketch = {
  title: string;
  handle: string;
  /** What the SKU of every variant begins with. */
  sku: string;
  motif: MotifName;
  /** What the picture shows, for those who cannot see it: the product in its first colour. */
  alt: string;
  /** One string per sentence. */
  description: string[];
  options?: Record<string, string[]>;
  price: PricePoint;
  grams: number;
  /** What a value of an option changes: its own price point or weight. */
  adjust?: Record<string, { price?: PricePoint; grams?: number }>;
  /** The title of the only variant when there are no options. */
  variantTitle?: string;
  status?: "draft";
  tax?: TaxCategory;
  /** Sent by e-mail: nothing to ship, weigh or scan. */
  download?: true;
  collections: CollectionHandle[];
  tags: string[];
};

/** The product a sketch stands for, with one variant per combination of its option values. */
export function expandProduct(sketch: ProductSketch): DemoProduct {
  const options = Object.entries(sketch.options ?? {}).map(([name, values]) => ({ name, values }));

  return {
    title: sketch.title,
    handle: sketch.handle,
    description: sketch.description.join(" "),
    status: sketch.status ?? "active",
    options,
    variants: combinationsOf(options).map((chosen) => variantOf(sketch, chosen)),
    collections: sketch.collections,
    tags: sketch.tags,
    picture: { slug: `${sketch.motif}--${sketch.handle}`, alt: sketch.alt },
  };
}

function variantOf(sketch: ProductSketch, chosen: Record<string, string>): DemoVariant {
  const values = Object.values(chosen);
  const sku = [sketch.sku, ...values.map(codeOf)].join("-");
  const adjustments = values.map((value) => sketch.adjust?.[value] ?? {});
  const price = adjustments.find((adjustment) => adjustment.price !== undefined)?.price ?? sketch.price;
  const grams = adjustments.find((adjustment) => adjustment.grams !== undefined)?.grams ?? sketch.grams;

  return {
    sku,
    title: values.length > 0 ? values.join(" / ") : (sketch.variantTitle ?? "Standard"),
    options: chosen,
    prices: pricesAt(price),
    tax_category: sketch.tax ?? "standard",
    requires_shipping: !sketch.download,
    weight_grams: grams,
    ...(sketch.download ? {} : { barcode: inStoreBarcode(sku) }),
  };
}

/** Every way to choose one value per option, the last option turning fastest; without options, the one empty choice. */
function combinationsOf(options: DemoProduct["options"]): Record<string, string>[] {
  return options.reduce<Record<string, string>[]>(
    (chosen, { name, values }) =>
      chosen.flatMap((earlier) => values.map((value) => ({ ...earlier, [name]: value }))),
    [{}],
  );
}

/** How a SKU abbreviates a value: `Sage` is SAGE, `256 GB` is 256GB, `140 × 200 cm` is 140X200. */
function codeOf(value: string): string {
  if (value in colours) return colours[value as keyof typeof colours].code;
  return value
    .replace(/ cm$/, "")
    .replaceAll("×", "x")
    .normalize("NFD")
    .replace(/[^A-Za-z0-9]/g, "")
    .toUpperCase();
}
