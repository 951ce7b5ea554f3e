import { z } from "zod";
import { fromBase64Url, toBase64Url } from "../../../platform/auth/mac.ts";
import type { Sort } from "./parse-search.ts";

/** Where a page ended: what it is sorted by (a score, a time, an amount, a title) and the document's number. */
export type SortPlace = { readonly key: number | string; readonly doc: number };

const Shape = z.tuple([z.string(), z.union([z.number(), z.string().max(64)]), z.int().min(0)]);

export function showPlace(sort: Sort, { key, doc }: SortPlace): string {
  return toBase64Url(new TextEncoder().encode(JSON.stringify([sort, key, doc])));
}

/** Reads what `showPlace` made for the same order; null for anything else. */
export function readPlace(sort: Sort, cursor: string): SortPlace | null {
  const bytes = fromBase64Url(cursor);
  if (!bytes) return null;
  try {
    const [named, key, doc] = Shape.parse(JSON.parse(new TextDecoder().decode(bytes)));
    const fits =
      named === sort && (typeof key === "string") === (sort === "title") && Number.isFinite(Number(key) || 0);
    // Written again, so that one place has one cursor: caches keep pages by it.
    return fits && showPlace(sort, { key, doc }) === cursor ? { key, doc } : null;
  } catch {
    return null;
  }
}
