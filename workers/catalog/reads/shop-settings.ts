import { desc } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { TOPICS } from "../../../domain/catalog/topics-of-change.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { SettingsVersion } from "../storage/load-settings.ts";
import { settings } from "../tables.ts";
import { asOfSeqQuery, readAsOfSeq } from "./as-of-seq.ts";
import type { ReadContext } from "./read-context.ts";

const KEY = "settings";
const BYTES = 1_000;

/** The settings in force, as young as the heads; null before the shop was set up. */
export async function currentSettings(read: ReadContext): Promise<SettingsVersion | null> {
  const { settings: memo } = read.memory;
  const known = memo.get(KEY);
  if (known !== undefined) return known;

  read.cost.d1 += 1;
  const db = drizzle(read.env.DB);
  const [seq, [present = null]] = await db.batch([
    asOfSeqQuery(db),
    db.select().from(settings).orderBy(desc(settings.version)).limit(1),
  ]);
  memo.put(KEY, present, { asOfSeq: readAsOfSeq(seq), topics: [TOPICS.settings] }, BYTES);
  return present;
}

/** The asked currency, or the shop's first for `-`; a 400 problem when the shop does not sell in it. */
export async function resolveCurrency(read: ReadContext, asked: string): Promise<string> {
  const present = await currentSettings(read);
  if (!present)
    throw problem("service_unavailable", { detail: "The shop is not set up yet: it has no settings." });

  const codes = present.body.currencies.map(({ code }) => code);
  const resolved = asked === "-" ? codes[0] : codes.find((code) => code === asked);
  if (resolved !== undefined) return resolved;
  const detail = `is not a currency of this shop, which sells in ${codes.join(", ")}`;
  throw problem("invalid_request", { errors: [{ pointer: "?currency", detail }] });
}
