import { and, asc, eq, gt, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { composeSitemap, SITEMAP_HEAD, SITEMAP_TAIL } from "../../../domain/catalog/feeds/compose-sitemap.ts";
import { addressOfPage, type Storefront } from "../../../domain/catalog/feeds/storefront.ts";
import { DEFAULT_CHANNEL } from "../../../domain/catalog/resolve-shelf.ts";
import { shownIn } from "../reads/shown-in.ts";
import { collection, product } from "../tables.ts";
import { category } from "../tables-of-taxonomy.ts";
import type { FeedPart } from "./publish-feeds.ts";

type Place = { database: D1Database; storefront: Storefront; after: string; number: number };

/** Pages in one file: well below what a sitemap may hold, so that a file is one slice. */
const PAGES_MAX = 20_000;

/** The pages of categories and collections, where the storefront has any; all in one file. */
export async function composeTaxonomyPages({ database, storefront }: Place): Promise<FeedPart> {
  const { categoryPath, collectionPath } = storefront;
  const db = drizzle(database);
  const [categories, collections] = await db.batch([
    db
      .select({ handle: category.handle, changedAtMs: category.updatedAtMs })
      .from(category)
      .where(sql`${categoryPath !== null}`)
      .orderBy(asc(category.handle)),
    db
      .select({ handle: collection.handle, changedAtMs: collection.updatedAtMs })
      .from(collection)
      .where(and(eq(collection.status, "active"), sql`${collectionPath !== null}`))
      .orderBy(asc(collection.handle)),
  ]);
  const pages = [
    ...categories.map((row) => ({ ...row, path: categoryPath ?? "" })),
    ...collections.map((row) => ({ ...row, path: collectionPath ?? "" })),
  ];
  return { ...fileOf("sitemap-0.xml", storefront, pages), after: "", isEnd: true };
}

/** The pages of products that the web shows, a file a slice. */
export async function composeProductPages({ database, storefront, after, number }: Place): Promise<FeedPart> {
  const rows = await drizzle(database)
    .select({ id: product.id, handle: product.handle, changedAtMs: product.updatedAtMs })
    .from(product)
    .where(and(shownIn(DEFAULT_CHANNEL), gt(product.id, after)))
    .orderBy(asc(product.id))
    .limit(PAGES_MAX);
  const pages = rows.map((row) => ({ ...row, path: storefront.productPath }));
  return {
    ...fileOf(`sitemap-${number}.xml`, storefront, pages),
    after: rows.at(-1)?.id ?? after,
    isEnd: rows.length < PAGES_MAX,
  };
}

function fileOf(
  file: string,
  storefront: Storefront,
  pages: readonly { handle: string; path: string; changedAtMs: number }[],
): Pick<FeedPart, "file" | "text" | "entries"> {
  const entries = pages.map(({ handle, path, changedAtMs }) => ({
    url: addressOfPage(storefront, path, handle),
    changedAtMs,
  }));
  return {
    file,
    text: `${SITEMAP_HEAD}${composeSitemap(entries)}${SITEMAP_TAIL}`,
    entries: entries.length,
  };
}
