import { fromBase64Url, toBase64Url } from "../../platform/auth/mac.ts";
import { problem } from "../../platform/http/problem.ts";

const HANDLE_CHARACTERS_MAX = 128;

/** Where a page of things listed by handle ended: the last one's. */
export function showHandleCursor(handle: string): string {
  return toBase64Url(new TextEncoder().encode(handle));
}

/** Reads what `showHandleCursor` made; a 400 problem for anything else. Without a cursor, what is before all handles. */
export function readHandleCursor(cursor: string | undefined): string {
  if (cursor === undefined) return "";
  const bytes = fromBase64Url(cursor);
  const handle = bytes ? new TextDecoder().decode(bytes) : "";
  if (handle !== "" && handle.length <= HANDLE_CHARACTERS_MAX && showHandleCursor(handle) === cursor)
    return handle;
  throw problem("invalid_request", {
    errors: [{ pointer: "?cursor", detail: "is not a cursor of this list" }],
  });
}
