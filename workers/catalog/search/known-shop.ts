import { sql } from "drizzle-orm";
import type { ShelfSettings } from "../../../domain/catalog/resolve-shelf.ts";
import type { PriceAudience } from "../../../domain/search/price-classes.ts";
import type { Write } from "../../../platform/d1/commit-together.ts";
import { shelfSettings } from "../shelf-settings.ts";
import { loadSettings } from "../storage/load-settings.ts";
import { loadAudiences } from "./load-prices.ts";

/** What search knows of the shop: what readers may choose from, and for whom there are price lists. */
export type KnownShop = ShelfSettings & {
  /** For whom all documents have prices: readers go by these. */
  readonly audiences: readonly PriceAudience[];
  /** For whom they are being given prices: those of the lists that are live now. */
  readonly composing: readonly PriceAudience[];
};

/** The shop as it is now, still read by the audiences that it was read by before; null while it has no settings. */
export async function followShop(database: D1Database, before: KnownShop | null): Promise<KnownShop | null> {
  const [settings, composing] = await Promise.all([loadSettings(database), loadAudiences(database)]);
  if (!settings) return null;
  return { ...shelfSettings(settings.body), audiences: before?.audiences ?? composing, composing };
}

/** Whether the texts of products have another language now: the shop's first. */
export function speaksAnew(before: KnownShop | null, now: KnownShop | null): boolean {
  return before !== null && now !== null && before.locales[0] !== now.locales[0];
}

/** SRC-12 Whether price lists are for others now: then all products that some list has need prices for these. */
export function pricesAnew(before: KnownShop | null, now: KnownShop | null): boolean {
  return (
    before !== null && now !== null && JSON.stringify(before.composing) !== JSON.stringify(now.composing)
  );
}

/** `isDone`: every document has prices for the present audiences, so readers go by them from now on. */
export function shopWrites(
  slot: string,
  before: KnownShop | null,
  now: KnownShop | null,
  isDone: boolean,
): Write[] {
  if (!now) return [];
  const after = JSON.stringify(isDone ? { ...now, audiences: now.composing } : now);
  if (after === JSON.stringify(before)) return [];
  return [
    sql`INSERT INTO shop (slot, body) VALUES (${slot}, ${after}) ON CONFLICT (slot) DO UPDATE SET body = excluded.body`,
  ];
}
