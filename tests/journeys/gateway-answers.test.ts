import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestHarness } from "wrangler";
import {
  type Body,
  expectProblem,
  gatewayClient,
  type OpenGateway,
  openGateway,
  withJson,
} from "../support/gateway-client.ts";
import { seedKey } from "../support/seed-key.ts";
import { startGateway } from "../support/start-gateway.ts";

let open: OpenGateway;
beforeAll(async () => {
  open = await openGateway();
});
afterAll(() => open?.gateway.close());

const { send, asShopper, asStaff } = gatewayClient(() => open);

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
      // But for its id, in which any digits may stand.
      const { request_id: _, ...told } = answer.json() as Record<string, unknown>;
      expect(JSON.stringify(told)).not.toMatch(/secret detail|stack|502/);
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

    const orders = open.gateway.getWorker("souk-orders");
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
    await open.db.exec("ALTER TABLE api_key RENAME TO api_key_away");
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
      await open.db.exec("ALTER TABLE api_key_away RENAME TO api_key");
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
      headers: { "x-publishable-key": open.publishable },
    };
    const answer = await open.gateway.fetch("/v1/store/carts/moved", init);
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/elsewhere"]);
    await answer.text();
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
