import { expect, it } from "vitest";
import { OPERATIONS } from "../../contracts/openapi/operations.ts";
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
      "X-Forwarded-For": "203.0.113.7",
      "User-Agent": "somebody's",
      "Content-Length": "7",
      "Idempotency-Key": "5f9c7a52-3f0e-4b7e-9c0a-2f5f2f1f6a10",
      "X-Cart-Token": "token",
      "If-Match": '"7"',
      "Webhook-Signature": "v1,abc",
    }),
  );
  expect(inside).toEqual({
    "idempotency-key": "5f9c7a52-3f0e-4b7e-9c0a-2f5f2f1f6a10",
    "if-match": '"7"',
    "webhook-signature": "v1,abc",
    "x-cart-token": "token",
  });
});

it("passes on every header that a contract names", () => {
  const named = OPERATIONS.flatMap((route) => Object.keys(route.request?.headers?.shape ?? {}));
  const outside = new Headers(named.map((name) => [name, "value"]));

  expect(Object.keys(internalHeaders(outside)).sort()).toEqual([...new Set(named)].sort());
});
