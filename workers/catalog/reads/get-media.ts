import { isUnchanged } from "../../../platform/http/is-unchanged.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { CatalogEnv } from "../env.ts";

const MEDIA_ID = /^media_[0-9a-f]{32}$/;

/** CAT-4 An SVG opened by itself is a document of our origin: it may neither run nor load anything. */
const INERT = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/** The bytes of a picture, which its id was made from: whoever has them has them for good. */
export async function getMedia(request: Request, env: CatalogEnv, id: string): Promise<Response> {
  if (!MEDIA_ID.test(id)) throw problem("not_found");
  const headers = new Headers({
    etag: `"${id}"`,
    "cache-control": "public, max-age=31536000, immutable",
    "content-security-policy": INERT,
    "x-content-type-options": "nosniff",
  });
  if (isUnchanged(request.headers.get("if-none-match"), `"${id}"`))
    return new Response(null, { status: 304, headers });

  const picture = await env.MEDIA.get(id);
  if (!picture) throw problem("not_found");
  headers.set("content-type", picture.httpMetadata?.contentType ?? "application/octet-stream");
  return new Response(picture.body, { headers });
}
