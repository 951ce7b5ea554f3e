import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SUBSCRIPTION_LIMITS } from "../../contracts/http/store/stock-subscription-routes.ts";
import { complete, eventually, readyCart } from "../support/buyer.ts";
import { seedKey } from "../support/seed-key.ts";
import type { Json } from "../support/shop-client.ts";
import { shopClient } from "../support/shop-client.ts";
import { type Souk, startSouk } from "../support/souk.ts";
import { receive, SETTINGS, type Stocked, stockProduct } from "../support/stock-shop.ts";

let souk: Souk;
let database: D1Database;
let queue: Queue;
beforeAll(async () => {
  souk = await startSouk();
  await souk.client.admin("PUT", "/v1/admin/settings", SETTINGS);
  ({ DB: database } = (await souk.harness.getWorker("souk-catalog").getEnv()) as { DB: D1Database });
  ({ STOCK_EVENTS: queue } = (await souk.harness.getWorker("souk-orders").getEnv()) as {
    STOCK_EVENTS: Queue;
  });
});
afterAll(() => souk?.close());

const soldOut = () => stockProduct(souk.client, { units: 0 });
const subscribe = (variantId: string, email: string, headers: Record<string, string> = {}) =>
  souk.client.store("POST", `/v1/store/variants/${variantId}/stock-subscriptions`, { email }, headers);
const list = async (query: string): Promise<Json[]> =>
  (await souk.client.admin("GET", `/v1/admin/stock-subscriptions?limit=100&${query}`)).body.data;
const open = ({ variantId }: Stocked) => list(`variant_id=${variantId}`);
const notified = ({ variantId }: Stocked) => list(`state=notified&variant_id=${variantId}`);
const count = async (query: string, ...values: unknown[]) =>
  (
    await database
      .prepare(query)
      .bind(...values)
      .first<{ n: number }>()
  )?.n;
const addressesOf = (rows: Json[]) => rows.map(({ email }) => email).sort();

async function sellAll({ variantId }: Stocked, quantity: number): Promise<void> {
  const order = await complete(
    souk.client,
    await readyCart(souk.client, [{ variant_id: variantId, quantity }]),
  );
  expect(order.status).toBe(201);
}
const toBeTold = (product: Stocked, many: number) =>
  eventually(
    () => notified(product),
    (rows) => rows.length >= many,
    15_000,
  );

describe("whoever waits for a variant", () => {
  it("is told once when it comes back, and again only after asking again", async () => {
    const tee = await soldOut();
    for (const email of ["ada@example.com", "bob@example.com", "ada@example.com"])
      expect((await subscribe(tee.variantId, email)).status).toBe(202);
    expect(addressesOf(await open(tee))).toEqual(["ada@example.com", "bob@example.com"]);

    await receive(souk.client, tee.sku, 2);
    expect(addressesOf(await toBeTold(tee, 2))).toEqual(["ada@example.com", "bob@example.com"]);
    expect(await open(tee)).toEqual([]);

    expect((await subscribe(tee.variantId, "ada@example.com")).status).toBe(202);
    await sellAll(tee, 2);
    const status = async () =>
      (await souk.client.store("GET", `/v1/store/products/${tee.handle}`)).body.variants[0].availability
        .status;
    await eventually(status, (now) => now === "out_of_stock", 15_000);
    await receive(souk.client, tee.sku, 1);
    expect(addressesOf(await toBeTold(tee, 3))).toEqual([
      "ada@example.com",
      "ada@example.com",
      "bob@example.com",
    ]);
    const ids = (await notified(tee)).map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);

    // What tells of the return comes again, late and doubled, after somebody else has begun to wait.
    await subscribe(tee.variantId, "late@example.com");
    const row = await database
      .prepare(
        "SELECT item_id, version FROM availability WHERE item_id = (SELECT item_id FROM variant WHERE id = ?)",
      )
      .bind(tee.variantId)
      .first<{ item_id: string; version: number }>();
    const { item_id = "", version = 0 } = row ?? {};
    const again = [version, version - 1, version, 1].map((told) => ({
      body: {
        ...{ kind: "signal", item_id, version: told, signal: "in_stock", units: null, available_from: null },
        ...{ short: false, at: new Date().toISOString() },
        happened: [
          {
            type: "stock.back_in_stock",
            version: told,
            from: "out",
            to: "in_stock",
            at: new Date().toISOString(),
          },
        ],
      },
    }));
    await queue.sendBatch(again);
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect([(await notified(tee)).length, (await open(tee)).length]).toEqual([3, 1]);
  });

  it("hears nothing of units that are still to come, nor of a product that nobody sees", async () => {
    const [tee, draft] = [await soldOut(), await soldOut()];
    await subscribe(tee.variantId, "ada@example.com");
    await subscribe(draft.variantId, "ada@example.com");
    await souk.client.admin("PATCH", `/v1/admin/stock/${tee.sku}`, { policy: { backorder_limit: 5 } });
    await souk.client.admin("PATCH", `/v1/admin/products/${draft.productId}`, { status: "draft" });
    await receive(souk.client, draft.sku, 5);
    await eventually(
      () =>
        count(
          "SELECT count(*) AS n FROM availability WHERE signal IN ('backorder', 'in_stock') AND item_id IN (SELECT item_id FROM variant WHERE id IN (?, ?))",
          tee.variantId,
          draft.variantId,
        ),
      (n) => n === 2,
    );
    expect([await notified(tee), await notified(draft)]).toEqual([[], []]);
    expect([(await open(tee)).length, (await open(draft)).length]).toEqual([1, 1]);
  });

  it("for a bundle is told when the last of its components is back", async () => {
    const [mug, tea] = [await soldOut(), await soldOut()];
    const { body } = await souk.client.admin("POST", "/v1/admin/products", {
      title: "Tea for one",
      handle: `tea-for-one-${crypto.randomUUID()}`,
      status: "active",
      variants: [
        {
          sku: `SET-${crypto.randomUUID().slice(0, 8)}`,
          title: "Set",
          prices: [{ amount: 900, currency: "EUR" }],
          components: [
            { sku: mug.sku, quantity: 1 },
            { sku: tea.sku, quantity: 2 },
          ],
        },
      ],
    });
    const set: Stocked = {
      productId: body.id,
      handle: body.handle,
      variantId: body.variants[0].id,
      sku: body.variants[0].sku,
    };
    const status = async () =>
      (await souk.client.store("GET", `/v1/store/products/${set.handle}`)).body.variants[0].availability
        .status;
    await subscribe(set.variantId, "ada@example.com");
    await subscribe(mug.variantId, "ada@example.com");

    await receive(souk.client, mug.sku, 5);
    await toBeTold(mug, 1);
    expect([await status(), (await notified(set)).length]).toEqual(["out_of_stock", 0]);
    await receive(souk.client, tea.sku, 4);
    await toBeTold(set, 1);
    expect(await eventually(status, (now) => now === "in_stock")).toBe("in_stock");
    expect((await souk.client.store("GET", "/v1/store/products?limit=100")).body.data).toContainEqual(
      expect.objectContaining({ id: set.productId, availability: { status: "in_stock" } }),
    );

    await souk.client.admin("PATCH", `/v1/admin/stock/${tea.sku}`, { policy: { low_stock_threshold: 4 } });
    expect(await eventually(status, (now) => now === "low", 15_000)).toBe("low");
    await souk.client.admin("DELETE", `/v1/admin/products/${tea.productId}`);
    expect(await eventually(status, (now) => now === "out_of_stock", 15_000)).toBe("out_of_stock");
  });
});

describe("an address", () => {
  it("is one however it is spelled, and its answer is always the same", async () => {
    const tee = await soldOut();
    const answers = [];
    for (const email of ["Grace@Example.com", "grace@example.com", "GRACE@EXAMPLE.COM", "new@example.com"]) {
      const { status, headers, body } = await subscribe(tee.variantId, email);
      answers.push({ status, body, cache: headers.get("cache-control") });
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toEqual({ status: 202, body: "", cache: "no-store" });
    expect(addressesOf(await open(tee))).toEqual(["grace@example.com", "new@example.com"]);
    expect(await list(`email=GRACE@example.com&variant_id=${tee.variantId}`)).toHaveLength(1);
  });

  it("waits for so many variants at most, and nobody learns that it does", async () => {
    const { perAddressMax } = SUBSCRIPTION_LIMITS;
    const variants = Array.from({ length: perAddressMax + 1 }, (_, n) => ({
      sku: `MANY-${n}-${crypto.randomUUID().slice(0, 8)}`,
      title: `No ${n}`,
      options: { No: String(n) },
      prices: [],
    }));
    const { body } = await souk.client.admin("POST", "/v1/admin/products", {
      title: "Many",
      handle: `many-${crypto.randomUUID()}`,
      status: "active",
      options: [{ name: "No", values: variants.map(({ options }) => options.No) }],
      variants,
    });
    const statuses = [];
    for (const { id } of body.variants) statuses.push((await subscribe(id, "keen@example.com")).status);
    expect(new Set(statuses)).toEqual(new Set([202]));
    expect(await list("email=keen@example.com")).toHaveLength(perAddressMax);
  });

  it("stands in one table alone, and is gone with the last that names it", async () => {
    const [one, other] = [await soldOut(), await soldOut()];
    await subscribe(one.variantId, "leaving@example.com");
    await subscribe(other.variantId, "leaving@example.com");
    const kept = () =>
      count("SELECT count(*) AS n FROM stock_subscriber WHERE email = 'leaving@example.com'");
    const tables = await database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all<{
      name: string;
    }>();
    for (const { name } of tables.results.filter(({ name: table }) => !table.startsWith("_cf"))) {
      const { results } = await database.prepare(`SELECT * FROM "${name}"`).all();
      expect([name, JSON.stringify(results).includes("leaving@example.com")]).toEqual([
        name,
        name === "stock_subscriber",
      ]);
    }

    const [first, last] = await list("email=leaving@example.com");
    const remove = (id: string) => souk.client.admin("DELETE", `/v1/admin/stock-subscriptions/${id}`);
    expect((await remove(first?.id)).status).toBe(204);
    expect(await kept()).toBe(1);
    expect((await remove(last?.id)).status).toBe(204);
    expect(await kept()).toBe(0);
    expect((await remove(last?.id)).status).toBe(404);
  });

  it("is forgotten after half a year of waiting, and a month after it was told", async () => {
    const [waits, told] = [await soldOut(), await soldOut()];
    for (const tee of [waits, told])
      for (const email of ["old@example.com", "young@example.com"]) await subscribe(tee.variantId, email);
    await receive(souk.client, told.sku, 1);
    await toBeTold(told, 2);

    const DAY_MS = 86_400_000;
    const age = (table: string, days: number) =>
      database
        .prepare(
          `UPDATE ${table} SET created_at_ms = created_at_ms - ? WHERE subscriber_id IN
             (SELECT id FROM stock_subscriber WHERE email = 'old@example.com')`,
        )
        .bind(days * DAY_MS)
        .run();
    const catalog = souk.harness.getWorker("souk-catalog");
    await age("stock_subscription", 179);
    await age("stock_notification", 29);
    await catalog.scheduled({ cron: "17 * * * *" });
    expect([(await open(waits)).length, (await notified(told)).length]).toEqual([2, 2]);

    await age("stock_subscription", 2);
    await age("stock_notification", 2);
    await catalog.scheduled({ cron: "17 * * * *" });
    expect([addressesOf(await open(waits)), addressesOf(await notified(told))]).toEqual([
      ["young@example.com"],
      ["young@example.com"],
    ]);
    expect(await count("SELECT count(*) AS n FROM stock_subscriber WHERE email = 'old@example.com'")).toBe(0);
  });
});

describe("a subscription is refused", () => {
  it.each<[string, unknown]>([
    ["no address", {}],
    ["no address at all", { email: "ada" }],
    ["two addresses", { email: "ada@example.com, bob@example.com" }],
    ["a header of a mail", { email: "ada@example.com\r\nBcc: all@example.com" }],
    ["an endless address", { email: `${"a".repeat(250)}@example.com` }],
    ["something else beside it", { email: "ada@example.com", variant_id: "x" }],
    ["a list", ["ada@example.com"]],
  ])("for %s", async (_case, body) => {
    const tee = await soldOut();
    const path = `/v1/store/variants/${tee.variantId}/stock-subscriptions`;
    expect((await souk.client.store("POST", path, body)).body.code).toBe("invalid_request");
    expect(await open(tee)).toEqual([]);
  });

  it("for a variant that shoppers do not see, in the same way whether or not it is there", async () => {
    const tee = await soldOut();
    await souk.client.admin("DELETE", `/v1/admin/products/${tee.productId}`);
    const answers = [
      await subscribe(tee.variantId, "ada@example.com"),
      await subscribe("var_none", "a@b.example"),
    ];
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
      [404, "not_found"],
      [404, "not_found"],
    ]);
  });

  it("for a variant of another channel, as if it did not exist", async () => {
    const channels = ["web", "pos"].map((handle) => ({ handle, title: handle }));
    await souk.client.admin("PUT", "/v1/admin/settings", { ...SETTINGS, channels });
    const made = await souk.client.admin("POST", "/v1/admin/api-keys", {
      ...{ kind: "publishable", name: "The till", channel: "pos" },
    });
    const till = shopClient(souk.client.url, made.body.key, souk.secretKey);
    const tee = await soldOut();
    await souk.client.admin("PATCH", `/v1/admin/products/${tee.productId}`, { channels: ["pos"] });

    const path = `/v1/store/variants/${tee.variantId}/stock-subscriptions`;
    const from = { "cf-connecting-ip": "203.0.113.78" };
    const elsewhere = await souk.client.store("POST", path, { email: "ada@example.com" }, from);
    expect([elsewhere.status, elsewhere.body.code]).toEqual([404, "not_found"]);
    expect(await open(tee)).toEqual([]);
    const asks = "SELECT count(*) AS n FROM stock_subscription_ask WHERE variant_id = ?";
    expect(await count(asks, tee.variantId)).toBe(0);

    expect((await till.store("POST", path, { email: "ada@example.com" }, from)).status).toBe(202);
    expect([(await open(tee)).length, await count(asks, tee.variantId)]).toEqual([1, 1]);
  });

  it("when too many wait already", async () => {
    const tee = await soldOut();
    await subscribe(tee.variantId, "first@example.com");
    await database.batch([
      database.prepare(
        `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9999)
         INSERT INTO stock_subscriber SELECT 'sbr_' || i, i || '@crowd.example', 0 FROM n`,
      ),
      database
        .prepare(
          `INSERT INTO stock_subscription SELECT 'sub_' || id, ?, id, ? FROM stock_subscriber
           WHERE email LIKE '%@crowd.example'`,
        )
        .bind(tee.variantId, Date.now()),
    ]);
    for (const email of ["first@example.com", "late@example.com"]) {
      const answer = await subscribe(tee.variantId, email);
      expect([answer.status, answer.body.code, answer.body.allowed]).toEqual([
        422,
        "limit_exceeded",
        SUBSCRIPTION_LIMITS.perVariantMax,
      ]);
    }

    // All of them are told at once, in the batch that knows of the return.
    await receive(souk.client, tee.sku, 1);
    const told = () =>
      count("SELECT count(*) AS n FROM stock_notification WHERE variant_id = ?", tee.variantId);
    expect(await eventually(told, (n) => n === 10_000, 20_000)).toBe(10_000);
    expect(await open(tee)).toEqual([]);
  });

  it("when one network asks too often for one variant, whatever addresses it names", async () => {
    const [tee, other] = [await soldOut(), await soldOut()];
    const from = { "cf-connecting-ip": "203.0.113.77" };
    const statuses = [];
    for (let n = 0; n < SUBSCRIPTION_LIMITS.asksMax + 2; n += 1)
      statuses.push((await subscribe(tee.variantId, `guest${n % 2}@example.com`, from)).status);
    expect(statuses).toEqual([...Array(SUBSCRIPTION_LIMITS.asksMax).fill(202), 429, 429]);
    expect((await subscribe(other.variantId, "guest0@example.com", from)).status).toBe(202);
    expect(
      (await subscribe(tee.variantId, "ada@example.com", { "cf-connecting-ip": "198.51.100.9" })).status,
    ).toBe(202);

    await database.prepare("UPDATE stock_subscription_ask SET since_ms = since_ms - 86400001").run();
    expect((await subscribe(tee.variantId, "guest3@example.com", from)).status).toBe(202);
  });

  it("to be listed or deleted by keys that may not see who buys", async () => {
    const { DB } = (await souk.harness.getWorker("souk-identity").getEnv()) as { DB: D1Database };
    const key = await seedKey(DB, { kind: "secret", scopes: ["catalog:write", "stock:read", "orders:read"] });
    const staff = shopClient(souk.client.url, souk.publishableKey, key);
    expect((await staff.admin("GET", "/v1/admin/stock-subscriptions")).status).toBe(200);
    expect((await staff.admin("DELETE", "/v1/admin/stock-subscriptions/sub_x")).body.required_scope).toBe(
      "orders:write",
    );
    const warehouse = await seedKey(DB, { kind: "secret", scopes: ["catalog:read", "stock:read"] });
    const clerk = shopClient(souk.client.url, souk.publishableKey, warehouse);
    expect((await clerk.admin("GET", "/v1/admin/stock-subscriptions")).body.required_scope).toBe(
      "orders:read",
    );
  });
});

describe("the list of who waits", () => {
  it("is walked without gap or repeat, newest first", async () => {
    const tee = await soldOut();
    for (let n = 0; n < 7; n += 1) await subscribe(tee.variantId, `walker${n}@example.com`);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Json = await souk.client.admin(
        "GET",
        `/v1/admin/stock-subscriptions?limit=3&variant_id=${tee.variantId}${cursor ? `&cursor=${cursor}` : ""}`,
      );
      seen.push(...page.body.data.map(({ email }: Json) => email));
      cursor = page.body.next_cursor;
    } while (cursor);
    expect(new Set(seen).size).toBe(7);
    expect(seen).toHaveLength(7);
    expect((await souk.client.admin("GET", "/v1/admin/stock-subscriptions?cursor=nonsense")).status).toBe(
      400,
    );
  });
});
