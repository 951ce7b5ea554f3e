import { and, eq, inArray, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { KnownReferences } from "../../../domain/catalog/find-product-flaws.ts";
import { collection, media, variant } from "../tables.ts";

type Naming = {
  collections?: readonly string[];
  media?: readonly { id: string }[];
  variants?: readonly { components?: readonly { sku: string }[] }[];
};

/**
 * Which of the collections, pictures and components that a request names exist. The first two are never deleted, and a
 * variant that is archived meanwhile is an archived component; so the answer keeps.
 */
export async function knownReferences(database: D1Database, named: Naming): Promise<KnownReferences> {
  const handles = named.collections ?? [];
  const pictures = (named.media ?? []).map(({ id }) => id);
  const skus = (named.variants ?? []).flatMap(({ components = [] }) => components.map(({ sku }) => sku));
  if (handles.length + pictures.length + skus.length === 0) {
    return { collections: new Set(), media: new Set(), variants: new Map() };
  }

  const db = drizzle(database);
  const valuesOf = (list: readonly string[]) => sql`(SELECT value FROM json_each(${JSON.stringify(list)}))`;
  const [collections, media_, variants] = await db.batch([
    db
      .select({ handle: collection.handle })
      .from(collection)
      .where(inArray(collection.handle, valuesOf(handles))),
    db
      .select({ id: media.id })
      .from(media)
      .where(inArray(media.id, valuesOf(pictures))),
    db
      .select({
        sku: variant.sku,
        variantId: variant.id,
        isBundle: sql<boolean>`EXISTS (SELECT 1 FROM bundle_component WHERE bundle_id = variant.id)`
          .mapWith(Boolean)
          .as("is_bundle"),
      })
      .from(variant)
      .where(and(eq(variant.claimsSku, true), inArray(variant.sku, valuesOf(skus)))),
  ]);
  return {
    collections: new Set(collections.map(({ handle }) => handle)),
    media: new Set(media_.map(({ id }) => id)),
    variants: new Map(variants.map(({ sku, variantId, isBundle }) => [sku, { variantId, isBundle }])),
  };
}
