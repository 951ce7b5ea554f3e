import { beforeEach, describe, expect, it } from "vitest";
import { product } from "../../../domain/catalog/product.fixture.ts";
import type { Product } from "../../../domain/catalog/product.ts";
import { priceListWrites } from "../prices/price-list-writes.ts";
import { type Stored, storedCatalog } from "../storage/stored-catalog.fixture.ts";
import { applyTurns, PRODUCTS_A_SLICE, PUT_OFF_MS } from "./apply-turns.ts";
import { keepTurns } from "./keep-turns.ts";

const OPENS_MS = 1_800_000_000_000;
const CLOSES_MS = OPENS_MS + 3_600_000;
let catalog: Stored;

beforeEach(async () => {
  catalog = storedCatalog();
  await catalog.makeCollection("apparel");
  await catalog.makeCategory("wear");
  await catalog.makeCategory("tops", "wear");
});

const scheduled = (change: Partial<Product> = {}) =>
  product({ version: 1, categories: ["tops"], publishAtMs: OPENS_MS, unpublishAtMs: CLOSES_MS, ...change });
const isShown = (id = "prod_1") =>
  catalog.rows("SELECT is_shown FROM product WHERE id = ?", id)[0]?.is_shown === 1;
const changes = () =>
  catalog.rows(
    "SELECT version, topics, actor_id FROM catalog_change WHERE kind = 'product' AND actor_id = 'system'",
  );

describe("a product with a window", () => {
  it("appears and disappears at its very moments", async () => {
    await catalog.commit(null, scheduled());
    for (const [nowMs, shown] of [
      [OPENS_MS - 1, false],
      [OPENS_MS, true],
      [CLOSES_MS - 1, true],
      [CLOSES_MS, false],
    ] as const) {
      await applyTurns(catalog.database, nowMs);
      expect([nowMs, isShown()]).toEqual([nowMs, shown]);
    }
    expect(catalog.rows("SELECT * FROM turn")).toEqual([]);
    expect(changes().map(({ version }) => version)).toEqual([2, 3]);
  });

  it("makes old what shows it, up to the categories above its own", async () => {
    await catalog.commit(null, scheduled());
    await applyTurns(catalog.database, OPENS_MS);
    const topics = JSON.parse(String(changes()[0]?.topics));
    expect(topics.sort()).toEqual([
      "category:tops",
      "category:wear",
      "collection:apparel",
      "handle:tee",
      "product:prod_1",
      "products",
    ]);
    const heads = catalog.rows("SELECT topic FROM list_head ORDER BY topic").map(({ topic }) => topic);
    expect(heads).toEqual(
      expect.arrayContaining(["category:tops", "category:wear", "collection:apparel", "products"]),
    );
  });

  it("turns once when two isolates apply the same", async () => {
    await catalog.commit(null, scheduled());
    await Promise.all([applyTurns(catalog.database, OPENS_MS), applyTurns(catalog.database, OPENS_MS)]);
    await applyTurns(catalog.database, OPENS_MS + 1);
    expect(changes()).toHaveLength(1);
    expect(await catalog.load("prod_1")).toMatchObject({ version: 2 });
  });

  it("that opened and closed while nobody looked is not shown, and nobody hears of it", async () => {
    await catalog.commit(null, scheduled());
    await applyTurns(catalog.database, CLOSES_MS);
    expect(isShown()).toBe(false);
    expect(changes()).toEqual([]);
    expect(catalog.rows("SELECT * FROM turn")).toEqual([]);
  });

  it("that is a draft stays hidden, and is right when it becomes active", async () => {
    await catalog.commit(null, scheduled({ status: "draft" }));
    await applyTurns(catalog.database, OPENS_MS);
    expect([isShown(), changes()]).toEqual([false, []]);
    const draft = await catalog.load("prod_1");
    if (!draft) throw new Error("the product is there");
    await catalog.commit(draft, { ...draft, status: "active", version: 2, updatedAtMs: OPENS_MS + 5 });
    expect(isShown()).toBe(true);
  });

  it("that is edited before its moment follows the edit", async () => {
    const made = scheduled();
    await catalog.commit(null, made);
    await catalog.commit(made, { ...made, publishAtMs: OPENS_MS + 60_000, version: 2, updatedAtMs: 3_000 });
    await applyTurns(catalog.database, OPENS_MS);
    expect(isShown()).toBe(false);
    await applyTurns(catalog.database, OPENS_MS + 60_000);
    expect(isShown()).toBe(true);
  });

  it("keeps a version for each turn in its history, with the content that it had", async () => {
    await catalog.commit(null, scheduled());
    await applyTurns(catalog.database, OPENS_MS);
    expect(
      catalog.rows(`SELECT version, cause, actor_id, at_ms, body ->> '$.title' AS title FROM product_version
        ORDER BY version`),
    ).toEqual([
      { version: 1, cause: "edit", actor_id: "key_staff", at_ms: 2_000, title: "Tee" },
      { version: 2, cause: "turn", actor_id: "system", at_ms: OPENS_MS, title: "Tee" },
    ]);
  });
});

/** So many products of one variant that open at `OPENS_MS`. */
async function openMany(count: number): Promise<void> {
  const [variant] = product().variants;
  if (!variant) throw new Error("the fixture has variants");
  for (let index = 0; index < count; index++) {
    const own = { id: `var_${index}`, itemId: `inv_${index}`, sku: `T-${index}`, options: {} };
    const names = { id: `prod_${index}`, handle: `tee-${index}` };
    await catalog.commit(null, scheduled({ ...names, options: [], variants: [{ ...variant, ...own }] }));
  }
}

/** A price list that begins at `OPENS_MS`. */
async function beginList(handle: string): Promise<void> {
  const terms = {
    currency: "EUR",
    priceGroup: null,
    market: null,
    channel: null,
    endsAtMs: null,
    priority: 0,
  };
  const times = { version: 1, createdAtMs: 1, updatedAtMs: 1 };
  const list = { ...terms, ...times, id: `plist_${handle}`, handle, title: handle, pricesIncludeTax: null };
  const writes = priceListWrites(null, { ...list, status: "active", startsAtMs: OPENS_MS }, "key_staff");
  expect(await catalog.commitWrites(writes)).toBe("committed");
}

const shownCount = () => catalog.rows("SELECT count(*) AS n FROM product WHERE is_shown = 1")[0]?.n;
const liveLists = () => catalog.rows("SELECT handle FROM price_list WHERE is_live = 1").length;

describe("much of one moment", () => {
  it("turns in slices, each product once, and price lists with the first", async () => {
    const count = 5 * PRODUCTS_A_SLICE;
    await openMany(count);
    await beginList("sale");
    await beginList("outlet");

    const said: [string, unknown, number][] = [];
    do said.push([await applyTurns(catalog.database, OPENS_MS), shownCount(), liveLists()]);
    while (said.at(-1)?.[0] === "more");
    expect(said).toEqual(
      [1, 2, 3, 4, 5].map((slice) => [slice < 5 ? "more" : "done", slice * PRODUCTS_A_SLICE, 2]),
    );
    expect(changes()).toHaveLength(count);
    expect(catalog.rows("SELECT * FROM turn WHERE at_ms <= ?", OPENS_MS)).toEqual([]);
  });

  it("turns as many of the largest products at once as a batch takes", async () => {
    await openMany(7);
    catalog.rows("UPDATE product_version SET length = 1000000");
    expect([await applyTurns(catalog.database, OPENS_MS), shownCount()]).toEqual(["more", 4]);
    expect([await applyTurns(catalog.database, OPENS_MS), shownCount()]).toEqual(["done", 7]);
  });

  it("is not held up by a product that can't be turned, which is tried again a minute later", async () => {
    await openMany(40);
    await beginList("sale");
    catalog.rows(`CREATE TRIGGER poison BEFORE UPDATE ON product WHEN old.id = 'prod_17'
      BEGIN SELECT raise(ABORT, 'poison'); END`);

    for (let call = 0; call < 20 && (await applyTurns(catalog.database, OPENS_MS)) === "more"; call++);
    expect([shownCount(), isShown("prod_17"), liveLists()]).toEqual([39, false, 1]);
    expect(catalog.rows("SELECT entity_id, at_ms FROM turn WHERE at_ms < ?", CLOSES_MS)).toEqual([
      { entity_id: "prod_17", at_ms: OPENS_MS + PUT_OFF_MS },
    ]);

    catalog.rows("DROP TRIGGER poison");
    expect(await applyTurns(catalog.database, OPENS_MS + PUT_OFF_MS)).toBe("done");
    expect(shownCount()).toBe(40);
    expect(changes()).toHaveLength(40);
  });

  it("opens products though price lists can't begin", async () => {
    const count = PRODUCTS_A_SLICE + 3;
    await openMany(count);
    await beginList("sale");
    catalog.rows(
      `CREATE TRIGGER poison BEFORE UPDATE ON price_list BEGIN SELECT raise(ABORT, 'poison'); END`,
    );
    await expect(keepTurns(catalog.database, OPENS_MS)).rejects.toThrow("poison");
    expect([shownCount(), liveLists()]).toEqual([count, 0]);
    catalog.rows("DROP TRIGGER poison");
    expect([await applyTurns(catalog.database, OPENS_MS), liveLists()]).toEqual(["done", 1]);
  });
});

describe("a rule about time", () => {
  it("ends at its moment, and its collection hears of it", async () => {
    await catalog.makeCollection("new", {
      match: "all",
      rules: [{ field: "created", op: "within_days", value: 30 }],
    });
    await catalog.commit(null, product({ version: 1, createdAtMs: OPENS_MS, updatedAtMs: OPENS_MS }));
    expect(await catalog.load("prod_1")).toMatchObject({ ruled: ["new"] });

    const endMs = OPENS_MS + 30 * 86_400_000;
    await applyTurns(catalog.database, endMs - 1);
    expect(await catalog.load("prod_1")).toMatchObject({ ruled: ["new"], version: 1 });
    await applyTurns(catalog.database, endMs);
    expect(await catalog.load("prod_1")).toMatchObject({ ruled: [], version: 2 });
    expect(JSON.parse(String(changes()[0]?.topics))).toContain("collection:new");
  });
});
