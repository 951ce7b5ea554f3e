import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type Body,
  expectProblem,
  gatewayClient,
  type OpenGateway,
  openGateway,
  withJson,
} from "../support/gateway-client.ts";

let open: OpenGateway;
beforeAll(async () => {
  open = await openGateway();
});
afterAll(() => open?.gateway.close());

const { send, asShopper, asStaff } = gatewayClient(() => open);

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
    expectProblem(await send("/v1/admin/orders", asStaff({}, open.publishable)), 401, "unauthenticated");
    const wrongDoor = { headers: { "x-publishable-key": open.admin } };
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
    expect(JSON.stringify(open.gateway.getLogs())).not.toContain("203.0.113");
  });

  it("is also asked by the service itself, which answers nobody without a token for it", async () => {
    const identity = open.gateway.getWorker("souk-identity");
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
  const create = (body: unknown, key = open.admin) =>
    send("/v1/admin/api-keys", asStaff(withJson(body), key));

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

    const { results } = await open.db.prepare("SELECT * FROM api_key").all();
    expect(JSON.stringify(results)).not.toContain(key);
    expect(JSON.stringify(open.gateway.getLogs())).not.toContain(key);
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
