import { fromBase64Url, toBase64Url } from "../auth/mac.ts";
import { problem } from "./problem.ts";

/** A place in a list that is sorted by time, newest first, then by id: stable while rows are added. */
export type TimeCursor = { atMs: number; id: string };

export function showTimeCursor(atMs: number, id: string): string {
  return toBase64Url(new TextEncoder().encode(JSON.stringify([atMs, id])));
}

/** Null for no cursor; a 400 for one that we did not make. */
export function readTimeCursor(cursor: string | undefined): TimeCursor | null {
  if (cursor === undefined) return null;
  const bytes = fromBase64Url(cursor);
  try {
    const [atMs, id] = JSON.parse(new TextDecoder().decode(bytes ?? new Uint8Array())) as unknown[];
    if (typeof atMs === "number" && Number.isSafeInteger(atMs) && typeof id === "string") return { atMs, id };
  } catch {
    // Falls through to the one answer for all that is not a cursor.
  }
  throw problem("invalid_request", {
    errors: [{ pointer: "?cursor", detail: "is not a cursor of this list" }],
  });
}
