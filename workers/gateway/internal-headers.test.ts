import { expect, it } from "vitest";
import { internalHeaders } from "./internal-headers.ts";

it("a service sees what a caller may say, and nothing that only we may", () => {
  const inside = internalHeaders(
    new Headers({
      "X-Souk-Actor": "forged",
      "x-souk-anything": "forged",
      Authorization: "Bearer sk_test_x",
      "X-Publishable-Key": "pk_test_x",
      Cookie: "a=b",
      "X-Request-Id": "mine",
      Traceparent: "mine",
      Tracestate: "mine",
      Upgrade: "websocket",
      "X-Souk-Client": "forged",
      "CF-Connecting-IP": "203.0.113.7",
      "CF-Connecting-IPv6": "2001:db8::1",
      "CF-Pseudo-IPv4": "240.0.0.1",
      "True-Client-IP": "203.0.113.7",
      "X-Real-IP": "203.0.113.7",
      "X-Forwarded-For": "203.0.113.7",
      Forwarded: "for=203.0.113.7",
      "Content-Type": "application/json",
      "Idempotency-Key": "5f9c7a52-3f0e-4b7e-9c0a-2f5f2f1f6a10",
      "X-Cart-Token": "token",
      "If-Match": '"7"',
      "Webhook-Signature": "v1,abc",
    }),
  );
  expect([...inside.keys()]).toEqual([
    "content-type",
    "idempotency-key",
    "if-match",
    "webhook-signature",
    "x-cart-token",
  ]);
});
