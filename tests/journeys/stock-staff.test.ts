import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { beginCart, complete, eventually, freshKey, onCart, readyCart } from "../support/buyer.ts";
import type { Answer, Json } from "../support/shop-client.ts";
import { type Souk, startSouk } from "../support/souk.ts";
import { audit, SETTINGS, type Stocked, stockProduct } from "../support/stock-shop.ts";

let souk: Souk;
beforeAll(async () => {
  // Nobody finishes a pending payment in the background, so that its hold stays pinned.
  souk = await startSouk({ SAGA_REMIND_MS: "600000", SAGA_REMIND_MAX_MS: "600000" });
  await souk.client.admin("PUT", "/v1/admin/settings", SETTINGS);
});
afterAll(() => souk?.close());

const admin = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  souk.client.admin(method, `/v1/admin/stock${path}`, body, headers);
const tee = (units = 10) => stockProduct(souk.client, { units });
const level = async (sku: string): Promise<Json> => (await admin("GET", `/${sku}`)).body;
const errorsOf = ({ body }: Answer<Json>) => body.errors?.map((error: Json) => error.pointer);

/** The number of the partition that keeps an item: the two digits behind `inv_`. */
const partitionOf = (itemId: string) => Number.parseInt(itemId.slice(4, 6), 10);
const stockStorage = (partition: number) =>
  souk.harness.getWorker("souk-objects").getDurableObjectStorage("Stock", { name: `stock:${partition}` });

/** Items of both partitions of the shop. */
async function teesOfBothPartitions(): Promise<(Stocked & { partition: number })[]> {
  const found: (Stocked & { partition: number })[] = [];
  while (!found.some(({ partition }) => partition === 0) || !found.some(({ partition }) => partition === 1)) {
    const one = await tee();
    found.push({ ...one, partition: partitionOf((await level(one.sku)).inventory_item_id) });
  }
  return found;
}

describe("a stock level", () => {
  it("says what is there, promised and kept back, by location, and how it may be sold", async () => {
    const { sku, variantId } = await tee();
    await admin("POST", `/${sku}/adjustments`, { location: "lisbon", delta: 4, reason: "received" });
    const basket = await readyCart(souk.client, [{ variant_id: variantId, quantity: 2 }]);
    expect((await onCart(souk.client, basket)("POST", "/hold")).status).toBe(201);
    const available_from = new Date(Date.now() + 86_400_000).toISOString();
    const changed = await admin("PATCH", `/${sku}`, {
      policy: { preorder: { limit: 7, available_from }, max_per_order: 3, low_stock_threshold: 5 },
      safety: [{ location: "lisbon", units: 1 }],
    });

    expect(changed.status).toBe(200);
    expect(changed.body).toEqual({
      sku,
      inventory_item_id: expect.stringMatching(/^inv_/),
      on_hand: 14,
      held: 2,
      committed: 0,
      safety: 1,
      available: 11,
      allowance: 7,
      short: false,
      locations: [
        { location: "berlin", on_hand: 10, promised: 2, safety: 0, available: 8 },
        { location: "lisbon", on_hand: 4, promised: 0, safety: 1, available: 3 },
      ],
      policy: {
        backorder_limit: null,
        preorder: { limit: 7, available_from },
        max_per_order: 3,
        max_per_buyer: null,
        low_stock_threshold: 5,
      },
      spread: null,
    });
    expect(await level(sku)).toEqual(changed.body);
  });

  it("of an item that was never stocked is zero, with a plain policy", async () => {
    const { sku } = await tee(0);
    expect(await level(sku)).toMatchObject({ on_hand: 0, available: 0, locations: [], spread: null });
  });

  it("of an item whose SKU went to another is found by its own id, and can be cleared", async () => {
    const { sku, productId } = await tee(3);
    const { inventory_item_id: itemId } = await level(sku);
    await souk.client.admin("DELETE", `/v1/admin/products/${productId}`);
    expect((await level(sku)).inventory_item_id).toBe(itemId);
    const successor = await souk.client.admin("POST", "/v1/admin/products", {
      title: "Successor",
      handle: `successor-${sku.toLowerCase()}`,
      status: "active",
      variants: [{ sku, title: "One size", prices: [{ amount: 100, currency: "EUR" }] }],
    });
    expect(successor.status).toBe(201);

    expect((await level(sku)).inventory_item_id).not.toBe(itemId);
    expect(await level(itemId)).toMatchObject({ sku: null, inventory_item_id: itemId, on_hand: 3 });
    const cleared = await admin("POST", `/${itemId}/adjustments`, { counted: 0, reason: "lost" });
    expect(cleared.body).toMatchObject({ sku: null, on_hand: 0 });
    const madeUp = `inv_00${"7".repeat(20)}`;
    expect((await admin("POST", `/${madeUp}/adjustments`, { delta: 1, reason: "found" })).status).toBe(404);
    expect((await admin("GET", `/inv_zz${"7".repeat(20)}`)).status).toBe(404);
  });
});

describe("a policy", () => {
  it("lets units be sold that are not there, and stops doing so when it is told", async () => {
    const { sku, variantId } = await tee(0);
    await admin("PATCH", `/${sku}`, { policy: { backorder_limit: 2 } });
    const lines = [{ variant_id: variantId, quantity: 2 }];
    expect((await complete(souk.client, await readyCart(souk.client, lines))).status).toBe(201);
    await admin("PATCH", `/${sku}`, { policy: { backorder_limit: null } });
    await eventually(
      () => level(sku),
      (now) => now.committed === 2,
    );
    expect(await level(sku)).toMatchObject({ available: -2, short: true, policy: { backorder_limit: null } });
  });

  it("sells on backorder or ahead of the day, and says which stands in the way", async () => {
    const { sku } = await tee(1);
    const preorder = { limit: 5, available_from: new Date(Date.now() + 60_000).toISOString() };
    const patch = (policy: object) => admin("PATCH", `/${sku}`, { policy });

    expect(errorsOf(await patch({ backorder_limit: 1, preorder }))).toEqual(["/policy/backorder_limit"]);
    expect((await patch({ backorder_limit: 1 })).status).toBe(200);
    const refused = await patch({ preorder });
    expect(refused.status).toBe(400);
    expect(refused.body.errors).toEqual([
      {
        pointer: "/policy/preorder",
        detail: "is excluded by the item's backorders: send `backorder_limit: null` with it to end them",
      },
    ]);
    expect((await patch({ preorder, backorder_limit: null })).body.policy).toMatchObject({
      preorder,
      backorder_limit: null,
    });
    expect(errorsOf(await patch({ backorder_limit: 1 }))).toEqual(["/policy/backorder_limit"]);
    expect((await patch({ preorder: null, backorder_limit: 1 })).body.allowance).toBe(1);
  });
});

describe("an adjustment", () => {
  it("may say what was counted instead of what changed, and is recognised when it comes again", async () => {
    const { sku } = await tee(10);
    const headers = { "idempotency-key": freshKey() };
    const count = { counted: 7, reason: "stocktake", note: "Ünïcödé 漢字 🧺" };
    const first = await admin("POST", `/${sku}/adjustments`, count, headers);
    expect(first).toMatchObject({ status: 201, body: { on_hand: 7 } });
    await admin("POST", `/${sku}/adjustments`, { delta: 5, reason: "received" });
    const again = await admin("POST", `/${sku}/adjustments`, count, headers);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(again.body.on_hand).toBe(12);

    const { body } = await admin("GET", `/${sku}/movements?limit=2`);
    expect(body.data.map((line: Json) => [line.on_hand_delta, line.reason, line.note])).toEqual([
      [5, "received", null],
      [-3, "stocktake", count.note],
    ]);
  });
});

describe("a transfer", () => {
  it("leaves the sum as it was, once under its key", async () => {
    const { sku } = await tee(10);
    const headers = { "idempotency-key": freshKey() };
    const body = { from: "berlin", to: "lisbon", units: 4, note: "for the fair" };
    const answers = await Promise.all([1, 2, 3].map(() => admin("POST", `/${sku}/transfers`, body, headers)));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(await level(sku)).toMatchObject({
      on_hand: 10,
      locations: [
        { location: "berlin", on_hand: 6 },
        { location: "lisbon", on_hand: 4 },
      ],
    });
    expect((await admin("POST", `/${sku}/transfers`, { ...body, units: 5 }, headers)).body.code).toBe(
      "idempotency_key_reused",
    );
    const refused = await admin("POST", `/${sku}/transfers`, { from: "berlin", to: "lisbon", units: 7 });
    expect(refused.body).toMatchObject({
      code: "stock_would_be_negative",
      location: "berlin",
      on_hand: 6,
    });
    const { body: moved } = await admin("GET", `/${sku}/movements?kind=transferred`);
    expect(moved.data.map((line: Json) => [line.location, line.on_hand_delta])).toEqual([
      ["lisbon", 4],
      ["berlin", -4],
    ]);
    expect((await audit(souk.client, sku)).balanced).toBe(true);
  });
});

describe("many adjustments", () => {
  const bulk = (adjustments: unknown, key: string | null = freshKey()) =>
    admin("POST", "/adjustments", { adjustments }, key === null ? {} : { "idempotency-key": key });

  it("are answered row by row, in their order, and refuse nothing because of each other", async () => {
    const [a, b] = [await tee(5), await tee(5)];
    const answer = await bulk([
      { sku: a.sku, delta: 3, reason: "received" },
      { sku: "NO-SUCH-SKU", delta: 3, reason: "received" },
      { sku: b.sku, delta: -6, reason: "lost" },
      { sku: a.sku, location: "atlantis", delta: 1, reason: "found" },
      { sku: b.sku, location: "lisbon", counted: 2, reason: "stocktake" },
      { sku: a.sku, counted: 1, reason: "stocktake" },
      { sku: a.sku, delta: 1, reason: "found" },
      { sku: a.sku, delta: 1, reason: "found" },
    ]);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ applied: 5, refused: 3 });
    expect(
      answer.body.data.map((row: Json) => [row.sku, row.location, row.problem?.code ?? row.status]),
    ).toEqual([
      [a.sku, "berlin", "applied"],
      ["NO-SUCH-SKU", "berlin", "not_found"],
      [b.sku, "berlin", "stock_would_be_negative"],
      [a.sku, "atlantis", "invalid_request"],
      [b.sku, "lisbon", "applied"],
      [a.sku, "berlin", "applied"],
      [a.sku, "berlin", "applied"],
      [a.sku, "berlin", "applied"],
    ]);
    expect(answer.body.data[2].problem).toEqual({
      code: "stock_would_be_negative",
      retry: "after_change",
      detail: "There are not that many units",
      on_hand: 5,
    });
    expect(answer.body.data[3].problem.detail).toBe(
      "`location` is none of the shop's locations: berlin, lisbon",
    );
    expect(await level(a.sku)).toMatchObject({ on_hand: 3 });
    expect(await level(b.sku)).toMatchObject({ on_hand: 7 });
    const { body } = await admin("GET", `/${a.sku}/movements?limit=1`);
    expect(body.data[0].sequence).toBe(answer.body.data[7].movement);
  });

  it("of 500 rows are applied once, however many send them at a time", async () => {
    const tees = await teesOfBothPartitions();
    const rows = Array.from({ length: 500 }, (_, n) => ({
      sku: tees[n % tees.length]?.sku,
      delta: 1,
      reason: "received",
      note: `row ${n}`,
    }));
    const key = freshKey();
    const answers = await Promise.all([1, 2, 3].map(() => bulk(rows, key)));
    const repeated = await bulk(rows, key);
    for (const answer of [...answers, repeated]) {
      expect(answer.body).toEqual(answers[0]?.body);
      expect(answer.body).toMatchObject({ applied: 500, refused: 0 });
    }
    expect(repeated.headers.get("idempotency-replayed")).toBe("true");
    const levels = await Promise.all(tees.map(({ sku }) => audit(souk.client, sku)));
    expect(levels.every(({ balanced }) => balanced)).toBe(true);
    expect(levels.reduce((sum, { on_hand }) => sum + on_hand, 0)).toBe(500 + 10 * tees.length);
  });

  it("that were interrupted are finished by the same request, and nothing is applied twice", async () => {
    const tees = await teesOfBothPartitions();
    const rows = tees.map(({ sku }) => ({ sku, delta: -10, reason: "damaged" }));
    const key = freshKey();
    const storage = await stockStorage(1);
    await storage.exec("ALTER TABLE movement RENAME TO movement_gone");
    const interrupted = await bulk(rows, key);
    await storage.exec("ALTER TABLE movement_gone RENAME TO movement");

    const outcomes = (answer: Answer<Json>) =>
      answer.body.data.map((row: Json) => row.problem?.code ?? row.status);
    expect(outcomes(interrupted)).toEqual(
      tees.map(({ partition }) => (partition === 0 ? "applied" : "service_unavailable")),
    );
    expect(outcomes(await bulk(rows, key))).toEqual(tees.map(() => "applied"));
    expect(outcomes(await bulk(rows, key))).toEqual(tees.map(() => "applied"));
    for (const { sku } of tees) expect(await level(sku)).toMatchObject({ on_hand: 0 });
  });

  it("need a key, and a key is for one body alone", async () => {
    const [a, b] = [await tee(1), await tee(1)];
    const row = { sku: a.sku, delta: 1, reason: "found" };
    expect((await bulk([row], null)).body.code).toBe("idempotency_key_required");
    const key = freshKey();
    expect((await bulk([row], key)).body.applied).toBe(1);
    const other = await bulk([row, { ...row, sku: b.sku }], key);
    expect(other).toMatchObject({ status: 422, body: { code: "idempotency_key_reused" } });
    expect(await level(b.sku)).toMatchObject({ on_hand: 1 });
  });
});

describe("the list of levels", () => {
  const walk = async (state: string, limit = 3): Promise<Json[]> => {
    const found: Json[] = [];
    let cursor: string | null = "";
    for (let page = 0; cursor !== null; page += 1) {
      expect(page).toBeLessThan(200);
      const after: string = cursor && `&cursor=${encodeURIComponent(cursor)}`;
      const { status, body } = await admin("GET", `?state=${state}&limit=${limit}${after}`);
      expect(status).toBe(200);
      expect(body.data.length).toBeLessThanOrEqual(limit);
      found.push(...body.data);
      cursor = body.next_cursor;
    }
    return found;
  };

  it("walks all partitions, names what needs somebody, and keeps items whose product is gone", async () => {
    const [plenty, low, gone] = [await tee(50), await tee(2), await tee(0)];
    await admin("PATCH", `/${low.sku}`, { policy: { low_stock_threshold: 2 } });
    await admin("POST", `/${gone.sku}/adjustments`, { counted: 0, reason: "stocktake" });
    await souk.client.admin("DELETE", `/v1/admin/products/${gone.productId}`);

    const all = await walk("all");
    const ids = all.map(({ inventory_item_id }) => inventory_item_id);
    expect(ids).toEqual([...ids].sort());
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(ids.map(partitionOf))).toEqual(new Set([0, 1]));
    const skusOf = async (state: string) => (await walk(state)).map(({ sku }) => sku);
    for (const { sku } of [plenty, low, gone]) expect(all.map((row) => row.sku)).toContain(sku);
    expect(await skusOf("low")).toEqual([low.sku]);
    expect(await skusOf("out")).toContain(gone.sku);
    expect(await skusOf("scarce")).toEqual(expect.arrayContaining([low.sku, gone.sku]));
    expect(await skusOf("scarce")).not.toContain(plenty.sku);
    expect(all.find(({ sku }) => sku === low.sku)).toEqual(await level(low.sku));
  });
});

describe("a hold", () => {
  it("is listed with who has it, and is free again once staff take it back", async () => {
    const [a, b] = [await tee(5), await tee(5)];
    const lines = [a, b].map(({ variantId }) => ({ variant_id: variantId, quantity: 2 }));
    const basket = await readyCart(souk.client, lines);
    await onCart(souk.client, basket)("POST", "/hold");

    const { body } = await admin("GET", `/${a.sku}/holds`);
    const [hold] = body.data;
    expect(body.data).toHaveLength(1);
    expect(hold).toMatchObject({
      state: "held",
      units: 2,
      outstanding: 2,
      cart_id: basket.id,
      order_id: null,
      from: [{ location: "berlin", units: 2 }],
      awaited: 0,
      shard: null,
    });
    expect(Date.parse(hold.expires_at)).toBeGreaterThan(Date.now());

    const released = await admin("DELETE", `/${a.sku}/holds/${hold.id}`);
    expect(released).toMatchObject({ status: 200, body: { id: hold.id, state: "released", outstanding: 0 } });
    expect((await admin("DELETE", `/${a.sku}/holds/${hold.id}`)).body).toEqual(released.body);
    expect(await audit(souk.client, a.sku)).toMatchObject({ balanced: true, held: 0, available: 5 });
    const history = await admin("GET", `/${a.sku}/movements?kind=released`);
    expect(history.body.data).toMatchObject([
      {
        on_hand_delta: 0,
        committed_delta: 0,
        actor: expect.stringMatching(/^key_/),
        note: `hold ${hold.id}`,
      },
    ]);

    // The buyer's cart is as it was: it holds anew, or buys.
    expect((await onCart(souk.client, basket)("POST", "/hold")).status).toBe(201);
    expect((await complete(souk.client, basket)).status).toBe(201);
  });

  it("that spans several items of one partition is taken back from all of them", async () => {
    const tees = await teesOfBothPartitions();
    const together = [...tees, ...(await teesOfBothPartitions())].filter(({ partition }) => partition === 0);
    expect(together.length).toBeGreaterThan(1);
    const basket = await beginCart(
      souk.client,
      together.map(({ variantId }) => ({ variant_id: variantId, quantity: 1 })),
    );
    await onCart(souk.client, basket)("POST", "/hold");
    const [first] = together;
    const { body } = await admin("GET", `/${first?.sku}/holds`);
    await admin("DELETE", `/${first?.sku}/holds/${body.data[0].id}`);
    for (const { sku } of together) {
      expect(await audit(souk.client, sku)).toMatchObject({ balanced: true, held: 0, movements: 2 });
    }
  });

  it("that is being paid for, or sold, stays with its order", async () => {
    const { sku, variantId } = await tee(5);
    const line = [{ variant_id: variantId, quantity: 1 }];
    const pending = await complete(souk.client, await readyCart(souk.client, line), "tok_unknown_paid");
    expect(pending.status).toBe(202);
    const [pinned] = (await admin("GET", `/${sku}/holds`)).body.data;
    expect(pinned).toMatchObject({ state: "pinned", order_id: pending.body.id, expires_at: null });
    const refused = await admin("DELETE", `/${sku}/holds/${pinned.id}`);
    expect(refused).toMatchObject({
      status: 409,
      body: { code: "hold_in_payment", hold: { id: pinned.id } },
    });

    const order = await complete(souk.client, await readyCart(souk.client, line));
    const sold = await eventually(
      async () => (await admin("GET", `/${sku}/holds?state=committed`)).body.data[0],
      (hold) => hold !== undefined,
    );
    expect(sold).toMatchObject({ state: "committed", order_id: order.body.id, outstanding: 1 });
    expect((await admin("DELETE", `/${sku}/holds/${sold.id}`)).body.code).toBe("hold_sold");
    expect(await audit(souk.client, sku)).toMatchObject({ balanced: true, held: 1, committed: 1 });
  });

  it("lists page by page", async () => {
    const { sku, variantId } = await tee(20);
    for (let n = 0; n < 3; n += 1) {
      const basket = await beginCart(souk.client, [{ variant_id: variantId, quantity: 1 }]);
      await onCart(souk.client, basket)("POST", "/hold");
    }
    const first = (await admin("GET", `/${sku}/holds?limit=2`)).body;
    const rest = (await admin("GET", `/${sku}/holds?limit=2&cursor=${first.next_cursor}`)).body;
    expect([first.data.length, rest.data.length, rest.next_cursor]).toEqual([2, 1, null]);
  });
});

describe("an audit of all stock", () => {
  it("counts every item over all partitions, and finds the one that was tampered with", async () => {
    const { sku } = await tee(5);
    const { inventory_item_id: itemId } = await level(sku);
    const storage = await stockStorage(partitionOf(itemId));
    const walk = async () => {
      const found = { audited: 0, unbalanced: [] as Json[] };
      for (let cursor: string | undefined, page = 0; page < 100; page += 1) {
        const { status, body } = await admin("POST", "/audits", { limit: 7, ...(cursor ? { cursor } : {}) });
        expect(status).toBe(200);
        expect([body.uncounted, body.unreachable]).toEqual([[], []]);
        found.audited += body.audited;
        found.unbalanced.push(...body.unbalanced);
        if (body.next_cursor === null) return found;
        cursor = body.next_cursor;
      }
      throw new Error("an audit without end");
    };
    const sound = await walk();
    expect(sound.audited).toBeGreaterThan(5);
    expect(sound.unbalanced).toEqual([]);

    await storage.exec("UPDATE movement SET on_hand_delta = 6 WHERE item_id = ?", itemId);
    const { audited, unbalanced } = await walk();
    await storage.exec("UPDATE movement SET on_hand_delta = 5 WHERE item_id = ?", itemId);
    expect(audited).toBe(sound.audited);
    expect(unbalanced).toMatchObject([{ sku, inventory_item_id: itemId, balanced: false, in_flight: [] }]);
    expect(unbalanced[0].checks).toContainEqual({ name: "on hand, by movements", counted: 6, recorded: 5 });
  });

  it("names a partition that does not answer, and goes on behind it", async () => {
    await teesOfBothPartitions();
    const storage = await stockStorage(0);
    await storage.exec("ALTER TABLE item RENAME TO item_gone");
    const first = await admin("POST", "/audits", { limit: 1 });
    await storage.exec("ALTER TABLE item_gone RENAME TO item");
    expect(first.body).toMatchObject({ audited: 1, unreachable: ["stock:0"], unbalanced: [] });
    expect(partitionOf(first.body.next_cursor)).toBe(1);
  });
});

describe("an item", () => {
  it("is spread by hand, shows how far it is, sells, and comes home", async () => {
    const { sku, variantId } = await tee(40);
    const begun = await admin("POST", `/${sku}/spread`, { shards: 4 });
    expect(begun).toMatchObject({ status: 202, body: { phase: "opening", shards: 4 } });
    expect((await admin("POST", `/${sku}/spread`, { shards: 4 })).status).toBe(202);
    const busy = await admin("POST", `/${sku}/spread`, { shards: 8 });
    expect(busy).toMatchObject({ status: 409, body: { code: "stock_moving", spread: { shards: 4 } } });
    expect(busy.headers.get("retry-after")).toBe("2");
    await eventually(
      () => level(sku),
      (now) => now.spread?.phase === "spread",
    );
    expect(await level(sku)).toMatchObject({ available: 40, spread: { phase: "spread", shards: 4 } });

    const lines = [{ variant_id: variantId, quantity: 3 }];
    const held = await beginCart(souk.client, lines);
    expect((await onCart(souk.client, held)("POST", "/hold")).status).toBe(201);
    expect((await complete(souk.client, await readyCart(souk.client, lines))).status).toBe(201);
    const [hold] = (await admin("GET", `/${sku}/holds`)).body.data;
    expect(hold.shard).toEqual(expect.any(Number));
    const audited = await audit(souk.client, sku);
    expect(audited).toMatchObject({ balanced: true, on_hand: 40, held: 3 });
    expect(audited.checks.some(({ name }: Json) => name.startsWith("shard 3: "))).toBe(true);
    expect((await admin("DELETE", `/${sku}/holds/${hold.id}`)).body.state).toBe("released");

    expect((await admin("DELETE", `/${sku}/spread`)).status).toBe(202);
    const home = await eventually(
      () => level(sku),
      (now) => now.spread === null,
    );
    expect(home).toMatchObject({ on_hand: 40, held: 0, committed: 3, available: 37, spread: null });
    expect((await admin("DELETE", `/${sku}/spread`)).body.phase).toBe("home");
    expect(await audit(souk.client, sku)).toMatchObject({ balanced: true, in_flight: [] });
  });

  it("that is limited per buyer, or was never stocked, is not spread", async () => {
    const [limited, unstocked] = [await tee(5), await tee(0)];
    await admin("PATCH", `/${limited.sku}`, { policy: { max_per_buyer: 1 } });
    expect((await admin("POST", `/${limited.sku}/spread`, { shards: 2 })).body.code).toBe(
      "stock_limited_per_buyer",
    );
    expect((await admin("POST", `/${unstocked.sku}/spread`, { shards: 2 })).status).toBe(404);
    expect((await admin("DELETE", `/${unstocked.sku}/spread`)).status).toBe(404);
  });
});

describe("what staff must not send", () => {
  const row = { sku: "SKU", delta: 1, reason: "found" };
  const SOON = "2099-01-01T00:00:00.000Z";
  const key = () => ({ "idempotency-key": freshKey() });

  type Row = [what: string, method: string, path: string, body: unknown, pointer: string | null];
  it.each<Row>([
    ["neither a delta nor a count", "POST", "/{sku}/adjustments", { reason: "found" }, "/delta"],
    ["both of them", "POST", "/{sku}/adjustments", { ...row, sku: undefined, counted: 1 }, "/counted"],
    ["a negative count", "POST", "/{sku}/adjustments", { counted: -1, reason: "found" }, "/counted"],
    ["a count of half a unit", "POST", "/{sku}/adjustments", { counted: 0.5, reason: "found" }, "/counted"],
    [
      "a count beyond any warehouse",
      "POST",
      "/{sku}/adjustments",
      { counted: 1e10, reason: "found" },
      "/counted",
    ],
    ["a reason of their own", "POST", "/{sku}/adjustments", { delta: 1, reason: "theft" }, "/reason"],
    [
      "a note with control characters",
      "POST",
      "/{sku}/adjustments",
      { delta: 1, reason: "found", note: "a\u0000b" },
      "/note",
    ],
    [
      "a note of 501 characters",
      "POST",
      "/{sku}/adjustments",
      { delta: 1, reason: "found", note: "x".repeat(501) },
      "/note",
    ],
    [
      "a location in other letters",
      "POST",
      "/{sku}/adjustments",
      { delta: 1, reason: "found", location: "Bérlin" },
      "/location",
    ],
    [
      "a location that is not the shop's",
      "POST",
      "/{sku}/adjustments",
      { delta: 1, reason: "found", location: "atlantis" },
      "/location",
    ],
    ["no rows", "POST", "/adjustments", { adjustments: [] }, "/adjustments"],
    [
      "501 rows",
      "POST",
      "/adjustments",
      { adjustments: Array.from({ length: 501 }, () => row) },
      "/adjustments",
    ],
    [
      "a row with both",
      "POST",
      "/adjustments",
      { adjustments: [row, { ...row, counted: 1 }] },
      "/adjustments/1/counted",
    ],
    [
      "a row with an unknown field",
      "POST",
      "/adjustments",
      { adjustments: [{ ...row, price: 1 }] },
      "/adjustments/0/price",
    ],
    [
      "a row whose SKU is SQL",
      "POST",
      "/adjustments",
      { adjustments: [{ ...row, sku: "'; DROP TABLE item; --" }] },
      "/adjustments/0/sku",
    ],
    [
      "a row of a billion units",
      "POST",
      "/adjustments",
      { adjustments: [{ ...row, delta: 1e9 }] },
      "/adjustments/0/delta",
    ],
    [
      "a transfer to where it is",
      "POST",
      "/{sku}/transfers",
      { from: "berlin", to: "berlin", units: 1 },
      "/to",
    ],
    [
      "a transfer to nowhere",
      "POST",
      "/{sku}/transfers",
      { from: "berlin", to: "atlantis", units: 1 },
      "/to",
    ],
    [
      "a transfer of nothing",
      "POST",
      "/{sku}/transfers",
      { from: "berlin", to: "lisbon", units: 0 },
      "/units",
    ],
    [
      "a transfer backwards",
      "POST",
      "/{sku}/transfers",
      { from: "berlin", to: "lisbon", units: -1 },
      "/units",
    ],
    ["a change of nothing", "PATCH", "/{sku}", {}, "/"],
    ["a figure that is computed", "PATCH", "/{sku}", { on_hand: 5 }, "/on_hand"],
    [
      "a backorder limit of zero",
      "PATCH",
      "/{sku}",
      { policy: { backorder_limit: 0 } },
      "/policy/backorder_limit",
    ],
    [
      "a huge backorder limit",
      "PATCH",
      "/{sku}",
      { policy: { backorder_limit: 1e12 } },
      "/policy/backorder_limit",
    ],
    [
      "a negative threshold",
      "PATCH",
      "/{sku}",
      { policy: { low_stock_threshold: -1 } },
      "/policy/low_stock_threshold",
    ],
    ["half a unit per order", "PATCH", "/{sku}", { policy: { max_per_order: 0.5 } }, "/policy/max_per_order"],
    [
      "a preorder without a day",
      "PATCH",
      "/{sku}",
      { policy: { preorder: { limit: 1 } } },
      "/policy/preorder",
    ],
    [
      "a preorder of the past",
      "PATCH",
      "/{sku}",
      { policy: { preorder: { limit: 1, available_from: "2020-01-01T00:00:00Z" } } },
      "/policy/preorder/available_from",
    ],
    [
      "a preorder beside backorders",
      "PATCH",
      "/{sku}",
      { policy: { backorder_limit: 1, preorder: { limit: 1, available_from: SOON } } },
      "/policy/backorder_limit",
    ],
    [
      "negative safety stock",
      "PATCH",
      "/{sku}",
      { safety: [{ location: "berlin", units: -1 }] },
      "/safety/0/units",
    ],
    [
      "safety stock at no location of theirs",
      "PATCH",
      "/{sku}",
      { safety: [{ location: "atlantis", units: 1 }] },
      "/safety/0/location",
    ],
    [
      "safety stock of one location twice",
      "PATCH",
      "/{sku}",
      {
        safety: [
          { location: "berlin", units: 1 },
          { location: "berlin", units: 2 },
        ],
      },
      "/safety/1/location",
    ],
    ["no shards", "POST", "/{sku}/spread", { shards: 0 }, "/shards"],
    ["65 shards", "POST", "/{sku}/spread", { shards: 65 }, "/shards"],
    ["an unknown state", "GET", "?state=gone", undefined, "?state"],
    ["a limit of 101", "GET", "?limit=101", undefined, "?limit"],
    ["a cursor of their own", "GET", "?cursor=inv_x", undefined, "?cursor"],
    ["a cursor of SQL", "GET", "/{sku}/holds?cursor=%20OR%201=1", undefined, "?cursor"],
    ["a cursor of 513 characters", "GET", `/{sku}/holds?cursor=${"x".repeat(513)}`, undefined, "?cursor"],
    ["a hold state that is none", "GET", "/{sku}/holds?state=lapsed", undefined, "?state"],
    ["a kind that staff do not write", "GET", "/{sku}/movements?kind=committed", undefined, "?kind"],
    ["a hold id of 81 characters", "DELETE", `/{sku}/holds/${"h".repeat(81)}`, undefined, ":hold_id"],
    ["an audit of 101 items", "POST", "/audits", { limit: 101 }, "/limit"],
    ["an audit from nowhere", "POST", "/audits", { cursor: "stock:0" }, "/cursor"],
  ])("%s", async (_what, method, path, body, pointer) => {
    hostile ??= await tee(5);
    const before = await audit(souk.client, hostile.sku);
    const answer = await admin(method, path.replace("{sku}", hostile.sku), body, key());
    expect(answer).toMatchObject({ status: 400, body: { code: "invalid_request" } });
    expect(errorsOf(answer)[0]).toMatch(
      pointer === null ? /./ : new RegExp(`^${pointer.replace("?", "\\?")}`),
    );
    expect(await audit(souk.client, hostile.sku)).toEqual({ ...before, audited_at: expect.any(String) });
  });
  let hostile: Stocked | undefined;

  it.each([
    ["GET", "/NOPE"],
    ["PATCH", "/NOPE", { policy: { max_per_order: 1 } }],
    ["POST", "/NOPE/transfers", { from: "berlin", to: "lisbon", units: 1 }],
    ["GET", "/NOPE/holds"],
    ["DELETE", "/NOPE/holds/x"],
    ["POST", "/NOPE/spread", { shards: 2 }],
    ["DELETE", "/NOPE/spread"],
    ["GET", "/NOPE/audit"],
  ])("%s of %s: an unknown SKU is 404", async (method, path, body?: object) => {
    expect((await admin(method, path, body)).body.code).toBe("not_found");
  });

  it("is a hold id that nobody has, or what their key does not allow", async () => {
    const { sku } = await tee(1);
    expect((await admin("DELETE", `/${sku}/holds/nobody's`)).body.code).toBe("not_found");
    const made = await souk.client.admin("POST", "/v1/admin/api-keys", {
      kind: "secret",
      name: "reader",
      scopes: ["stock:read"],
    });
    const headers = { authorization: `Bearer ${made.body.key}` };
    const asReader = async (method: string, path: string, body?: unknown) =>
      (await admin(method, path, body, { ...headers, ...key() })).body.required_scope;
    expect((await admin("GET", "", undefined, headers)).status).toBe(200);
    expect(await asReader("PATCH", `/${sku}`, { policy: { max_per_order: 1 } })).toBe("stock:write");
    expect(await asReader("POST", "/adjustments", { adjustments: [{ ...row, sku }] })).toBe("stock:write");
    expect(await asReader("POST", `/${sku}/transfers`, { from: "berlin", to: "lisbon", units: 1 })).toBe(
      "stock:write",
    );
    expect(await asReader("DELETE", `/${sku}/holds/x`)).toBe("stock:write");
    expect(await asReader("POST", "/audits", {})).toBe("operations");
    expect(await asReader("POST", `/${sku}/spread`, { shards: 2 })).toBe("operations");
    expect(await asReader("DELETE", `/${sku}/spread`)).toBe("operations");
  });
});
