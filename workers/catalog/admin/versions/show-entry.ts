import type { productVersion } from "../../tables-of-history.ts";

type Row = Pick<
  typeof productVersion.$inferSelect,
  "version" | "cause" | "restoredFrom" | "actorId" | "atMs"
>;

/** Who made a version, when and why, in the words of the wire. */
export function showEntry({ version, cause, restoredFrom, actorId, atMs }: Row) {
  return {
    version,
    cause,
    restored_from: restoredFrom,
    actor_id: actorId,
    created_at: new Date(atMs).toISOString(),
  };
}
