/**
 * What a service may know of an outside request, beside its body's type: no credential, nothing of where the caller is,
 * and nobody outside speaks for us. A header that a contract begins to name is added here.
 */
const PASSED_ON = [
  "idempotency-key",
  "if-match",
  "if-none-match",
  "x-cart-token",
  "x-visitor-token",
  "webhook-id",
  "webhook-timestamp",
  "webhook-signature",
] as const;

export function internalHeaders(outside: Headers): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name of PASSED_ON) {
    const value = outside.get(name);
    if (value !== null) headers[name] = value;
  }
  return headers;
}
