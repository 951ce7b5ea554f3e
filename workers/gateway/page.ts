import { sha256Hex } from "../../platform/auth/mac.ts";
import { isUnchanged } from "../../platform/http/is-unchanged.ts";

/** A page of the gateway itself, rendered once per isolate. */
export type Page = { body: string; etag: string; headers: Record<string, string> };

const KEEP = "public, max-age=60";

export async function makePage(body: string, headers: Record<string, string>): Promise<Page> {
  const etag = `"${(sha256Hex(body)).slice(0, 32)}"`;
  return { body, etag, headers: { etag, "cache-control": KEEP, ...headers } };
}

/** The page, or 304 for who holds it already (RFC 9110, section 13.1.2). */
export function answerPage({ body, etag, headers }: Page, request: Request): Response {
  const isHeld = isUnchanged(request.headers.get("if-none-match"), etag);
  return isHeld ? new Response(null, { status: 304, headers }) : new Response(body, { headers });
}
