/** `If-None-Match` (RFC 9110, section 13.1.2). Compared weakly: what compresses on the way may have marked the tag so. */
export function isUnchanged(request: Request, etag: string): boolean {
  const held = request.headers.get("if-none-match");
  if (held === null) return false;
  return held.trim() === "*" || held.split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag);
}
