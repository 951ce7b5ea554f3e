import { composeDocument } from "../../../domain/search/compose-document.ts";
import type { ProductFacts, SearchDocument } from "../../../domain/search/document.ts";
import { docNumber, popularityOf } from "../../../domain/search/rank.ts";
import { toBase64Url } from "../../../platform/auth/mac.ts";
import type { Write } from "../../../platform/d1/commit-together.ts";
import { documentWrites, type Numbered } from "./document-writes.ts";
import type { Tables } from "./slots.ts";

type Known = { doc: number; productId: string; fingerprint: string };

/** What an index gets to know of some products: writes, and how its counts change. */
export type Indexed = { writes: Write[]; serials: number; documents: number; changed: number };

/**
 * The writes that make the documents of these products what they should be: none for those that are so already, and a
 * document goes with a product that is no longer shown.
 */
export async function indexProducts(
  search: D1Database,
  tables: Tables,
  productIds: readonly string[],
  facts: readonly ProductFacts[],
  nextSerial: number,
): Promise<Indexed> {
  const known = await loadKnown(search, tables, productIds);
  const composed = await Promise.all(facts.map(composeDocument).map(withFingerprint));

  let serials = 0;
  const written: Numbered[] = [];
  const gone: number[] = [];
  for (const { document, fingerprint } of composed) {
    const earlier = known.get(document.productId);
    if (earlier?.fingerprint === fingerprint) continue;
    if (earlier) gone.push(earlier.doc);
    const keeps = earlier && popularityOf(earlier.doc) === document.popularity;
    written.push({
      doc: keeps ? earlier.doc : docNumber(document.popularity, nextSerial + serials),
      fingerprint,
      document,
    });
    if (!keeps) serials += 1;
  }
  const shown = new Set(facts.map(({ productId }) => productId));
  const hidden = [...known.values()].filter(({ productId }) => !shown.has(productId));
  gone.push(...hidden.map(({ doc }) => doc));

  return {
    writes: documentWrites(tables, gone, written),
    serials,
    documents: written.length - gone.length,
    changed: written.length + gone.length,
  };
}

async function loadKnown(
  search: D1Database,
  tables: Tables,
  productIds: readonly string[],
): Promise<Map<string, Known>> {
  const { results } = await search
    .prepare(
      `SELECT doc, product_id AS productId, fingerprint FROM ${tables.document}
        WHERE product_id IN (SELECT value FROM json_each(?))`,
    )
    .bind(JSON.stringify(productIds))
    .all<Known>();
  return new Map(results.map((row) => [row.productId, row]));
}

async function withFingerprint(document: SearchDocument) {
  const bytes = new TextEncoder().encode(JSON.stringify(document));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return { document, fingerprint: toBase64Url(digest.subarray(0, 12)) };
}
