import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { Product } from "../../../domain/catalog/product.ts";
import { assembleProducts, productQueries } from "./product-rows.ts";

/** A product of any status as it is now, read from the primary, so staff see what they just wrote. */
export async function loadProduct(database: D1Database, id: string): Promise<Product | null> {
  const db = drizzle(database);
  const rows = await db.batch(productQueries(db, sql`(SELECT ${id})`));
  return assembleProducts(rows)[0] ?? null;
}
