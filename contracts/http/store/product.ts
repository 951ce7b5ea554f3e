import { z } from "zod";
import { Handle, Money, orNull, Timestamp } from "../../wire.ts";
import { Availability } from "./availability.ts";

export const Media = z
  .strictObject({ id: z.string(), url: z.string(), alt: z.string() })
  .meta({ id: "Media" });

export const BundleComponent = z
  .strictObject({ variant_id: z.string(), quantity: z.int() })
  .meta({ id: "BundleComponent" });

export const PriceTier = z
  .strictObject({
    min_quantity: z.int().meta({ description: "From how many units on, until the next tier." }),
    price: Money.meta({ description: "Of one unit." }),
    compare_at: orNull(Money),
    prices_include_tax: z.boolean(),
  })
  .meta({ id: "PriceTier" });

export const Variant = z
  .strictObject({
    id: z.string(),
    sku: z.string(),
    title: z.string(),
    options: z.record(z.string(), z.string()),
    price: orNull(Money).meta({
      description: "Of one unit, in the asked currency; null when it has no price there.",
    }),
    compare_at: orNull(Money).meta({
      description: "What the price is compared with, such as that before a sale.",
    }),
    prices_include_tax: z.boolean(),
    price_tiers: z.array(PriceTier).max(50).meta({
      description: "Where the price depends on the quantity: all tiers. Else empty.",
    }),
    media_id: orNull(z.string()).meta({ description: "Which of the product's pictures shows it." }),
    requires_shipping: z.boolean(),
    is_digital: z.boolean(),
    weight_grams: z.int(),
    is_bundle: z.boolean(),
    components: z
      .array(BundleComponent)
      .max(20)
      .meta({ description: "What one piece of a bundle contains; empty for what is none." }),
    availability: Availability,
  })
  .meta({ id: "Variant" });

export const ProductCard = z
  .strictObject({
    id: z.string(),
    handle: z.string(),
    title: z.string(),
    picture: orNull(Media),
    price_from: orNull(Money).meta({
      description: "The lowest price of its variants in the asked currency.",
    }),
    price_to: orNull(Money),
    variant_count: z.int(),
    availability: Availability.pick({ status: true }).meta({
      id: "CardAvailability",
      description: "The best of its variants.",
      example: { status: "in_stock" },
    }),
  })
  .meta({ id: "ProductCard" });

const Named = { handle: z.string(), title: z.string() };
export const ShownSeo = z
  .strictObject({ title: orNull(z.string()), description: orNull(z.string()) })
  .meta({ id: "ShownSeo" });
const ShownAttribute = z
  .strictObject({
    key: z.string(),
    title: z.string(),
    kind: z.enum(["text", "number", "boolean", "date", "choice"]),
    value: z.union([z.string(), z.number(), z.boolean()]),
  })
  .meta({ id: "ShownAttribute" });
const ShownCategory = z
  .strictObject({
    ...Named,
    path: z.array(z.strictObject(Named)).max(8).meta({ description: "From the root down to it." }),
  })
  .meta({ id: "ShownCategory" });
const ShownRelated = z
  .strictObject({
    product_id: z.string(),
    kind: z.enum(["similar", "accessory", "upsell"]),
    product: orNull(ProductCard)
      .optional()
      .meta({ description: "With `expand=related`; null for one that is not shown (any more)." }),
  })
  .meta({ id: "ShownRelated" });

export const Product = z
  .strictObject({
    id: z.string(),
    handle: z.string(),
    title: z.string(),
    description: z.string().meta({ description: "Plain text: show it as such. Line breaks matter." }),
    description_html: orNull(z.string()).meta({
      description:
        "The same with formatting, inert: it can be put into a page as it is. Null where there is none.",
    }),
    seo: orNull(ShownSeo).meta({
      description: "For search engines, where it differs from title and description.",
    }),
    type: orNull(z.strictObject(Named)),
    attributes: z.array(ShownAttribute).max(50).meta({ description: "In the order of the product's type." }),
    brand: orNull(z.strictObject(Named)),
    categories: z.array(ShownCategory).max(20),
    options: z.array(z.strictObject({ name: z.string(), values: z.array(z.string()).max(100) })).max(3),
    variants: z.array(Variant).max(250),
    collections: z.array(z.string()).max(250),
    tags: z.array(z.string()).max(50),
    media: z.array(Media).max(20),
    related: z.array(ShownRelated).max(20).meta({
      description: "Some of them may not be shown (any more). `expand=related` brings those that are.",
    }),
    updated_at: Timestamp,
  })
  .meta({ id: "Product" });

export const Collection = z
  .strictObject({
    handle: Handle,
    title: z.string(),
    description: z.string(),
    picture: orNull(Media),
    seo: orNull(ShownSeo),
  })
  .meta({ id: "Collection" });
