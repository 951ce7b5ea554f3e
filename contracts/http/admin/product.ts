import { z } from "zod";
import { Handle, nameText, orNull, Sku, shownText, Timestamp } from "../../wire.ts";
import { Media } from "../store/product.ts";
import {
  Attributes,
  BasePrice,
  Categories,
  Channels,
  Customs,
  DETAIL_LIMITS,
  Dimensions,
  ExternalId,
  Metadata,
  NewBasePrice,
  NewCustoms,
  NewSeo,
  NewTranslations,
  PublicationTime,
  Related,
  Seo,
  Translations,
} from "./product-details.ts";

export const PRODUCT_LIMITS = {
  variantsMax: 250,
  optionsMax: 3,
  pricesMax: 30,
  mediaMax: 20,
  componentsMax: 20,
} as const;

export const ProductStatus = z.enum(["draft", "active", "archived"]).meta({
  id: "ProductStatus",
  description:
    "Shoppers see `active` products alone, from `publish_at` to `unpublish_at` where these are given.",
});

const OptionName = nameText(64);
const OptionValue = nameText(64);

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
  title: shownText(200),
  options: z.record(OptionName, OptionValue),
  prices: z.array(NewBasePrice).max(PRODUCT_LIMITS.pricesMax),
  tax_category: z.string().regex(/^[a-z][a-z0-9_-]{0,31}$/),
  requires_shipping: z.boolean().meta({ description: "Left out: unless it is digital." }),
  is_digital: z.boolean(),
  weight_grams: z.int().min(0).max(1_000_000),
  dimensions: orNull(Dimensions),
  customs: orNull(NewCustoms),
  barcode: orNull(z.string().regex(/^[0-9A-Za-z-]{1,32}$/)),
  external_id: ExternalId,
  media_id: orNull(z.string().max(80)).meta({ description: "Which of the product's pictures shows it." }),
  metadata: Metadata,
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
    requires_shipping: variantFields.requires_shipping.optional(),
    is_digital: variantFields.is_digital.default(false),
    weight_grams: variantFields.weight_grams.default(0),
    dimensions: variantFields.dimensions.default(null),
    customs: variantFields.customs.default(null),
    barcode: variantFields.barcode.default(null),
    external_id: variantFields.external_id.default(null),
    media_id: variantFields.media_id.default(null),
    metadata: variantFields.metadata.default({}),
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
    is_digital: variantFields.is_digital.optional(),
    weight_grams: variantFields.weight_grams.optional(),
    dimensions: variantFields.dimensions.optional(),
    customs: variantFields.customs.optional(),
    barcode: variantFields.barcode.optional(),
    external_id: variantFields.external_id.optional(),
    media_id: variantFields.media_id.optional(),
    metadata: variantFields.metadata.optional(),
    components: variantFields.components.optional(),
  })
  .meta({ id: "EditedVariant" });

const NewOption = z.strictObject({ name: OptionName, values: z.array(OptionValue).min(1).max(100) });
const NewMedia = z.strictObject({ id: z.string().max(80), alt: shownText(300, 0) });

const productFields = {
  title: shownText(200),
  handle: Handle,
  description: shownText(20_000, 0).meta({ description: "Plain text: markup in it means nothing." }),
  description_html: orNull(shownText(50_000)).meta({
    description:
      "With formatting. Kept inert: paragraphs, headings, lists, tables, emphasis and links stay, without any other attribute; all else goes. What you read back can be put into a page as it is, and has at most 50,000 characters itself.",
  }),
  status: ProductStatus,
  options: z.array(NewOption).max(PRODUCT_LIMITS.optionsMax),
  type: orNull(Handle).meta({
    description: "Handle of its product type, which says what attributes it has.",
  }),
  attributes: Attributes,
  brand: orNull(Handle),
  categories: Categories,
  collections: z.array(Handle).max(50).meta({
    description: "Those that you put it in. Rule collections choose by themselves (`rule_collections`).",
  }),
  tags: z.array(nameText(64)).max(50),
  media: z.array(NewMedia).max(PRODUCT_LIMITS.mediaMax),
  related: z.array(Related).max(DETAIL_LIMITS.relatedMax),
  external_id: ExternalId,
  metadata: Metadata,
  seo: orNull(NewSeo),
  channels: Channels,
  publish_at: PublicationTime.meta({ description: "Shown from then on, if it is active." }),
  unpublish_at: PublicationTime.meta({ description: "No longer shown from then on." }),
  translations: NewTranslations.meta({
    description:
      "By locale, 200,000 characters in all. The texts of the product itself are in the shop's first locale.",
  }),
};

export const NewProduct = z
  .strictObject({
    ...productFields,
    description: productFields.description.default(""),
    description_html: productFields.description_html.default(null),
    status: ProductStatus.default("draft"),
    options: productFields.options.default([]),
    variants: z.array(NewVariant).min(1).max(PRODUCT_LIMITS.variantsMax),
    type: productFields.type.default(null),
    attributes: productFields.attributes.default({}),
    brand: productFields.brand.default(null),
    categories: productFields.categories.default([]),
    collections: productFields.collections.default([]),
    tags: productFields.tags.default([]),
    media: productFields.media.default([]),
    related: productFields.related.default([]),
    external_id: productFields.external_id.default(null),
    metadata: productFields.metadata.default({}),
    seo: productFields.seo.default(null),
    channels: productFields.channels.default(null),
    publish_at: productFields.publish_at.default(null),
    unpublish_at: productFields.unpublish_at.default(null),
    translations: productFields.translations.default({}),
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
    prices: z.array(BasePrice).max(PRODUCT_LIMITS.pricesMax),
    customs: orNull(Customs),
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
    seo: orNull(Seo),
    translations: Translations,
    rule_collections: z.array(z.string()).max(200).meta({ description: "Whose rules it meets." }),
    published_at: orNull(Timestamp).meta({ description: "Since when it is to be seen; null unless active." }),
    created_at: Timestamp,
    updated_at: Timestamp,
  })
  .meta({ id: "AdminProduct" });
export type AdminProduct = z.infer<typeof AdminProduct>;
