import { beforeEach, describe, expect, it } from "vitest";
import { product } from "../../../domain/catalog/product.fixture.ts";
import type { Product } from "../../../domain/catalog/product.ts";
import { type Stored, storedCatalog } from "../storage/stored-catalog.fixture.ts";
import { applyTurns, PRODUCTS_A_SLICE } from "./apply-turns.ts";

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

describe("many products of one moment", () => {
  it("turn in slices, each once", async () => {
    const count = PRODUCTS_A_SLICE + 5;
    for (let index = 0; index < count; index++) {
      const [variant] = product().variants;
      if (!variant) throw new Error("the fixture has variants");
      await catalog.commit(
        null,
        scheduled({
          id: `prod_${index}`,
          handle: `tee-${index}`,
          options: [],
          variants: [
            { ...variant, id: `var_${index}`, itemId: `inv_${index}`, sku: `T-${index}`, options: {} },
          ],
        }),
      );
    }
    expect(await applyTurns(catalog.database, OPENS_MS)).toBe("more");
    expect(await applyTurns(catalog.database, OPENS_MS)).toBe("done");
    expect(catalog.rows("SELECT count(*) AS n FROM product WHERE is_shown = 1")).toEqual([{ n: count }]);
    expect(changes()).toHaveLength(count);
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
