import { eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { PriceList } from "../../../domain/pricing/price-list.ts";
import { priceList } from "../tables-of-prices.ts";

/** A price list of any status as it is now, or null. */
export async function loadPriceList(database: D1Database, handle: string): Promise<PriceList | null> {
  const [row] = await drizzle(database).select().from(priceList).where(eq(priceList.handle, handle));
  return row ? toPriceList(row) : null;
}

/** Whether it is live is the readers' own note. */
export function toPriceList({ isLive: _, ...list }: typeof priceList.$inferSelect): PriceList {
  return list;
}
