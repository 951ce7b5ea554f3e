import { asc, inArray, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { Draft } from "../../../../domain/catalog/import/draft.ts";
import { handleOf } from "../../../../domain/catalog/import/name-things.ts";
import { brand, productType } from "../../tables-of-taxonomy.ts";

/**
 * Drafts that name their brand and type by handle, as a request does: that of the brand which has this title, else the
 * one that it would get.
 */
export async function nameByTitle(database: D1Database, drafts: readonly Draft[]): Promise<Draft[]> {
  const titlesOf = (field: "brandTitle" | "typeTitle") => [
    ...new Set(drafts.flatMap((one) => one[field] ?? [])),
  ];
  const brandTitles = titlesOf("brandTitle");
  const typeTitles = titlesOf("typeTitle");
  if (brandTitles.length + typeTitles.length === 0) return [...drafts];

  const listed = (titles: readonly string[]) => sql`(SELECT value FROM json_each(${JSON.stringify(titles)}))`;
  const db = drizzle(database);
  const [brands, types] = await db.batch([
    db
      .select({ handle: brand.handle, title: brand.title })
      .from(brand)
      .where(inArray(brand.title, listed(brandTitles)))
      .orderBy(asc(brand.handle)),
    db
      .select({ handle: productType.handle, title: productType.title })
      .from(productType)
      .where(inArray(productType.title, listed(typeTitles)))
      .orderBy(asc(productType.handle)),
  ]);
  const ofBrands = new Map(brands.map(({ handle, title }) => [title, handle]));
  const ofTypes = new Map(types.map(({ handle, title }) => [title, handle]));
  return drafts.map((draft) => ({
    ...draft,
    fields: {
      ...draft.fields,
      ...named("brand", draft.brandTitle, ofBrands),
      ...named("type", draft.typeTitle, ofTypes),
    },
  }));
}

function named(field: string, title: string | null, handles: ReadonlyMap<string, string>) {
  if (title === null) return {};
  const handle = handles.get(title) ?? handleOf(title);
  return handle === "" ? {} : { [field]: handle };
}
