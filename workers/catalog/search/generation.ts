import { sql } from "drizzle-orm";
import { commitTogether, type Write } from "../../../platform/d1/commit-together.ts";
import type { Slot } from "./slots.ts";

/** One index, and how far it has followed the catalog. */
export type Generation = {
  slot: Slot;
  state: "serving" | "building" | "idle";
  version: number;
  number: number;
  form: number;
  cursor: number;
  nextSerial: number;
  documents: number;
  unmerged: number;
  sinceMs: number;
  caughtUpAtMs: number;
};

const COLUMNS = `slot, state, version, number, form, cursor, next_serial AS nextSerial, documents, unmerged,
  since_ms AS sinceMs, caught_up_at_ms AS caughtUpAtMs`;

/** Both, the one that serves first. */
export async function loadGenerations(search: D1Database): Promise<Generation[]> {
  const { results } = await search
    .prepare(`SELECT ${COLUMNS} FROM generation ORDER BY state = 'serving' DESC, slot`)
    .all<Generation>();
  return results;
}

/**
 * SRC-8 Nothing is written to an index by one who has not seen what was written before: the version that was read is
 * part of the batch, and a batch that comes too late is undone. False for one that was.
 */
export async function commitGeneration(
  search: D1Database,
  read: Pick<Generation, "slot" | "version">,
  after: Omit<Generation, "slot" | "version">,
  writes: readonly Write[],
): Promise<boolean> {
  const guard = sql`UPDATE generation SET version = CASE WHEN version = ${read.version} THEN version + 1 END,
      state = ${after.state}, number = ${after.number}, form = ${after.form}, cursor = ${after.cursor},
      next_serial = ${after.nextSerial}, documents = ${after.documents},
      unmerged = ${after.unmerged}, since_ms = ${after.sinceMs},
      caught_up_at_ms = ${after.caughtUpAtMs}
    WHERE slot = ${read.slot}`;
  const outcome = await commitTogether(search, [guard, ...writes]);
  return outcome.kind === "committed";
}
