/**
 * Whether a reader who sent this `If-None-Match` holds what has this tag (RFC 9110, section 13.1.2). Compared weakly:
 * what compresses on the way may have marked the tag so.
 */
export function isUnchanged(ifNoneMatch: string | null, etag: string): boolean {
  if (ifNoneMatch === null) return false;
  if (ifNoneMatch.trim() === "*") return true;
  return ifNoneMatch.split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag);
}
