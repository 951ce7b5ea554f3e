import { ok, type Result, refuse } from "../kernel/result.ts";

/** A group of products that shoppers browse. Its handle is its name for ever. */
export type Collection = {
  readonly id: string;
  readonly handle: string;
  readonly title: string;
  readonly description: string;
  readonly version: number;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
};

/** All collections are listed on one page, so there is a limit to them. */
export const COLLECTIONS_MAX = 200;

type Fields = Pick<Collection, "handle" | "title" | "description">;
type TooMany = { code: "too_many_collections"; allowed: number };

/** The collection as it will be: the next version of `present`, `present` itself when nothing changes, or a new one. */
export function decideCollection(
  fields: Fields,
  present: Collection | null,
  collections: number,
  id: string,
  nowMs: number,
): Result<Collection, TooMany> {
  if (present) {
    if (present.title === fields.title && present.description === fields.description) return ok(present);
    return ok({ ...present, ...fields, version: present.version + 1, updatedAtMs: nowMs });
  }
  if (collections >= COLLECTIONS_MAX)
    return refuse({ code: "too_many_collections", allowed: COLLECTIONS_MAX });
  return ok({ ...fields, id, version: 1, createdAtMs: nowMs, updatedAtMs: nowMs });
}
