/** Credentials stay at the gateway, the connection is its own, and nobody outside speaks for us. */
const KEPT_OUT = new Set([
  "authorization",
  "x-publishable-key",
  "cookie",
  // The platform writes it anew for the body that is passed on.
  "content-length",
  "connection",
  "keep-alive",
  "proxy-authorization",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "expect",
  "x-request-id",
  "traceparent",
  "tracestate",
  // Where a caller is: a service gets a hash of it, and what callers say of it themselves counts for nothing.
  "cf-connecting-ip",
  "cf-connecting-ipv6",
  "cf-pseudo-ipv4",
  "true-client-ip",
  "x-real-ip",
  "x-forwarded-for",
  "forwarded",
]);
const OURS = "x-souk-";

/** The headers of an outside request that a service may see. */
export function internalHeaders(outside: Headers): Headers {
  const headers = new Headers();
  for (const [name, value] of outside) {
    if (!KEPT_OUT.has(name) && !name.startsWith(OURS)) headers.append(name, value);
  }
  return headers;
}
