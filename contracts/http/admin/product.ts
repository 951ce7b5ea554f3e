import { z } from "zod";
import { Handle, orNull, Price, Sku, Timestamp, text } from "../../wire.ts";
import { Media } from "../store/product.ts";

export const PRODUCT_LIMITS = {
  variantsMax: 250,
  optionsMax: 3,
  pricesMax: 30,
  mediaMax: 20,
  componentsMax: 20,
} as const;

export const ProductStatus = z
  .enum(["draft", "active", "archived"])
  .meta({ id: "ProductStatus", description: "Shoppers see `active` products alone." });

const OptionName = text(64);
const OptionValue = text(64);

const ComponentQuantity = z.int().min(1).max(1_000).meta({ description: "Pieces of it in one bundle." });
export const NewComponent = z
  .strictObject({ sku: Sku, quantity: ComponentQuantity })
  .meta({ id: "NewComponent", description: "A variant that is stocked itself, of this product or another." });
export const AdminComponent = z
  .strictObject({
    variant_id: z.string(),
    sku: Sku,
    quantity: ComponentQuantity,
    is_archived: z.boolean().meta({ description: "It can't be had any more, and so the bundle can't be." }),
  })
  .meta({ id: "AdminComponent" });

const variantFields = {
  sku: Sku,
  title: text(200),
  options: z.record(OptionName, OptionValue),
  prices: z.array(Price).max(PRODUCT_LIMITS.pricesMax),
  tax_category: z.string().regex(/^[a-z][a-z0-9_-]{0,31}$/),
  requires_shipping: z.boolean(),
  weight_grams: z.int().min(0).max(1_000_000),
  barcode: orNull(z.string().regex(/^[0-9A-Za-z-]{1,32}$/)),
  components: z.array(NewComponent).max(PRODUCT_LIMITS.componentsMax).meta({
    description:
      "Makes the variant a bundle, for good: it has no stock of its own, and each piece sold takes these from theirs. Components need not be published.",
  }),
};

export const NewVariant = z
  .strictObject({
    ...variantFields,
    options: variantFields.options.default({}),
    tax_category: variantFields.tax_category.default("standard"),
    requires_shipping: variantFields.requires_shipping.default(true),
    weight_grams: variantFields.weight_grams.default(0),
    barcode: variantFields.barcode.default(null),
    components: variantFields.components.default([]),
  })
  .meta({ id: "NewVariant" });

/** On an edit, a variant with an `id` (or with the SKU of an existing one) is changed, one without is added, one left out is removed. */
export const EditedVariant = z
  .strictObject({
    id: z.string().max(64).optional(),
    sku: variantFields.sku,
    title: variantFields.title,
    prices: variantFields.prices,
    options: variantFields.options.optional(),
    tax_category: variantFields.tax_category.optional(),
    requires_shipping: variantFields.requires_shipping.optional(),
    weight_grams: variantFields.weight_grams.optional(),
    barcode: variantFields.barcode.optional(),
    components: variantFields.components.optional(),
  })
  .meta({ id: "EditedVariant" });

const NewOption = z.strictObject({ name: OptionName, values: z.array(OptionValue).min(1).max(100) });
const NewMedia = z.strictObject({ id: z.string().max(80), alt: text(300, 0) });

const productFields = {
  title: text(200),
  handle: Handle,
  description: text(20_000, 0),
  status: ProductStatus,
  options: z.array(NewOption).max(PRODUCT_LIMITS.optionsMax),
  collections: z.array(Handle).max(50),
  tags: z.array(text(64)).max(50),
  media: z.array(NewMedia).max(PRODUCT_LIMITS.mediaMax),
};

export const NewProduct = z
  .strictObject({
    ...productFields,
    description: productFields.description.default(""),
    status: ProductStatus.default("draft"),
    options: productFields.options.default([]),
    variants: z.array(NewVariant).min(1).max(PRODUCT_LIMITS.variantsMax),
    collections: productFields.collections.default([]),
    tags: productFields.tags.default([]),
    media: productFields.media.default([]),
  })
  .meta({
    id: "NewProduct",
    example: {
      title: "Linen tee",
      handle: "linen-crew-tee",
      status: "active",
      options: [{ name: "Size", values: ["M"] }],
      variants: [
        {
          sku: "TEE-LIN-M-SAGE",
          title: "M",
          options: { Size: "M" },
          prices: [{ amount: 3900, currency: "EUR" }],
        },
      ],
    },
  });
export type NewProduct = z.infer<typeof NewProduct>;

export const ProductEdit = z
  .strictObject({ ...productFields, variants: z.array(EditedVariant).min(1).max(PRODUCT_LIMITS.variantsMax) })
  .partial()
  .refine((edit) => Object.keys(edit).length > 0, "name at least one field to change")
  .meta({ id: "ProductEdit", example: { title: "Washed linen tee", status: "active" } });
export type ProductEdit = z.infer<typeof ProductEdit>;

export const AdminVariant = z
  .strictObject({
    id: z.string(),
    inventory_item_id: z.string(),
    ...variantFields,
    prices: z.array(Price).max(PRODUCT_LIMITS.pricesMax),
    components: z.array(AdminComponent).max(PRODUCT_LIMITS.componentsMax),
  })
  .meta({ id: "AdminVariant" });

export const AdminProduct = z
  .strictObject({
    id: z.string(),
    version: z.int(),
    ...productFields,
    media: z.array(Media).max(PRODUCT_LIMITS.mediaMax),
    variants: z.array(AdminVariant).max(PRODUCT_LIMITS.variantsMax),
    created_at: Timestamp,
    updated_at: Timestamp,
  })
  .meta({ id: "AdminProduct" });
export type AdminProduct = z.infer<typeof AdminProduct>;

export const NewCollection = z
  .strictObject({ handle: Handle, title: text(200), description: text(5_000, 0).default("") })
  .meta({ id: "NewCollection" });
