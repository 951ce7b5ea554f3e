import { eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { media } from "../tables.ts";
import { refuseFlaws } from "./refuse-flaws.ts";

/** Pictures are never deleted, so one that is there stays. A 400 problem where there is none. */
export async function requirePicture(database: D1Database, mediaId: string | null): Promise<void> {
  if (mediaId === null) return;
  const found = await drizzle(database).select({ id: media.id }).from(media).where(eq(media.id, mediaId));
  if (found.length === 0) throw refuseFlaws([{ at: ["media_id"], detail: "does not exist" }]);
}
