import { and, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { KnownReferences } from "../../../domain/catalog/find-product-flaws.ts";
import { loadSettings } from "../storage/load-settings.ts";
import { collection, media, product, variant } from "../tables.ts";
import { brand, category, productType } from "../tables-of-taxonomy.ts";

type Naming = {
  collections?: readonly string[];
  media?: readonly { id: string }[];
  variants?: readonly { components?: readonly { sku: string }[] }[];
  type?: string | null;
  brand?: string | null;
  /** Of many products at once. */
  types?: readonly string[];
  brands?: readonly string[];
  categories?: readonly string[];
  related?: readonly { productId: string }[];
  channels?: readonly string[] | null;
};

/**
 * Which of the things that a request names exist, all in one state of the database. Where one of them goes before the
 * request commits, the batch has nothing to refer to, is undone, and the request is decided again.
 */
export async function knownReferences(database: D1Database, named: Naming): Promise<KnownReferences> {
  const { collections = [], categories = [], channels } = named;
  const pictures = (named.media ?? []).map(({ id }) => id);
  const skus = (named.variants ?? []).flatMap(({ components = [] }) => components.map(({ sku }) => sku));
  const types = named.type ? [named.type] : (named.types ?? []);
  const brands = named.brand ? [named.brand] : (named.brands ?? []);
  const products = (named.related ?? []).map(({ productId }) => productId);
  const lists = [collections, pictures, skus, types, brands, categories, products];
  const known = lists.every((list) => list.length === 0)
    ? NOTHING
    : await ask(database, { collections, pictures, skus, types, brands, categories, products });
  return { ...known, channels: channels ? await knownChannels(database) : null };
}

const NOTHING = {
  collections: new Set<string>(),
  media: new Set<string>(),
  variants: new Map(),
  types: new Map(),
  brands: new Set<string>(),
  categories: new Set<string>(),
  products: new Set<string>(),
};

type Lists = Record<
  "collections" | "pictures" | "skus" | "types" | "brands" | "categories" | "products",
  readonly string[]
>;

async function ask(database: D1Database, lists: Lists): Promise<Omit<KnownReferences, "channels">> {
  const db = drizzle(database);
  const [collections, pictures, variants, types, brands, categories, products] = await db.batch([
    db
      .select({ name: collection.handle })
      .from(collection)
      .where(and(inArray(collection.handle, valuesOf(lists.collections)), isNull(collection.rules))),
    db
      .select({ name: media.id })
      .from(media)
      .where(inArray(media.id, valuesOf(lists.pictures))),
    db
      .select({
        sku: variant.sku,
        variantId: variant.id,
        isBundle: sql<boolean>`EXISTS (SELECT 1 FROM bundle_component WHERE bundle_id = variant.id)`
          .mapWith(Boolean)
          .as("is_bundle"),
      })
      .from(variant)
      .where(and(eq(variant.claimsSku, true), inArray(variant.sku, valuesOf(lists.skus)))),
    db
      .select()
      .from(productType)
      .where(inArray(productType.handle, valuesOf(lists.types))),
    db
      .select({ name: brand.handle })
      .from(brand)
      .where(inArray(brand.handle, valuesOf(lists.brands))),
    db
      .select({ name: category.handle })
      .from(category)
      .where(inArray(category.handle, valuesOf(lists.categories))),
    db
      .select({ name: product.id })
      .from(product)
      .where(inArray(product.id, valuesOf(lists.products))),
  ]);
  return {
    collections: namesOf(collections),
    media: namesOf(pictures),
    variants: new Map(variants.map(({ sku, variantId, isBundle }) => [sku, { variantId, isBundle }])),
    types: new Map(types.map((type) => [type.handle, type])),
    brands: namesOf(brands),
    categories: namesOf(categories),
    products: namesOf(products),
  };
}

/** A shop that says nothing about channels has one. */
async function knownChannels(database: D1Database): Promise<ReadonlySet<string>> {
  const settings = await loadSettings(database);
  return new Set((settings?.body.channels ?? [{ handle: "web" }]).map(({ handle }) => handle));
}

function valuesOf(list: readonly string[]): SQL {
  return sql`(SELECT value FROM json_each(${JSON.stringify(list)}))`;
}

function namesOf(rows: readonly { name: string }[]): ReadonlySet<string> {
  return new Set(rows.map(({ name }) => name));
}
