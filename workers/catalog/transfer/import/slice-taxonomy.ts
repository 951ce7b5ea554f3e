import { count } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { BRANDS_MAX, type Brand } from "../../../../domain/catalog/brand.ts";
import type { KnownReferences } from "../../../../domain/catalog/find-product-flaws.ts";
import type { Draft } from "../../../../domain/catalog/import/draft.ts";
import type { Product } from "../../../../domain/catalog/product.ts";
import { PRODUCT_TYPES_MAX, type ProductType } from "../../../../domain/catalog/product-type.ts";
import type { Write } from "../../../../platform/d1/commit-together.ts";
import { lastVersionsQuery } from "../../storage/last-versions.ts";
import { brandWrites, typeWrites } from "../../storage/taxonomy-writes.ts";
import { brand, productType } from "../../tables-of-taxonomy.ts";

type Missing = { brands: Map<string, Brand>; types: Map<string, ProductType> };

/**
 * Brands and types that a file names by their titles and that the shop does not have: they are made with the first
 * product that has them, as far as the shop has room.
 */
export class SliceTaxonomy {
  readonly #missing: Missing;
  readonly #actorId: string;
  readonly #written = new Set<string>();

  private constructor(missing: Missing, actorId: string) {
    this.#missing = missing;
    this.#actorId = actorId;
  }

  static async load(
    database: D1Database,
    drafts: readonly Draft[],
    known: KnownReferences,
    actorId: string,
    nowMs: number,
  ): Promise<SliceTaxonomy> {
    const times = { version: 1, createdAtMs: nowMs, updatedAtMs: nowMs };
    const brands = new Map(
      titlesOf(drafts, "brand", known.brands).map(([handle, title]) => [
        handle,
        { handle, title: title.slice(0, 200), description: "", mediaId: null, seo: null, ...times },
      ]),
    );
    const types = new Map(
      titlesOf(drafts, "type", known.types).map(([handle, title]) => [
        handle,
        { handle, title: title.slice(0, 200), attributes: [], ...times },
      ]),
    );
    if (brands.size + types.size === 0) return new SliceTaxonomy({ brands, types }, actorId);

    const db = drizzle(database);
    const [[allBrands], [allTypes], goneBrands, goneTypes] = await db.batch([
      db.select({ count: count() }).from(brand),
      db.select({ count: count() }).from(productType),
      lastVersionsQuery(db, "brand", [...brands.keys()]),
      lastVersionsQuery(db, "type", [...types.keys()]),
    ]);
    goOnBehind(brands, goneBrands);
    goOnBehind(types, goneTypes);
    keepFirst(brands, BRANDS_MAX - (allBrands?.count ?? 0));
    keepFirst(types, PRODUCT_TYPES_MAX - (allTypes?.count ?? 0));
    return new SliceTaxonomy({ brands, types }, actorId);
  }

  /** What exists, or will by the time it is referred to. */
  with(known: KnownReferences): KnownReferences {
    const { brands, types } = this.#missing;
    return {
      ...known,
      brands: new Set([...known.brands, ...brands.keys()]),
      types: new Map([...known.types, ...types]),
    };
  }

  /** What has to be made for a product that is stored, ahead of it; each once. */
  writesFor({ brand: brandHandle, type: typeHandle }: Product): Write[] {
    const made = brandHandle === null ? undefined : this.#missing.brands.get(brandHandle);
    const madeType = typeHandle === null ? undefined : this.#missing.types.get(typeHandle);
    return [
      ...(made && this.#isFirst(`brand:${made.handle}`) ? brandWrites(null, made, this.#actorId) : []),
      ...(madeType && this.#isFirst(`type:${madeType.handle}`)
        ? typeWrites(null, madeType, this.#actorId)
        : []),
    ];
  }

  #isFirst(name: string): boolean {
    if (this.#written.has(name)) return false;
    this.#written.add(name);
    return true;
  }
}

/** By handle, those that drafts name by a title and that do not exist. */
function titlesOf(
  drafts: readonly Draft[],
  field: "brand" | "type",
  known: { has(handle: string): boolean },
): [string, string][] {
  const titles = new Map<string, string>();
  for (const { brandTitle, typeTitle, fields } of drafts) {
    const title = field === "brand" ? brandTitle : typeTitle;
    const handle = fields[field];
    if (title === null || typeof handle !== "string" || known.has(handle) || titles.has(handle)) continue;
    titles.set(handle, title);
  }
  return [...titles];
}

/** CAT-5 What is made anew has none of the versions of what was deleted under its handle. */
function goOnBehind<Made extends { version: number }>(
  made: Map<string, Made>,
  gone: readonly { handle: string; version: number }[],
): void {
  for (const { handle, version } of gone) {
    const anew = made.get(handle);
    if (anew) made.set(handle, { ...anew, version: version + 1 });
  }
}

function keepFirst(map: Map<string, unknown>, room: number): void {
  for (const handle of [...map.keys()].slice(room > 0 ? room : 0)) map.delete(handle);
}
