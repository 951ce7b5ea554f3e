import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestHarness } from "wrangler";
import { checkContract } from "../support/check-contract.ts";
import { seedKey } from "../support/seed-key.ts";
import type { Seen } from "../support/stand-in-service.ts";
import { startGateway } from "../support/start-gateway.ts";

/**
 * About the gateway and identity alone: both are real and run from their own configs; catalog, checkout and orders
 * are stand-ins that answer with what reached them. Journeys through the whole shop are in the other files here.
 */

type Body = Record<string, unknown> & { code?: string };

let gateway: TestHarness;
let db: D1Database;
let publishable: string;
let admin: string;

beforeAll(async () => {
  gateway = await startGateway();
  ({ DB: db } = await gateway.getWorker<{ DB: D1Database }>("souk-identity").getEnv());
  publishable = await seedKey(db, { kind: "publishable", scopes: ["store"] });
  admin = await seedKey(db, { kind: "secret", scopes: ["keys:write", "catalog:read", "orders:read"] });
});
afterAll(() => gateway.close());

type Sent = { method?: string; headers?: Record<string, string>; body?: string | ReadableStream };

async function send(path: string, { method = "GET", headers = {}, body }: Sent = {}) {
  const init = { method, headers, ...(body === undefined ? {} : { body, duplex: "half" as const }) };
  const response = await gateway.fetch(path, init);
  const text = await response.text();
  const json = () => JSON.parse(text) as Body;
  if (isServedForReal(path, response)) {
    const contentType = response.headers.get("content-type");
    const told = { method: method === "HEAD" ? "GET" : method, path, status: response.status, contentType };
    if (text !== "") checkContract({ ...told, body: contentType?.includes("json") ? json() : text });
  }
  return {
    status: response.status,
    headers: response.headers,
    text,
    json,
    seen: () => JSON.parse(text) as Seen,
  };
}

/** A stand-in's answer promises nothing; everything else keeps to the OpenAPI document. */
function isServedForReal(path: string, { status }: { status: number }): boolean {
  if (path.startsWith("/docs")) return false;
  return status >= 400 || path.startsWith("/v1/admin/api-keys") || !/^\/(v1|media)\//.test(path);
}

const asShopper = (sent: Sent = {}): Sent => ({
  ...sent,
  headers: { "x-publishable-key": publishable, ...sent.headers },
});
const asStaff = (sent: Sent = {}, key = admin): Sent => ({
  ...sent,
  headers: { authorization: `Bearer ${key}`, ...sent.headers },
});
const withJson = (body: unknown, sent: Sent = {}): Sent => ({
  method: "POST",
  ...sent,
  headers: { "content-type": "application/json", ...sent.headers },
  body: JSON.stringify(body),
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

function expectProblem(answer: Awaited<ReturnType<typeof send>>, status: number, code: string): void {
  expect({ status: answer.status, code: answer.json().code }).toEqual({ status, code });
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(answer.json()).toMatchObject({
    type: `/docs/problems/${code}`,
    status,
    request_id: answer.headers.get("x-request-id"),
  });
}

describe("who may come in", () => {
  it("lets a publishable key read the store and tells the service who it is", async () => {
    const answer = await send("/v1/store/products?currency=EUR", asShopper());
    expect(answer.status).toBe(200);
    expect(answer.seen().actor).toMatchObject({ kind: "publishable", scopes: ["store"] });
  });

  it("lets a secret key into the admin face", async () => {
    const answer = await send("/v1/admin/orders", asStaff());
    expect(answer.seen().actor).toMatchObject({
      kind: "secret",
      scopes: expect.arrayContaining(["orders:read"]),
    });
  });

  it("needs no key for pictures and webhooks", async () => {
    expect((await send("/media/abc.svg")).seen().actor).toMatchObject({ kind: "anonymous", scopes: [] });
    expect((await send("/v1/webhooks/test", withJson({}))).seen().actor).toMatchObject({ kind: "anonymous" });
  });

  const stranger = "0".repeat(32);
  it.each([
    ["no key in the store", "/v1/store/carts", {}],
    ["an unknown key", "/v1/store/carts", { "x-publishable-key": `pk_test_${stranger}` }],
    ["a live key in development", "/v1/store/carts", { "x-publishable-key": `pk_live_${stranger}` }],
    ["something that is no key", "/v1/store/carts", { "x-publishable-key": "' OR 1=1 --" }],
    ["a bearer token in the store", "/v1/store/carts", { authorization: `Bearer sk_test_${stranger}` }],
    ["no key in the admin face", "/v1/admin/orders", {}],
    ["an unknown secret key", "/v1/admin/orders", { authorization: `Bearer sk_test_${stranger}` }],
    ["another scheme", "/v1/admin/orders", { authorization: `Basic ${btoa("a:b")}` }],
    ["an empty token", "/v1/admin/orders", { authorization: "Bearer " }],
  ])("refuses %s", async (_, path, headers) => {
    const answer = await send(path, { headers });
    expectProblem(answer, 401, "unauthenticated");
    expect(answer.headers.get("www-authenticate")).toContain('realm="souk"');
  });

  it("refuses each kind of key at the other's door", async () => {
    expectProblem(await send("/v1/admin/orders", asStaff({}, publishable)), 401, "unauthenticated");
    const wrongDoor = { headers: { "x-publishable-key": admin } };
    expectProblem(await send("/v1/store/carts", wrongDoor), 401, "unauthenticated");
  });

  it("keeps credentials and forged internal headers away from services", async () => {
    const forged = {
      "x-souk-actor": "forged.token",
      "x-souk-role": "system",
      cookie: "a=b",
      "x-request-id": "mine",
    };
    const { headers, actor } = (await send("/v1/store/carts", asShopper({ headers: forged }))).seen();
    expect(actor).toMatchObject({ kind: "publishable" });
    expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(["x-publishable-key"]));
    for (const name of ["x-publishable-key", "authorization", "cookie", "x-souk-role"]) {
      expect(headers).not.toHaveProperty(name);
    }
    expect(headers["x-request-id"]).not.toBe("mine");
  });

  it("tells services apart by a keyed hash where callers are, and never the address", async () => {
    const clientAt = async (address: string, more: Record<string, string> = {}) => {
      const headers = { "cf-connecting-ip": address, ...more };
      const { headers: inside } = (await send("/v1/store/carts", asShopper({ headers }))).seen();
      expect(JSON.stringify(inside)).not.toContain(address);
      return inside["x-souk-client"];
    };
    const mine = await clientAt("203.0.113.7");
    expect(mine).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(await clientAt("203.0.113.8")).not.toBe(mine);

    const forged = {
      "x-souk-client": "forged",
      "x-forwarded-for": "203.0.113.99",
      "x-real-ip": "203.0.113.99",
    };
    expect(await clientAt("203.0.113.7", forged)).toBe(mine);
    expect(await clientAt("nowhere", forged)).toBeUndefined();

    const atHome = await clientAt("2001:db8:1:2::1");
    expect(await clientAt("2001:db8:1:2:aaaa:bbbb:cccc:dddd")).toBe(atHome);
    expect(await clientAt("2001:db8:1:3::1")).not.toBe(atHome);
    expect(JSON.stringify(gateway.getLogs())).not.toContain("203.0.113");
  });

  it("is also asked by the service itself, which answers nobody without a token for it", async () => {
    const identity = gateway.getWorker("souk-identity");
    for (const token of [null, "forged.token"]) {
      const headers = token === null ? {} : { "x-souk-actor": token };
      const answer = await identity.fetch("https://identity/v1/admin/api-keys", { headers });
      expect(answer.status).toBe(401);
      expect(await answer.json()).toMatchObject({ code: "unauthenticated" });
    }
    const borrowed = (await send("/v1/admin/orders", asStaff())).seen().headers["x-souk-actor"] ?? "";
    const answer = await identity.fetch("https://identity/v1/admin/api-keys", {
      headers: { "x-souk-actor": borrowed },
    });
    expect(answer.status).toBe(401);
  });
});

describe("keys", () => {
  const create = (body: unknown, key = admin) => send("/v1/admin/api-keys", asStaff(withJson(body), key));

  it("are made, shown once, and work at once within their scopes", async () => {
    const created = await create({ kind: "secret", name: "Reports", scopes: ["orders:read"] });
    expect(created.status).toBe(201);
    const { key, ...shown } = created.json() as Body & { key: string };
    expect(key).toMatch(/^sk_test_[0-9a-z]{32}$/);
    expect(shown).toMatchObject({
      kind: "secret",
      mode: "test",
      scopes: ["orders:read"],
      hint: key.slice(-4),
    });

    expect((await send("/v1/admin/orders", asStaff({}, key))).status).toBe(200);
    const refused = await send("/v1/admin/api-keys", asStaff({}, key));
    expectProblem(refused, 403, "scope_missing");
    expect(refused.json().required_scope).toBe("keys:write");

    const { results } = await db.prepare("SELECT * FROM api_key").all();
    expect(JSON.stringify(results)).not.toContain(key);
    expect(JSON.stringify(gateway.getLogs())).not.toContain(key);
  });

  it("never grant what their maker lacks", async () => {
    const refused = await create({ kind: "secret", name: "More", scopes: ["orders:read", "operations"] });
    expectProblem(refused, 403, "scope_missing");
    expect(refused.json().required_scope).toBe("operations");
  });

  it("are refused with a pointer to what is wrong", async () => {
    const cases: [unknown, string][] = [
      [{ kind: "secret", name: "None" }, "/scopes"],
      [{ kind: "publishable", name: "Web", scopes: ["orders:read"] }, "/scopes"],
      [{ kind: "secret", name: "", scopes: ["orders:read"] }, "/name"],
      [{ kind: "secret", name: "Store", scopes: ["store"] }, "/scopes/0"],
      [{ kind: "secret", name: "Extra", scopes: ["orders:read"], hash: "x" }, "/hash"],
      [{ kind: "secret", name: "Counter", scopes: ["orders:read"], channel: "pos" }, "/channel"],
      [{ kind: "secret", name: "Dealers", scopes: ["orders:read"], price_group: "dealer" }, "/price_group"],
      [{ kind: "publishable", name: "Nowhere", channel: "-" }, "/channel"],
      [{ kind: "publishable", name: "Elsewhere", channel: "../pos" }, "/channel"],
    ];
    for (const [body, pointer] of cases) {
      const refused = await create(body);
      expectProblem(refused, 400, "invalid_request");
      expect(refused.json().errors).toMatchObject([{ pointer }]);
    }
  });

  it("are listed page by page, unmoved by keys made meanwhile", async () => {
    for (const name of ["One", "Two", "Three"]) await create({ kind: "publishable", name });
    const list = async (query: string) =>
      (await send(`/v1/admin/api-keys?${query}`, asStaff())).json() as {
        data: { id: string; name: string }[];
        next_cursor: string | null;
      };

    const expected = (await list("limit=100")).data.map(({ id }) => id);
    const found: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await list(`limit=2${cursor ? `&cursor=${cursor}` : ""}`);
      found.push(...page.data.map(({ id }) => id));
      cursor = page.next_cursor;
      await create({ kind: "publishable", name: "Meanwhile" });
    } while (cursor);
    expect(found).toEqual(expected);

    expectProblem(await send("/v1/admin/api-keys?cursor=nonsense", asStaff()), 400, "invalid_request");
    expectProblem(await send("/v1/admin/api-keys?limit=101", asStaff()), 400, "invalid_request");
  });

  it("stop working within 10 seconds of their revocation, for good", async () => {
    const { id, key } = (await create({ kind: "secret", name: "Lost", scopes: ["orders:read"] })).json() as {
      id: string;
      key: string;
    };
    expect((await send("/v1/admin/orders", asStaff({}, key))).status).toBe(200);

    const revoked = await send(`/v1/admin/api-keys/${id}`, asStaff({ method: "DELETE" }));
    const beganAtMs = Date.now();
    expect(revoked.json().revoked_at).toMatch(/^\d{4}-/);
    while ((await send("/v1/admin/orders", asStaff({}, key))).status !== 401) {
      expect(Date.now() - beganAtMs).toBeLessThan(10_000);
      await sleep(200);
    }

    const again = await send(`/v1/admin/api-keys/${id}`, asStaff({ method: "DELETE" }));
    expect(again.json().revoked_at).toBe(revoked.json().revoked_at);
  });

  it("that nobody made can't be revoked", async () => {
    const missing = await send("/v1/admin/api-keys/key_nobody", asStaff({ method: "DELETE" }));
    expectProblem(missing, 404, "not_found");
  });
});

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
    const before = await db.prepare("SELECT count(*) AS n FROM api_key").first("n");
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
    expect(await db.prepare("SELECT count(*) AS n FROM api_key").first("n")).toBe(before);
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

describe("catalog reads", () => {
  it("reach the catalog under one canonical URL, with nothing else that could change the answer", async () => {
    const headers = {
      "accept-language": "de",
      "user-agent": "test",
      "if-none-match": '"old"',
      "x-cart-token": "t",
    };
    const { url, headers: inside } = (
      await send("/v1/store/products?limit=5&utm=x&currency=EUR&collection=home", asShopper({ headers }))
    ).seen();
    expect(url).toBe("https://catalog/web/-/EUR/-/-/products?collection=home&limit=5");
    expect(Object.keys(inside).sort()).toEqual(["traceparent", "x-request-id", "x-souk-actor"]);
  });

  it("say where the key sells and to whom, which no request can", async () => {
    const made = await send(
      "/v1/admin/api-keys",
      asStaff(
        withJson({ kind: "publishable", name: "Counter for dealers", channel: "pos", price_group: "dealer" }),
      ),
    );
    const { key, ...shown } = made.json() as Body & { key: string };
    expect(shown).toMatchObject({ channel: "pos", price_group: "dealer" });

    const path = "/v1/store/products/tee?channel=web&price_group=friend&market=dach&locale=de";
    const { url, actor } = (
      await send(path, { headers: { "x-publishable-key": key, "x-souk-actor": "forged" } })
    ).seen();
    expect(url).toBe("https://catalog/pos/dach/-/de/dealer/products/tee");
    expect(actor).toMatchObject({ channel: "pos", priceGroup: "dealer" });
  });

  it("are asked of the catalog once for all who want the same in the same moment", async () => {
    const path = "/v1/store/products/asked-by-many";
    const first = await send(path, asShopper());
    const again = await send(`${path}?utm_source=mail`, asShopper());
    expect(again.text).toBe(first.text);
    expect([first.headers.get("age"), again.headers.get("age")]).toEqual(["0", "1"]);
    expect(again.headers.get("server-timing")).toContain("memory;");
    expect(again.headers.get("x-request-id")).not.toBe(first.headers.get("x-request-id"));

    const stranger = await send(path, {});
    expect(stranger.status).toBe(401);
  });

  it("keep the catalog's ETag and caching rule, and answer 304", async () => {
    const answer = await send("/v1/store/products/linen-crew-tee", asShopper());
    expect(answer.headers.get("etag")).toBe('"v1"');
    expect(answer.headers.get("cache-control")).toBe("public, max-age=5");

    const again = await send(
      "/v1/store/products/linen-crew-tee",
      asShopper({ headers: { "if-none-match": '"v1"' } }),
    );
    expect([again.status, again.text]).toEqual([304, ""]);
    expect(again.headers.get("x-request-id")).toBeTruthy();
  });

  it("take HEAD like GET", async () => {
    const answer = await send("/v1/store/products", asShopper({ method: "HEAD" }));
    expect([answer.status, answer.text]).toEqual([200, ""]);
    expect(answer.headers.get("etag")).toBe('"v1"');
  });
});

describe("when something is down", () => {
  it("answers 503 for a service that throws or breaks, and tells nothing of it", async () => {
    for (const path of ["/v1/store/carts/throws", "/v1/store/carts/breaks"]) {
      const answer = await send(path, asShopper());
      expectProblem(answer, 503, "service_unavailable");
      expect(answer.headers.get("retry-after")).toBe("2");
      expect(answer.text).not.toMatch(/secret detail|stack|502/);
    }
  });

  it("shows in /healthz which part it is, in the shape of a healthy answer", async () => {
    const healthy = await send("/healthz");
    expect([healthy.status, healthy.json()]).toEqual([
      200,
      {
        status: "ok",
        checks: {
          catalog: { d1: "ok" },
          checkout: { d1: "ok" },
          orders: { d1: "ok" },
          identity: { d1: "ok" },
        },
      },
    ]);
    expect(healthy.headers.get("cache-control")).toBe("no-store");

    const orders = gateway.getWorker("souk-orders");
    await orders.fetch("https://orders/stand-in/health", { method: "PUT", body: "down" });
    const sick = await send("/healthz");
    await orders.fetch("https://orders/stand-in/health", { method: "PUT", body: "ok" });
    expect([sick.status, sick.json()]).toEqual([
      503,
      {
        status: "down",
        checks: {
          catalog: { d1: "ok" },
          checkout: { d1: "ok" },
          orders: { d1: "down" },
          identity: { d1: "ok" },
        },
      },
    ]);
    expect((await send("/healthz")).status).toBe(200);
  });

  it("keeps known keys working while identity is down, and answers 503 to unknown ones", async () => {
    expect((await send("/v1/admin/orders", asStaff())).status).toBe(200);
    await db.exec("ALTER TABLE api_key RENAME TO api_key_away");
    try {
      await sleep(5_200);
      expect((await send("/v1/admin/orders", asStaff())).status).toBe(200);
      const unknown = `sk_test_${"1".repeat(32)}`;
      expectProblem(await send("/v1/admin/orders", asStaff({}, unknown)), 503, "service_unavailable");
      expect((await send("/healthz")).json()).toMatchObject({
        status: "down",
        checks: { identity: { d1: "down" } },
      });
    } finally {
      await db.exec("ALTER TABLE api_key_away RENAME TO api_key");
    }
  });
});

describe("what every answer carries", () => {
  const paths = [
    "/",
    "/docs",
    "/healthz",
    "/nothing",
    "/v1/store/products",
    "/v1/admin/orders",
    "/media/abc",
  ];

  it.each(paths)("security headers, a request id and timings on %s", async (path) => {
    const { headers } = await send(path);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'/);
    expect(headers.get("cross-origin-resource-policy")).toMatch(/^(same|cross)-origin$/);
    expect(headers.get("strict-transport-security")).toBeNull();
    expect(headers.get("cache-control")).toBeTruthy();
    expect(headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get("server-timing")).toMatch(/total;dur=\d+/);
  });

  it("adds its timings to those of the service", async () => {
    const timing = (await send("/v1/store/carts", asShopper())).headers.get("server-timing");
    expect(timing).toMatch(/^db;dur=1, auth;dur=\d+, checkout;dur=\d+, total;dur=\d+$/);
  });

  it("continues the caller's trace with a span of its own, or begins one", async () => {
    const trace = "0af7651916cd43dd8448eb211c80319c";
    const sent = asShopper({
      headers: { traceparent: `00-${trace}-b7ad6b7169203331-01`, tracestate: "v=1" },
    });
    const { headers } = (await send("/v1/store/carts", sent)).seen();
    expect(headers.traceparent).toMatch(new RegExp(`^00-${trace}-(?!b7ad6b7169203331)[0-9a-f]{16}-01$`));
    expect(headers.tracestate).toBe("v=1");

    const broken = asShopper({ headers: { traceparent: "00-zzz-b7ad6b7169203331-01", tracestate: "v=1" } });
    const begun = (await send("/v1/store/carts", broken)).seen();
    expect(begun.headers.traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
    expect(begun.headers).not.toHaveProperty("tracestate");
  });

  it("passes a redirect on instead of following it", async () => {
    const init = {
      method: "GET",
      redirect: "manual" as const,
      headers: { "x-publishable-key": publishable },
    };
    const answer = await gateway.fetch("/v1/store/carts/moved", init);
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/elsewhere"]);
    await answer.text();
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

describe("a shop in production that lacks its secret", () => {
  let production: TestHarness;
  beforeAll(async () => {
    production = await startGateway({ soukEnv: "production", secret: "too short" });
  });
  afterAll(() => production.close());

  it("answers 503 instead of signing with what anybody could guess, and logs why", async () => {
    const answer = await production.fetch("/media/abc");
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ code: "service_unavailable" });
    expect(JSON.stringify(production.getLogs())).toContain("gateway.secret_missing");
  });

  it("still serves its own pages, over HTTPS alone", async () => {
    const answer = await production.fetch("/");
    expect(answer.status).toBe(200);
    expect(answer.headers.get("strict-transport-security")).toMatch(/^max-age=\d{8}$/);
    await answer.text();
  });

  it("refuses test keys", async () => {
    const { DB } = await production.getWorker<{ DB: D1Database }>("souk-identity").getEnv();
    const key = await seedKey(DB, { kind: "publishable", scopes: ["store"], mode: "test" });
    const answer = await production.fetch("/v1/store/carts", { headers: { "x-publishable-key": key } });
    expect(answer.status).toBe(401);
    await answer.text();
  });
});
