import { sql } from "drizzle-orm";
import type { Write } from "../../../platform/d1/commit-together.ts";
import type { Fill } from "./fill.ts";
import type { Generation } from "./generation.ts";
import type { KnownShop } from "./known-shop.ts";
import { SLICE_PRODUCTS } from "./search-settings.ts";

/** What a slot has still to do, and what it knows of the shop. */
export type Work = { pending: string[]; fill: Fill | null; shop: KnownShop | null };

export async function loadWork(search: D1Database, { slot }: Generation): Promise<Work> {
  const [pending, fills, shop] = await search.batch<Record<string, string>>([
    search.prepare("SELECT product_id FROM pending WHERE slot = ? LIMIT ?").bind(slot, SLICE_PRODUCTS),
    search.prepare("SELECT what, after, again FROM fill WHERE slot = ? LIMIT 1").bind(slot),
    search.prepare("SELECT body FROM shop WHERE slot = ?").bind(slot),
  ]);
  const [fill] = fills?.results ?? [];
  const [settings] = shop?.results ?? [];
  return {
    pending: (pending?.results ?? []).map(({ product_id: id }) => String(id)),
    fill: fill
      ? { what: String(fill.what), after: String(fill.after), again: Number(fill.again) === 1 }
      : null,
    shop: settings ? (JSON.parse(String(settings.body)) as KnownShop) : null,
  };
}

/** `done` was looked at; `coming` has to be. */
export function pendingWrites(slot: string, done: readonly string[], coming: readonly string[]): Write[] {
  return [
    ...(done.length > 0
      ? [
          sql`DELETE FROM pending WHERE slot = ${slot}
            AND product_id IN (SELECT value FROM json_each(${JSON.stringify(done)}))`,
        ]
      : []),
    ...(coming.length > 0
      ? [
          sql`INSERT OR IGNORE INTO pending (slot, product_id)
            SELECT ${slot}, value FROM json_each(${JSON.stringify(coming)})`,
        ]
      : []),
  ];
}
