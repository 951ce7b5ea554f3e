import { desc } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { settings } from "../tables.ts";

export type SettingsVersion = typeof settings.$inferSelect;

/** The settings in force, or null before the shop was set up. */
export async function loadSettings(database: D1Database): Promise<SettingsVersion | null> {
  const rows = await drizzle(database).select().from(settings).orderBy(desc(settings.version)).limit(1);
  return rows[0] ?? null;
}
