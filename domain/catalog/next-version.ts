import { sameValue } from "./same-value.ts";

type Versioned = { readonly version: number; readonly createdAtMs: number; readonly updatedAtMs: number };

/**
 * The thing with these fields: its first version, the next one, or `present` itself when nothing changes. CAT-5 What was deleted
 * under its name had versions up to `lastVersion`: none of them comes back.
 */
export function nextVersion<Fields extends object, Thing extends Fields & Versioned>(
  present: Thing | null,
  fields: Fields,
  nowMs: number,
  lastVersion = 0,
): Fields & Versioned {
  if (!present) return { ...fields, version: lastVersion + 1, createdAtMs: nowMs, updatedAtMs: nowMs };
  if (sameValue({ ...present, ...fields }, present)) return present;
  return { ...present, ...fields, version: present.version + 1, updatedAtMs: nowMs };
}
