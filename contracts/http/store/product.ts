import { z } from "zod";
import { Handle, Money, orNull, Timestamp } from "../../wire.ts";
import { Availability } from "./availability.ts";

export const Media = z
  .strictObject({ id: z.string(), url: z.string(), alt: z.string() })
  .meta({ id: "Media" });

export const BundleComponent = z
  .strictObject({ variant_id: z.string(), quantity: z.int() })
  .meta({ id: "BundleComponent" });

export const Variant = z
  .strictObject({
    id: z.string(),
    sku: z.string(),
    title: z.string(),
    options: z.record(z.string(), z.string()),
    price: orNull(Money).meta({ description: "In the asked currency; null when it has no price there." }),
    requires_shipping: z.boolean(),
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

export const Product = z
  .strictObject({
    id: z.string(),
    handle: z.string(),
    title: z.string(),
    description: z.string(),
    options: z.array(z.strictObject({ name: z.string(), values: z.array(z.string()).max(100) })).max(3),
    variants: z.array(Variant).max(250),
    collections: z.array(z.string()).max(50),
    tags: z.array(z.string()).max(50),
    media: z.array(Media).max(20),
    updated_at: Timestamp,
  })
  .meta({ id: "Product" });

export const Collection = z
  .strictObject({ handle: Handle, title: z.string(), description: z.string() })
  .meta({ id: "Collection" });
