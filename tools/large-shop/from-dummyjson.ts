/** A product of DummyJSON, as far as a shop takes it over. */
export type DummyProduct = {
  id: number;
  title: string;
  description: string;
  category: string;
  price: number;
  tags: string[];
  brand?: string;
  sku: string;
  weight: number;
  dimensions: { width: number; height: number; depth: number };
  meta: { barcode: string };
  images: string[];
};

/**
 * A line of an import. Its prices are decimals in dollars, its weights and lengths units of no name: read as ounces and
 * inches they would be odd, so they are taken for grams × 100 and centimetres.
 */
export function fromDummyJson(product: DummyProduct, pictures: "with pictures" | "without pictures") {
  const { dimensions } = product;
  return {
    handle: `${product.title}-${product.id}`
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, ""),
    external_id: `dummyjson-${product.id}`,
    title: product.title,
    description: product.description,
    status: "active",
    ...(product.brand === undefined ? {} : { brand_title: product.brand }),
    type_title: product.category,
    tags: [...new Set(product.tags)],
    ...(pictures === "with pictures"
      ? { media: product.images.map((src) => ({ src, alt: product.title })) }
      : {}),
    variants: [
      {
        sku: product.sku,
        title: "One size",
        prices: [{ amount: Math.round(product.price * 100), currency: "USD" }],
        weight_grams: product.weight * 100,
        dimensions: {
          length_mm: Math.round(dimensions.depth * 10),
          width_mm: Math.round(dimensions.width * 10),
          height_mm: Math.round(dimensions.height * 10),
        },
        barcode: product.meta.barcode,
      },
    ],
  };
}
