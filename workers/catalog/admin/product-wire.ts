import type * as wire from "../../../contracts/http/admin/product.ts";
import { composeHandle } from "../../../domain/catalog/compose-handle.ts";
import type { NewProduct } from "../../../domain/catalog/compose-product.ts";
import type { Product, VariantFields } from "../../../domain/catalog/product.ts";
import type { ProductEdit } from "../../../domain/catalog/revise-product.ts";
import { showPicture } from "../show-picture.ts";

/** The words of the wire (`tax_category`) and ours (`taxCategory`), both ways. */

export function readNewProduct(body: wire.NewProduct): NewProduct {
  return { ...body, handle: composeHandle(body.handle), variants: body.variants.map(readVariant) };
}

export function readProductEdit({ variants, ...fields }: wire.ProductEdit): ProductEdit {
  const edit = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  return {
    ...edit,
    ...(fields.handle === undefined ? {} : { handle: composeHandle(fields.handle) }),
    ...(variants === undefined
      ? {}
      : {
          variants: variants.map(readEdited),
        }),
  };
}

export function showProduct(product: Product): wire.AdminProduct {
  return {
    id: product.id,
    version: product.version,
    title: product.title,
    handle: product.handle,
    description: product.description,
    status: product.status,
    options: product.options.map(({ name, values }) => ({ name, values: [...values] })),
    collections: [...product.collections],
    tags: [...product.tags],
    media: product.media.map(showPicture),
    variants: product.variants.map((variant) => ({
      id: variant.id,
      inventory_item_id: variant.itemId,
      sku: variant.sku,
      title: variant.title,
      options: { ...variant.options },
      prices: [...variant.prices],
      tax_category: variant.taxCategory,
      requires_shipping: variant.requiresShipping,
      weight_grams: variant.weightGrams,
      barcode: variant.barcode,
      components: variant.components.map(({ variantId, sku, quantity, isArchived }) => ({
        variant_id: variantId,
        sku,
        quantity,
        is_archived: isArchived,
      })),
    })),
    created_at: new Date(product.createdAtMs).toISOString(),
    updated_at: new Date(product.updatedAtMs).toISOString(),
  };
}

type Edited = NonNullable<ProductEdit["variants"]>[number];

function readEdited(variant: NonNullable<wire.ProductEdit["variants"]>[number]): Edited {
  const { id, sku, title, prices, options, tax_category, requires_shipping, weight_grams } = variant;
  const { barcode, components } = variant;
  return {
    sku,
    title,
    prices,
    ...(id === undefined ? {} : { id }),
    ...(options === undefined ? {} : { options }),
    ...(tax_category === undefined ? {} : { taxCategory: tax_category }),
    ...(requires_shipping === undefined ? {} : { requiresShipping: requires_shipping }),
    ...(weight_grams === undefined ? {} : { weightGrams: weight_grams }),
    ...(barcode === undefined ? {} : { barcode }),
    ...(components === undefined ? {} : { components }),
  };
}

function readVariant(variant: wire.NewProduct["variants"][number]): VariantFields {
  return {
    sku: variant.sku,
    title: variant.title,
    options: variant.options,
    prices: variant.prices,
    taxCategory: variant.tax_category,
    requiresShipping: variant.requires_shipping,
    weightGrams: variant.weight_grams,
    barcode: variant.barcode,
    components: variant.components,
  };
}
