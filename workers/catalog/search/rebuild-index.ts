import { max, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { commitTogether, type Write } from "../../../platform/d1/commit-together.ts";
import { catalogChange } from "../tables-of-changes.ts";
import { ALL_PRODUCTS, beginFill } from "./fill.ts";
import { commitGeneration, type Generation } from "./generation.ts";
import { DOCUMENT_FORM } from "./search-settings.ts";
import { type Tables, tablesOf } from "./slots.ts";

type Databases = { DB: D1Database; SEARCH: D1Database };

/**
 * SRC-9 Begins an index anew beside the one that serves: it follows the feed from where that is now, and looks at all
 * products there are. True when this call began it; one that is under way goes on.
 */
export async function beginRebuild(
  { DB, SEARCH }: Databases,
  generations: readonly Generation[],
  nowMs: number,
): Promise<boolean> {
  const [serving, other] = generations;
  if (!serving || !other || other.state !== "idle") return false;
  const [head] = await drizzle(DB)
    .select({ seq: max(catalogChange.seq) })
    .from(catalogChange);
  const tables = tablesOf(other.slot);
  return commitGeneration(
    SEARCH,
    other,
    {
      state: "building",
      number: Math.max(serving.number, other.number) + 1,
      form: DOCUMENT_FORM,
      cursor: head?.seq ?? 0,
      nextSerial: 1,
      documents: 0,
      unmerged: 0,
      sinceMs: nowMs,
      caughtUpAtMs: 0,
    },
    [...emptySlot(other.slot, tables), ...beginFill(other.slot, ALL_PRODUCTS)],
  );
}

/** SRC-9 From now on the new index serves. Only once it knows all that the old one knows, in one batch. */
export async function switchIndex(
  search: D1Database,
  serving: Generation,
  built: Generation,
  nowMs: number,
): Promise<boolean> {
  if (built.cursor < serving.cursor) return false;
  const turned = (from: Generation, state: "serving" | "idle") => sql`UPDATE generation SET
      version = CASE WHEN version = ${from.version} THEN version + 1 END, state = ${state}, since_ms = ${nowMs}
    WHERE slot = ${from.slot}`;
  const outcome = await commitTogether(search, [turned(serving, "idle"), turned(built, "serving")]);
  return outcome.kind === "committed";
}

/** Gives back the room of the index that served before. */
export function emptyIndex(search: D1Database, idle: Generation): Promise<boolean> {
  return commitGeneration(
    search,
    idle,
    { ...idle, documents: 0, unmerged: 0 },
    emptySlot(idle.slot, tablesOf(idle.slot)),
  );
}

function emptySlot(slot: string, { document, facts, card, price, text, term, gram }: Tables): Write[] {
  const tables = [document, facts, card, price, term, gram];
  return [
    ...tables.map((table) => sql`DELETE FROM ${sql.raw(table)}`),
    sql`INSERT INTO ${sql.raw(text)} (${sql.raw(text)}) VALUES ('delete-all')`,
    sql`DELETE FROM pending WHERE slot = ${slot}`,
    sql`DELETE FROM fill WHERE slot = ${slot}`,
    sql`DELETE FROM shop WHERE slot = ${slot}`,
  ];
}
