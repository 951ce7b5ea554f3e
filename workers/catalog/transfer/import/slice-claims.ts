import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { composeHandle } from "../../../../domain/catalog/compose-handle.ts";
import type { Draft } from "../../../../domain/catalog/import/draft.ts";
import type { Product } from "../../../../domain/catalog/product.ts";
import type { Write } from "../../../../platform/d1/commit-together.ts";

/**
 * IMP-4 What a file named already. Rows of one product that do not stand together would each be taken for the whole
 * product, and the later ones remove the variants of the earlier: so a name counts once. A dry run, which writes no
 * product, finds SKUs of two products in the same way.
 */
export class SliceClaims {
  readonly #jobId: string;
  readonly #withSkus: boolean;
  readonly #rows: Map<string, number>;
  #made: [string, number][] = [];

  private constructor(jobId: string, withSkus: boolean, rows: Map<string, number>) {
    this.#jobId = jobId;
    this.#withSkus = withSkus;
    this.#rows = rows;
  }

  static async load(
    database: D1Database,
    jobId: string,
    drafts: readonly Draft[],
    targets: readonly (Product | null)[],
    isDryRun: boolean,
  ): Promise<SliceClaims> {
    const names = drafts.flatMap((draft, index) => namesOf(draft, targets[index] ?? null, isDryRun));
    const rows = await drizzle(database)
      .select({ name: sql<string>`name`.as("name"), row: sql<number>`"row"`.as("row") })
      .from(sql`job_claim`)
      .where(sql`job_id = ${jobId} AND name IN (SELECT value FROM json_each(${JSON.stringify(names)}))`);
    return new SliceClaims(jobId, isDryRun, new Map(rows.map(({ name, row }) => [name, row])));
  }

  /** Claims the names of a draft, or says why it can't have them. */
  claim(draft: Draft, target: Product | null): { at: readonly (string | number)[]; detail: string } | null {
    for (const name of namesOf(draft, target, this.#withSkus)) {
      const row = this.#rows.get(name);
      if (row === undefined) continue;
      if (name.startsWith("sku:")) {
        const index = draft.variants?.findIndex(({ fields }) => `sku:${fields.sku}` === name) ?? 0;
        return { at: ["variants", index, "sku"], detail: `"${name.slice(4)}" is taken` };
      }
      return { at: ["handle"], detail: `row ${row} is about the same product: its rows must stand together` };
    }
    for (const name of namesOf(draft, target, this.#withSkus)) {
      this.#rows.set(name, draft.row);
      this.#made.push([name, draft.row]);
    }
    return null;
  }

  /** For a draft that is left for the next slice. */
  release(draft: Draft): void {
    for (const [name, row] of this.#made) if (row === draft.row) this.#rows.delete(name);
    this.#made = this.#made.filter(([, row]) => row !== draft.row);
  }

  writes(): Write[] {
    if (this.#made.length === 0) return [];
    return [
      sql`INSERT INTO job_claim (job_id, name, "row")
        SELECT ${this.#jobId}, value ->> 0, value ->> 1 FROM json_each(${JSON.stringify(this.#made)})`,
    ];
  }
}

function namesOf({ fields, variants }: Draft, target: Product | null, withSkus: boolean): string[] {
  const handle = typeof fields.handle === "string" ? composeHandle(fields.handle) : null;
  const externalId = typeof fields.external_id === "string" ? fields.external_id.trim() : null;
  const skus = withSkus ? (variants ?? []).map((variant) => variant.fields.sku) : [];
  return [
    ...(handle === null ? [] : [`handle:${handle}`]),
    ...(externalId === null ? [] : [`external_id:${externalId}`]),
    ...(target && target.handle !== handle ? [`id:${target.id}`] : []),
    ...new Set(skus.filter((sku) => typeof sku === "string").map((sku) => `sku:${sku}`)),
  ];
}
