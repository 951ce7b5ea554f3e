import { inArray, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { KnownReferences } from "../../../domain/catalog/find-product-flaws.ts";
import { collection, media } from "../tables.ts";

type Naming = { collections?: readonly string[]; media?: readonly { id: string }[] };

/** Which of the collections and pictures that a request names exist. Neither is ever deleted, so the answer keeps. */
export async function knownReferences(database: D1Database, named: Naming): Promise<KnownReferences> {
  const handles = named.collections ?? [];
  const pictures = (named.media ?? []).map(({ id }) => id);
  if (handles.length + pictures.length === 0) return { collections: new Set(), media: new Set() };

  const db = drizzle(database);
  const valuesOf = (list: readonly string[]) => sql`(SELECT value FROM json_each(${JSON.stringify(list)}))`;
  const [collections, media_] = await db.batch([
    db
      .select({ handle: collection.handle })
      .from(collection)
      .where(inArray(collection.handle, valuesOf(handles))),
    db
      .select({ id: media.id })
      .from(media)
      .where(inArray(media.id, valuesOf(pictures))),
  ]);
  return {
    collections: new Set(collections.map(({ handle }) => handle)),
    media: new Set(media_.map(({ id }) => id)),
  };
}
