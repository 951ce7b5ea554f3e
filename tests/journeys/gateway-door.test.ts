import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  expectProblem,
  gatewayClient,
  type OpenGateway,
  openGateway,
  type Sent,
  withJson,
} from "../support/gateway-client.ts";

let open: OpenGateway;
beforeAll(async () => {
  open = await openGateway();
});
afterAll(() => open?.gateway.close());

const { send, asShopper, asStaff } = gatewayClient(() => open);

describe("what is refused at the door", () => {
  it.each([
    "/nothing",
    "/v1",
    "/v1/store/productsx",
    "/v1/admin/unknown",
    "/v1/auth/login",
    "/docs/",
    "/docs/problems/x",
  ])("answers 404 for %s", async (path) => {
    expectProblem(await send(path), 404, "not_found");
  });

  it("answers 405 with what is allowed, on its own pages, on catalog reads and in a service", async () => {
    const cases: [string, Sent, string][] = [
      ["/healthz", { method: "POST" }, "GET, HEAD"],
      ["/", { method: "DELETE" }, "GET, HEAD"],
      ["/docs/problems/not_found", { method: "PUT" }, "GET, HEAD"],
      ["/v1/store/products", asShopper(withJson({})), "GET, HEAD"],
      ["/media/abc", { method: "DELETE" }, "GET, HEAD"],
      ["/v1/admin/api-keys", asStaff(withJson({}, { method: "PUT" })), "POST, GET"],
    ];
    for (const [path, sent, allow] of cases) {
      const answer = await send(path, sent);
      expectProblem(answer, 405, "method_not_allowed");
      expect(answer.headers.get("allow")).toBe(allow);
    }
  });

  it.each([
    ["/v1/store/carts", 128 * 1024],
    ["/v1/admin/orders", 1024 * 1024],
    ["/v1/admin/media", 5 * 1024 * 1024],
    ["/v1/webhooks/test", 256 * 1024],
  ])("answers 413 on %s beyond %d bytes, however they are sent", async (path, limit) => {
    const key = path.startsWith("/v1/store")
      ? asShopper
      : path.startsWith("/v1/admin")
        ? asStaff
        : (sent: Sent) => sent;
    const type = path.endsWith("media") ? "image/png" : "application/json";
    const post = (body: string | ReadableStream) =>
      send(path, key({ method: "POST", headers: { "content-type": type }, body }));

    for (const body of ["x".repeat(limit + 1), chunks(limit / 1024 + 1, 1024)]) {
      const refused = await post(body);
      expectProblem(refused, 413, "body_too_large");
      expect(refused.json().limit_bytes).toBe(limit);
    }
    for (const body of ["x".repeat(limit), chunks(limit / 1024, 1024)]) {
      expect((await post(body)).seen().bodyBytes).toBe(limit);
    }
  });

  it("answers 413 in a real service too, which then did nothing", async () => {
    const before = await open.db.prepare("SELECT count(*) AS n FROM api_key").first("n");
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('{"kind": "publishable", "name": "Padded"}'));
        for (let kib = 0; kib <= 1024; kib += 1) controller.enqueue(new Uint8Array(1024).fill(32));
        controller.close();
      },
    });
    const headers = { "content-type": "application/json" };
    expectProblem(
      await send("/v1/admin/api-keys", asStaff({ method: "POST", headers, body })),
      413,
      "body_too_large",
    );
    expect(await open.db.prepare("SELECT count(*) AS n FROM api_key").first("n")).toBe(before);
  });

  it("answers 415 to a body of another type, and takes a write without a body", async () => {
    const post = (path: string, type: string, key: typeof asStaff) =>
      send(path, key({ method: "POST", headers: { "content-type": type }, body: "x" }));
    expectProblem(await post("/v1/store/carts", "text/plain", asShopper), 415, "unsupported_media_type");
    expectProblem(
      await post("/v1/admin/api-keys", "application/xml", asStaff),
      415,
      "unsupported_media_type",
    );
    expectProblem(await post("/v1/admin/media", "application/json", asStaff), 415, "unsupported_media_type");
    expect((await post("/v1/admin/media", "image/svg+xml", asStaff)).status).toBe(200);
    expect((await send("/v1/store/carts/cart_1/hold", asShopper({ method: "POST" }))).status).toBe(200);
  });

  it("answers 400 to what is not JSON", async () => {
    for (const body of ["{", "{'a': 1}", '{"a": 1,}', "\u0000"]) {
      const headers = { "content-type": "application/json" };
      const refused = await send("/v1/admin/api-keys", asStaff({ method: "POST", headers, body }));
      expectProblem(refused, 400, "malformed_json");
    }
  });
});

describe("other origins", () => {
  const preflight = {
    method: "OPTIONS",
    headers: {
      origin: "https://shop.example",
      "access-control-request-method": "POST",
      "access-control-request-headers": "content-type,x-publishable-key,x-cart-token,idempotency-key",
    },
  };

  it.each([
    "/v1/store/carts",
    "/v1/store/products/linen-crew-tee",
    "/media/abc",
    "/openapi.json",
  ])("may ask %s, and are answered by the gateway itself", async (path) => {
    const answer = await send(path, preflight);
    expect(answer.status).toBe(204);
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    expect(answer.headers.get("access-control-allow-methods")).toContain("PATCH");
    const taken = answer.headers.get("access-control-allow-headers")?.toLowerCase().split(", ") ?? [];
    for (const header of preflight.headers["access-control-request-headers"].split(",")) {
      expect(taken).toContain(header);
    }
  });

  it("may read answers and refusals of the store, with the headers they need", async () => {
    for (const sent of [asShopper(), {}]) {
      const { headers } = await send("/v1/store/products", sent);
      expect(headers.get("access-control-allow-origin")).toBe("*");
      expect(headers.get("cross-origin-resource-policy")).toBe("cross-origin");
      for (const name of [
        "ETag",
        "Location",
        "Retry-After",
        "Idempotency-Replayed",
        "X-Request-Id",
        "Server-Timing",
      ]) {
        expect(headers.get("access-control-expose-headers")?.split(", ")).toContain(name);
      }
    }
  });

  it("get nothing of the admin face", async () => {
    for (const sent of [preflight, asStaff()]) {
      const { headers } = await send("/v1/admin/orders", sent);
      expect([...headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
      expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
    }
    expectProblem(await send("/v1/admin/orders", preflight), 401, "unauthenticated");
  });
});

describe("pages", () => {
  it("say where to begin", async () => {
    const expected = { name: "Souk", docs: "/docs", openapi: "/openapi.json", health: "/healthz" };
    expect((await send("/")).json()).toEqual(expected);
  });

  it.each([
    "/openapi.json",
    "/docs",
    "/docs/problems",
    "/docs/problems/total_changed",
  ])("keep %s for a minute and answer 304 to who holds it", async (path) => {
    const answer = await send(path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("cache-control")).toBe("public, max-age=60");
    const etag = answer.headers.get("etag") ?? "";
    expect((await send(path, { headers: { "if-none-match": `"x", W/${etag}` } })).status).toBe(304);
    const head = await send(path, { method: "HEAD" });
    expect([head.status, head.text, head.headers.get("etag")]).toEqual([200, "", etag]);
  });

  it("hold the OpenAPI document", async () => {
    expect((await send("/openapi.json")).json()).toMatchObject({ openapi: "3.1.1", info: { title: "Souk" } });
  });
});

function chunks(count: number, bytesEach: number): ReadableStream {
  let left = count;
  return new ReadableStream({
    pull(controller) {
      if (left === 0) return controller.close();
      left -= 1;
      controller.enqueue(new Uint8Array(bytesEach).fill(32));
    },
  });
}
