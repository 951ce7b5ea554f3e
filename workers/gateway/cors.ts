import type { GatewayCall } from "./call.ts";
import { FACES } from "./routes.ts";

const METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";
const TAKEN =
  "Content-Type, X-Publishable-Key, X-Cart-Token, X-Visitor-Token, Idempotency-Key, If-Match, If-None-Match, Traceparent, Tracestate";
const SHOWN = "ETag, Location, Retry-After, Idempotency-Replayed, X-Request-Id, Server-Timing, Souk-Stale";
const REMEMBER_S = "86400";

/**
 * Whether pages of any origin may read the answer. No cookie is ever a credential here, so `*` gives away nothing
 * but what the key in the page may see anyway.
 */
export function isOpenToOrigins({ face, url }: GatewayCall): boolean {
  return FACES[face].openToOrigins || url.pathname === "/openapi.json";
}

/** The answer to a browser that asks before it sends; null where this is not such a question. */
export function preflightAnswer(request: Request, call: GatewayCall): Response | null {
  if (request.method !== "OPTIONS" || !isOpenToOrigins(call)) return null;
  return new Response(null, {
    status: 204,
    headers: {
      "access-control-allow-methods": METHODS,
      "access-control-allow-headers": TAKEN,
      "access-control-max-age": REMEMBER_S,
    },
  });
}

/** Says on an answer that any page may read it, and which headers. */
export function openToOrigins(headers: Headers): void {
  headers.set("access-control-allow-origin", "*");
  headers.set("access-control-expose-headers", SHOWN);
}
