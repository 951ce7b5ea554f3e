import { and, desc, eq, lt, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { Product } from "../../../domain/catalog/product.ts";
import { productVersion } from "../tables-of-history.ts";

/** HIS-1 A version in the history, with what it said. */
export async function loadVersion(database: D1Database, productId: string, version: number) {
  const [row] = await drizzle(database)
    .select()
    .from(productVersion)
    .where(and(eq(productVersion.productId, productId), eq(productVersion.version, version)));
  return row ?? null;
}

/** HIS-1 What is to be said of the versions before `beforeVersion`, newest first. */
export async function listVersions(
  database: D1Database,
  productId: string,
  beforeVersion: number,
  rows: number,
) {
  return drizzle(database)
    .select({
      version: productVersion.version,
      cause: productVersion.cause,
      restoredFrom: productVersion.restoredFrom,
      actorId: productVersion.actorId,
      atMs: productVersion.atMs,
      title: sql<string>`body ->> '$.title'`.as("title"),
      handle: sql<string>`body ->> '$.handle'`.as("handle"),
      status: sql<Product["status"]>`body ->> '$.status'`.as("status"),
    })
    .from(productVersion)
    .where(and(eq(productVersion.productId, productId), lt(productVersion.version, beforeVersion)))
    .orderBy(desc(productVersion.version))
    .limit(rows);
}
