import { type SQL, sql } from "drizzle-orm";
import type { PageEnd } from "./cursor.ts";
import { product } from "./tables.ts";

/** What comes after a page's end when products are listed newest first. New products never shift it. */
export function olderThan({ place, id }: PageEnd): SQL {
  return sql`(${product.createdAtMs}, ${product.id}) < (${place}, ${id})`;
}
