import type * as wire from "../../../contracts/http/admin/product.ts";
import { composeHandle } from "../../../domain/catalog/compose-handle.ts";
import type { NewProduct } from "../../../domain/catalog/compose-product.ts";
import type {
  BasePrice,
  Customs,
  Dimensions,
  Product,
  Related,
  VariantFields,
} from "../../../domain/catalog/product.ts";
import type { ProductEdit } from "../../../domain/catalog/revise-product.ts";
import { showPicture } from "../show-picture.ts";
import { readTranslations, showTranslations } from "./translation-wire.ts";

/** The words of the wire (`tax_category`) and ours (`taxCategory`), both ways. */

export function readNewProduct({
  publish_at,
  unpublish_at,
  external_id,
  description_html,
  ...body
}: wire.NewProduct): NewProduct {
  return {
    ...body,
    ...readNames(body),
    descriptionHtml: description_html,
    translations: readTranslations(body.translations),
    externalId: external_id,
    publishAtMs: readTime(publish_at),
    unpublishAtMs: readTime(unpublish_at),
    related: body.related.map(readRelated),
    variants: body.variants.map(readVariant),
  };
}

export function readProductEdit(edit: wire.ProductEdit): ProductEdit {
  const {
    variants,
    related,
    translations,
    external_id,
    description_html,
    publish_at,
    unpublish_at,
    ...same
  } = edit;
  return said({
    ...same,
    ...readNames(same),
    descriptionHtml: description_html,
    translations: translations && readTranslations(translations),
    externalId: external_id,
    publishAtMs: publish_at === undefined ? undefined : readTime(publish_at),
    unpublishAtMs: unpublish_at === undefined ? undefined : readTime(unpublish_at),
    related: related?.map(readRelated),
    variants: variants?.map(readEdited),
  });
}

export function showProduct(product: Product): wire.AdminProduct {
  return {
    id: product.id,
    version: product.version,
    title: product.title,
    handle: product.handle,
    description: product.description,
    description_html: product.descriptionHtml,
    status: product.status,
    options: product.options.map(({ name, values }) => ({ name, values: [...values] })),
    type: product.type,
    attributes: { ...product.attributes },
    brand: product.brand,
    categories: [...product.categories],
    collections: [...product.collections],
    rule_collections: [...product.ruled],
    tags: [...product.tags],
    media: product.media.map(showPicture),
    related: product.related.map(({ productId, kind }) => ({ product_id: productId, kind })),
    external_id: product.externalId,
    metadata: { ...product.metadata },
    seo: product.seo,
    channels: product.channels && [...product.channels],
    publish_at: showTime(product.publishAtMs),
    unpublish_at: showTime(product.unpublishAtMs),
    published_at: showTime(product.publishedAtMs),
    translations: showTranslations(product.translations),
    variants: product.variants.map(showVariant),
    created_at: new Date(product.createdAtMs).toISOString(),
    updated_at: new Date(product.updatedAtMs).toISOString(),
  };
}

function showVariant(variant: Product["variants"][number]): wire.AdminProduct["variants"][number] {
  const { dimensions, customs } = variant;
  return {
    id: variant.id,
    inventory_item_id: variant.itemId,
    sku: variant.sku,
    title: variant.title,
    options: { ...variant.options },
    prices: variant.prices.map(({ amount, currency, compareAt }) => ({
      amount,
      currency,
      compare_at: compareAt,
    })),
    tax_category: variant.taxCategory,
    requires_shipping: variant.requiresShipping,
    is_digital: variant.isDigital,
    weight_grams: variant.weightGrams,
    dimensions: dimensions && {
      length_mm: dimensions.lengthMm,
      width_mm: dimensions.widthMm,
      height_mm: dimensions.heightMm,
    },
    customs: customs && { hs_code: customs.hsCode, origin_country: customs.originCountry },
    barcode: variant.barcode,
    external_id: variant.externalId,
    media_id: variant.mediaId,
    metadata: { ...variant.metadata },
    components: variant.components.map(({ variantId, sku, quantity, isArchived }) => ({
      variant_id: variantId,
      sku,
      quantity,
      is_archived: isArchived,
    })),
  };
}

type WireEdited = NonNullable<wire.ProductEdit["variants"]>[number];
type Edited = NonNullable<ProductEdit["variants"]>[number];

function readEdited(variant: WireEdited): Edited {
  const { tax_category, requires_shipping, is_digital, weight_grams, external_id, media_id, ...same } =
    variant;
  return said({
    ...same,
    prices: same.prices.map(readPrice),
    taxCategory: tax_category,
    requiresShipping: requires_shipping,
    isDigital: is_digital,
    weightGrams: weight_grams,
    externalId: external_id,
    mediaId: media_id,
    dimensions: same.dimensions && readDimensions(same.dimensions),
    customs: same.customs && readCustoms(same.customs),
  });
}

function readVariant(variant: wire.NewProduct["variants"][number]): VariantFields {
  return {
    sku: variant.sku,
    title: variant.title,
    options: variant.options,
    prices: variant.prices.map(readPrice),
    taxCategory: variant.tax_category,
    requiresShipping: variant.requires_shipping ?? !variant.is_digital,
    isDigital: variant.is_digital,
    weightGrams: variant.weight_grams,
    dimensions: variant.dimensions && readDimensions(variant.dimensions),
    customs: variant.customs && readCustoms(variant.customs),
    barcode: variant.barcode,
    externalId: variant.external_id,
    mediaId: variant.media_id,
    metadata: variant.metadata,
    components: variant.components,
  };
}

type WireVariant = wire.NewProduct["variants"][number];

function readPrice({ amount, currency, compare_at }: WireVariant["prices"][number]): BasePrice {
  return { amount, currency, compareAt: compare_at };
}

function readDimensions(wired: NonNullable<WireVariant["dimensions"]>): Dimensions {
  return { lengthMm: wired.length_mm, widthMm: wired.width_mm, heightMm: wired.height_mm };
}

function readCustoms({ hs_code, origin_country }: NonNullable<WireVariant["customs"]>): Customs {
  return { hsCode: hs_code, originCountry: origin_country };
}

function readRelated({ product_id, kind }: wire.NewProduct["related"][number]): Related {
  return { productId: product_id, kind };
}

function readTime(time: string | null): number | null {
  return time === null ? null : Date.parse(time);
}

function showTime(timeMs: number | null): string | null {
  return timeMs === null ? null : new Date(timeMs).toISOString();
}

type Names = Partial<
  Pick<wire.NewProduct, "handle" | "type" | "brand" | "categories" | "collections" | "channels">
>;

/** Handles as they are stored, whatever they are handles of; those that were said. */
function readNames({ handle, type, brand, categories, collections, channels }: Undefinable<Names>) {
  return said({
    handle: handle && composeHandle(handle),
    type: type && composeHandle(type),
    brand: brand && composeHandle(brand),
    categories: categories?.map(composeHandle),
    collections: collections?.map(composeHandle),
    channels: channels === null ? null : channels?.map(composeHandle),
  });
}

type Undefinable<Given> = { [Key in keyof Given]: Given[Key] | undefined };

/** Without the members that are undefined, which would look like an edit. */
type Said<Given> = {
  [Key in keyof Given as undefined extends Given[Key] ? never : Key]: Given[Key];
} & { [Key in keyof Given as undefined extends Given[Key] ? Key : never]?: Exclude<Given[Key], undefined> };

function said<Given extends object>(given: Given): Said<Given> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Said<Given>;
}
