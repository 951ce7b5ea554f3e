import { desc } from "drizzle-orm";
import { TOPICS } from "../../../domain/catalog/topics-of-change.ts";
import type { SettingsVersion } from "../storage/load-settings.ts";
import { settings } from "../tables.ts";
import { asOfSeqQuery, readAsOfSeq } from "./as-of-seq.ts";
import { askDatabase, DatabaseDown } from "./ask-database.ts";
import { askReplica } from "./ask-replica.ts";
import { keepCopy, readLastKnown } from "./copies.ts";
import type { ReadContext } from "./read-context.ts";

const KEY = "settings";
const BYTES = 1_000;

/** The settings in force, as young as the heads; null before the shop was set up. */
export async function currentSettings(read: ReadContext): Promise<SettingsVersion | null> {
  const { settings: memo } = read.memory;
  const known = memo.get(KEY);
  if (known !== undefined) return known;

  const last = read.freshness === "fresh" ? null : await lastKnownSettings(read);
  if (last) return last;
  try {
    return await askDatabase("reading the settings", loadSettings(read));
  } catch (error) {
    const copy = error instanceof DatabaseDown ? await lastKnownSettings(read) : null;
    if (copy) return copy;
    throw error;
  }
}

/** Whether the settings that this isolate gives are those in force as of the heads, and not a copy of any age. */
export function areSettingsKnown(read: ReadContext): boolean {
  return read.memory.settings.get(KEY) !== undefined;
}

async function loadSettings(read: ReadContext): Promise<SettingsVersion | null> {
  const db = askReplica(read);
  const [seq, [present = null]] = await db.batch([
    asOfSeqQuery(db),
    db.select().from(settings).orderBy(desc(settings.version)).limit(1),
  ]);
  read.memory.settings.put(KEY, present, { asOfSeq: readAsOfSeq(seq), topics: [TOPICS.settings] }, BYTES);
  if (present) {
    const body = new TextEncoder().encode(JSON.stringify(present));
    keepCopy(read, KEY, String(present.version), { body, etag: String(present.version) });
  }
  return present;
}

/** EDG-3 What a price is shown in, while the database is down. Not remembered: it may be old. */
async function lastKnownSettings(read: ReadContext): Promise<SettingsVersion | null> {
  const copy = await readLastKnown(read, KEY);
  return copy && (JSON.parse(new TextDecoder().decode(copy.body)) as SettingsVersion);
}
