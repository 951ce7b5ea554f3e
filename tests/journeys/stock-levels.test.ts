import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { complete, eventually, onCart, readyCart } from "../support/buyer.ts";
import type { Json } from "../support/shop-client.ts";
import type { Souk } from "../support/souk.ts";
import { errorsOf, partitionOf, startStockShop, stockStaff } from "../support/stock-staff.ts";

let souk: Souk;
beforeAll(async () => {
  souk = await startStockShop();
});
afterAll(() => souk?.close());

const { admin, tee, level, stockStorage, teesOfBothPartitions } = stockStaff(() => souk);

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

describe("an audit of all stock", () => {
  it("counts every item over all partitions, and finds the one that was tampered with", async () => {
    const [{ sku }] = await Promise.all([tee(5), ...Array.from({ length: 7 }, () => tee())]);
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
