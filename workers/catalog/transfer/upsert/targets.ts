import { inArray, type SQL, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { composeHandle } from "../../../../domain/catalog/compose-handle.ts";
import type { Draft } from "../../../../domain/catalog/import/draft.ts";
import type { Product } from "../../../../domain/catalog/product.ts";
import { assembleProducts, productQueries } from "../../storage/product-rows.ts";

/** Products are large: so many are read at once. */
const LOADED_AT_ONCE = 10;

/**
 * IMP-2 Who has which name among products that are not archived, and the products that drafts are about. Kept up while
 * drafts are decided one after the other, so that two of one file compete as two requests would.
 */
export class Targets {
  readonly #byHandle: Map<string, string>;
  readonly #byExternalId: Map<string, string>;
  readonly #bySku: Map<string, string>;
  readonly #products = new Map<string, Product>();

  private constructor(
    handles: Iterable<readonly [string, string]>,
    externalIds: Iterable<readonly [string, string]>,
    skus: Iterable<readonly [string, string]>,
  ) {
    this.#byHandle = new Map(handles);
    this.#byExternalId = new Map(externalIds);
    this.#bySku = new Map(skus);
  }

  /** Reads from the primary what these drafts can be about. */
  static async load(database: D1Database, drafts: readonly Draft[]): Promise<Targets> {
    const db = drizzle(database);
    const names = drafts.map(namesOf);
    const [handles, externalIds, skus, ids] = await db.batch([
      db
        .select({ name: sql<string>`handle`.as("name"), id: sql<string>`id`.as("id") })
        .from(sql`product`)
        .where(
          sql`status <> 'archived' AND handle IN ${valuesOf(names.flatMap(({ handle }) => handle ?? []))}`,
        ),
      db
        .select({ name: sql<string>`external_id`.as("name"), id: sql<string>`id`.as("id") })
        .from(sql`product`)
        .where(
          sql`status <> 'archived' AND external_id IN ${valuesOf(names.flatMap(({ externalId }) => externalId ?? []))}`,
        ),
      db
        .select({ name: sql<string>`sku`.as("name"), id: sql<string>`product_id`.as("id") })
        .from(sql`variant`)
        .where(sql`claims_sku = 1 AND sku IN ${valuesOf(names.flatMap(({ skus: own }) => own))}`),
      db
        .select({ id: sql<string>`id`.as("id") })
        .from(sql`product`)
        .where(inArray(sql`id`, valuesOf(names.flatMap(({ id }) => id ?? [])))),
    ]);
    const pairs = (rows: readonly { name: string; id: string }[]) =>
      rows.map(({ name, id }) => [name, id] as const);
    const targets = new Targets(pairs(handles), pairs(externalIds), pairs(skus));
    const known = new Set(ids.map(({ id }) => id));
    const wanted = new Set(drafts.flatMap((draft) => targets.#idOf(draft, known) ?? []));
    await targets.#loadProducts(database, [...wanted]);
    return targets;
  }

  /** The product that a draft is about; null for one that is not there yet. */
  targetOf(draft: Draft): Product | null {
    const id = this.#idOf(draft, this.#products);
    return id === null ? null : (this.#products.get(id) ?? null);
  }

  /** Which names of `after` belong to other products, by their places in it. */
  conflictsOf(after: Product): { at: readonly (string | number)[]; detail: string }[] {
    const isTaken = (owner: string | undefined) => owner !== undefined && owner !== after.id;
    return [
      ...(isTaken(this.#byHandle.get(after.handle)) ? [{ at: ["handle"], detail: "is taken" }] : []),
      ...(after.externalId !== null && isTaken(this.#byExternalId.get(after.externalId))
        ? [{ at: ["external_id"], detail: "is taken" }]
        : []),
      ...after.variants.flatMap(({ sku }, index) =>
        isTaken(this.#bySku.get(sku))
          ? [{ at: ["variants", index, "sku"], detail: `"${sku}" is taken` }]
          : [],
      ),
    ];
  }

  /** From here on `after` is how the product is. */
  follow(before: Product | null, after: Product): void {
    if (before) {
      this.#byHandle.delete(before.handle);
      if (before.externalId !== null) this.#byExternalId.delete(before.externalId);
      for (const { sku } of before.variants) this.#bySku.delete(sku);
    }
    this.#products.set(after.id, after);
    if (after.status === "archived") return;
    this.#byHandle.set(after.handle, after.id);
    if (after.externalId !== null) this.#byExternalId.set(after.externalId, after.id);
    for (const { sku } of after.variants) this.#bySku.set(sku, after.id);
  }

  /**
   * By its id, the other system's id, its handle. By SKUs only where nothing else is said: two products of a file that
   * share a SKU by mistake are two products.
   */
  #idOf(draft: Draft, known: { has(id: string): boolean }): string | null {
    const { id, externalId, handle, skus } = namesOf(draft);
    if (id !== null && known.has(id)) return id;
    const byExternalId = externalId === null ? undefined : this.#byExternalId.get(externalId);
    const byHandle = handle === null ? undefined : this.#byHandle.get(handle);
    if (byExternalId !== undefined || byHandle !== undefined) return byExternalId ?? byHandle ?? null;
    if (externalId !== null || handle !== null) return null;
    const owners = new Set(skus.flatMap((sku) => this.#bySku.get(sku) ?? []));
    const [only] = owners;
    return owners.size === 1 && only !== undefined ? only : null;
  }

  async #loadProducts(database: D1Database, ids: readonly string[]): Promise<void> {
    const db = drizzle(database);
    for (let from = 0; from < ids.length; from += LOADED_AT_ONCE) {
      const chosen = valuesOf(ids.slice(from, from + LOADED_AT_ONCE));
      for (const product of assembleProducts(await db.batch(productQueries(db, chosen)))) {
        this.#products.set(product.id, product);
      }
    }
  }
}

type Names = { id: string | null; externalId: string | null; handle: string | null; skus: string[] };

function namesOf({ fields, variants }: Draft): Names {
  const { id, external_id: externalId, handle } = fields;
  return {
    id: typeof id === "string" ? id : null,
    externalId: typeof externalId === "string" ? externalId.trim() : null,
    handle: typeof handle === "string" ? composeHandle(handle) : null,
    skus: (variants ?? []).flatMap((variant) =>
      typeof variant.fields.sku === "string" ? variant.fields.sku : [],
    ),
  };
}

function valuesOf(list: readonly string[]): SQL {
  return sql`(SELECT value FROM json_each(${JSON.stringify(list)}))`;
}
