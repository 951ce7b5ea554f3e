import type { NewProduct } from "./compose-product.ts";
import type { KnownReferences } from "./find-product-flaws.ts";
import type { Product, Variant, VariantFields, VariantIdentity } from "./product.ts";
import type { AttributeDefinition, ProductType } from "./product-type.ts";

/** Builders for the tests of this folder: a sound tee in two sizes, and whatever a test wants to be otherwise. */

export function variantFields(change: Partial<VariantFields> = {}): VariantFields {
  return {
    sku: "TEE-S",
    title: "S",
    options: { Size: "S" },
    prices: [{ amount: 1999, currency: "EUR", compareAt: null }],
    taxCategory: "standard",
    requiresShipping: true,
    isDigital: false,
    weightGrams: 180,
    dimensions: null,
    customs: null,
    barcode: null,
    externalId: null,
    mediaId: null,
    metadata: {},
    components: [],
    ...change,
  };
}

export function newProduct(change: Partial<NewProduct> = {}): NewProduct {
  return {
    title: "Tee",
    handle: "tee",
    description: "",
    descriptionHtml: null,
    status: "active",
    options: [{ name: "Size", values: ["S", "M"] }],
    type: null,
    attributes: {},
    brand: null,
    categories: [],
    collections: ["apparel"],
    tags: ["linen"],
    media: [],
    related: [],
    externalId: null,
    metadata: {},
    seo: null,
    channels: null,
    publishAtMs: null,
    unpublishAtMs: null,
    translations: {},
    variants: [variantFields(), variantFields({ sku: "TEE-M", title: "M", options: { Size: "M" } })],
    ...change,
  };
}

export function product(change: Partial<Product> = {}): Product {
  const variants: Variant[] = newProduct().variants.map((variant, index) => ({
    ...variant,
    id: `var_${index}`,
    itemId: `inv_${index}`,
    components: [],
  }));
  return {
    ...newProduct(),
    id: "prod_1",
    version: 3,
    variants,
    ruled: [],
    publishedAtMs: 1_000,
    createdAtMs: 1_000,
    updatedAtMs: 2_000,
    ...change,
  };
}

export const BOOK: ProductType = {
  handle: "book",
  title: "Book",
  attributes: [
    attribute({ key: "pages", kind: "number", isRequired: true }),
    attribute({ key: "binding", kind: "choice", choices: ["hard", "soft"] }),
    attribute({ key: "published_on", kind: "date" }),
    attribute({ key: "is_signed", kind: "boolean" }),
    attribute({ key: "subtitle" }),
  ],
  version: 1,
  createdAtMs: 1_000,
  updatedAtMs: 1_000,
};

export function attribute(
  change: Partial<AttributeDefinition> & Pick<AttributeDefinition, "key">,
): AttributeDefinition {
  return { title: change.key, kind: "text", choices: [], isRequired: false, isFilterable: false, ...change };
}

export const KNOWN: KnownReferences = {
  collections: new Set(["apparel", "summer"]),
  media: new Set(["media_1"]),
  types: new Map([["book", BOOK]]),
  brands: new Set(["loom"]),
  categories: new Set(["tops"]),
  products: new Set(["prod_mug"]),
  channels: new Set(["web", "pos"]),
  variants: new Map([
    ["MUG", { variantId: "var_mug", isBundle: false }],
    ["BOX", { variantId: "var_box", isBundle: true }],
  ]),
};

/** Ids in order: var_new0, var_new1, … */
export function identities(): () => VariantIdentity {
  let made = 0;
  return () => ({ id: `var_new${made}`, itemId: `inv_new${made++}` });
}
