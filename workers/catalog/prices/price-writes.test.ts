import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { sql } from "drizzle-orm";
import { SQLiteAsyncDialect } from "drizzle-orm/sqlite-core";
import { beforeEach, describe, expect, it } from "vitest";
import type { SentPrice } from "../../../domain/pricing/find-list-price-flaws.ts";
import type { PriceList } from "../../../domain/pricing/price-list.ts";
import type { Write } from "../../../platform/d1/commit-together.ts";
import { putPricesWrites, removePricesWrites } from "./list-price-writes.ts";
import { priceListWrites } from "./price-list-writes.ts";
import { turnPriceLists } from "./turn-price-lists.ts";

const MIGRATIONS = join(import.meta.dirname, "../../../migrations/catalog");
const dialect = new SQLiteAsyncDialect();
let database: DatabaseSync;
const NOW = 1_000;
const LIST: PriceList = {
  id: "plist_1",
  handle: "sale",
  title: "Sale",
  currency: "EUR",
  priceGroup: null,
  market: null,
  channel: null,
  startsAtMs: null,
  endsAtMs: null,
  priority: 0,
  status: "active",
  pricesIncludeTax: null,
  version: 1,
  createdAtMs: NOW,
  updatedAtMs: NOW,
};
const EDIT = { listId: LIST.id, actorId: "key_staff", atMs: NOW };

const rows = (query: string) =>
  database
    .prepare(query)
    .all()
    .map((row) => ({ ...row }));

/** As D1 runs a batch: all of it or nothing. */
function commit(writes: readonly Write[]): "committed" | "refused" {
  database.exec("BEGIN");
  try {
    for (const write of writes) {
      const { sql: statement, params } = "toSQL" in write ? write.toSQL() : dialect.sqlToQuery(write);
      database.prepare(statement).run(...(params as string[]));
    }
    database.exec("COMMIT");
    return "committed";
  } catch (error) {
    database.exec("ROLLBACK");
    if (!String(error).includes("NOT NULL constraint failed: catalog_change.version")) throw error;
    return "refused";
  }
}
const turn = (nowMs: number) => commit(turnPriceLists(nowMs));
const topicsOfLast = () => {
  const [row] = rows("SELECT topics FROM catalog_change ORDER BY seq DESC LIMIT 1");
  return (JSON.parse(String(row?.topics)) as string[]).sort();
};
const heads = () =>
  Object.fromEntries(rows("SELECT topic, seq FROM list_head").map(({ topic, seq }) => [topic, seq]));
const lastSeq = () => rows("SELECT max(seq) AS seq FROM catalog_change")[0]?.seq;
const price = (sku: string, minQuantity = 1, amount = 100): SentPrice => ({
  sku,
  minQuantity,
  amount,
  compareAt: null,
});
const put = (...prices: SentPrice[]) => commit(putPricesWrites(prices, EDIT));

function addProduct(name: string, status: string): void {
  database
    .prepare(`INSERT INTO product (id, handle, title, description, status, options, tags, version, created_at_ms, updated_at_ms)
      VALUES (?, ?, '', '', ?, '[]', '[]', 1, 1, 1)`)
    .run(`prod_${name}`, name, status);
  database
    .prepare(`INSERT INTO variant (id, product_id, position, sku, title, options, tax_category, requires_shipping,
        weight_grams, item_id, claims_sku, created_at_ms)
      VALUES (?, ?, 0, ?, '', '{}', 'standard', 1, 0, ?, 1, 1)`)
    .run(`var_${name}`, `prod_${name}`, name.toUpperCase(), `inv_${name}`);
}

beforeEach(() => {
  database = new DatabaseSync(":memory:");
  for (const file of readdirSync(MIGRATIONS)
    .filter((name) => name.endsWith(".sql"))
    .sort()) {
    for (const statement of readFileSync(join(MIGRATIONS, file), "utf8").split("--> statement-breakpoint"))
      database.exec(statement);
  }
  addProduct("tee", "active");
  addProduct("mug", "active");
  addProduct("draft", "draft");
  database.exec(`INSERT INTO collection (id, handle, title, description, version, created_at_ms, updated_at_ms)
    VALUES ('coll_1', 'summer', '', '', 1, 1, 1)`);
  database.exec(
    "INSERT INTO collection_product (collection_id, product_id, position) VALUES ('coll_1', 'prod_tee', 1)",
  );
  expect(commit(priceListWrites(null, LIST, "key_staff"))).toBe("committed");
});

describe("prices that are put into a list", () => {
  it("make old what shows them, and nothing else", () => {
    expect(put(price("TEE"), price("DRAFT"))).toBe("committed");
    expect(topicsOfLast()).toEqual(["collection:summer", "product:prod_tee", "products"]);
    expect(heads()).toMatchObject({ products: lastSeq(), "collection:summer": lastSeq() });
    // A draft's copies are none yet, but they will carry the head.
    expect(rows("SELECT product_id, seq FROM price_head ORDER BY product_id")).toEqual([
      { product_id: "prod_draft", seq: lastSeq() },
      { product_id: "prod_tee", seq: lastSeq() },
    ]);
  });

  it("make nothing old while the list is not live: that it begins does so", () => {
    const later = { ...LIST, version: 2, startsAtMs: NOW + 500 };
    commit(priceListWrites(LIST, later, "key_staff"));
    put(price("TEE"));
    expect(topicsOfLast()).toEqual([]);

    turn(NOW + 499);
    expect(rows("SELECT is_live FROM price_list")).toEqual([{ is_live: 0 }]);
    turn(NOW + 500);
    expect(rows("SELECT is_live, version FROM price_list")).toEqual([{ is_live: 1, version: 2 }]);
    expect([topicsOfLast(), heads().prices]).toEqual([["prices"], lastSeq()]);
    expect(rows("SELECT * FROM turn")).toEqual([]);
  });

  it("are refused as a whole when a SKU has moved on meanwhile", () => {
    database.exec("UPDATE variant SET claims_sku = 0 WHERE sku = 'MUG'");
    expect(put(price("TEE"), price("MUG"))).toBe("refused");
    expect(rows("SELECT * FROM list_price")).toEqual([]);
  });

  it("are refused as a whole when a variant would have too many of them", () => {
    const tiers = (count: number, from = 1) =>
      Array.from({ length: count }, (_, index) => price("TEE", from + index));
    expect(put(...tiers(21))).toBe("refused");
    expect(put(...tiers(20))).toBe("committed");
    expect(put(price("TEE", 20, 90))).toBe("committed");
    expect(put(price("TEE", 21), price("MUG"))).toBe("refused");
    expect(rows("SELECT count(*) AS n FROM list_price")).toEqual([{ n: 20 }]);
  });

  it("change at no more than 50 quantities over all lists", () => {
    for (let list = 2; list <= 4; list += 1) {
      const other = { ...LIST, id: `plist_${list}`, handle: `sale-${list}` };
      commit(priceListWrites(null, other, "key_staff"));
      const tiers = Array.from({ length: list === 4 ? 9 : 20 }, (_, index) =>
        price("TEE", list * 100 + index),
      );
      expect(commit(putPricesWrites(tiers, { ...EDIT, listId: other.id }))).toBe("committed");
    }
    expect(put(price("TEE", 2))).toBe("refused");
    expect(put(price("TEE", 200))).toBe("committed");
  });

  it("leave one of the 50 to single units, which the variant's own price may have", () => {
    for (let list = 2; list <= 4; list += 1) {
      const other = { ...LIST, id: `plist_${list}`, handle: `sale-${list}` };
      commit(priceListWrites(null, other, "key_staff"));
      const tiers = Array.from({ length: list === 4 ? 9 : 20 }, (_, index) =>
        price("TEE", list * 100 + index),
      );
      expect(commit(putPricesWrites(tiers, { ...EDIT, listId: other.id }))).toBe("committed");
    }
    expect(put(price("TEE", 2))).toBe("refused");
    expect(put(price("TEE", 1))).toBe("committed");
  });
});

describe("prices that are taken out", () => {
  it("make old what showed them", () => {
    put(price("TEE"), price("TEE", 10), price("MUG"));
    const ofTee = sql`list_price.variant_id = 'var_tee'`;
    expect(commit(removePricesWrites(ofTee, 1, EDIT))).toBe("refused");
    expect(commit(removePricesWrites(ofTee, 2, EDIT))).toBe("committed");
    expect(topicsOfLast()).toEqual(["collection:summer", "product:prod_tee", "products"]);
    expect(rows("SELECT seq FROM price_head WHERE product_id = 'prod_tee'")).toEqual([{ seq: lastSeq() }]);
    expect(rows("SELECT variant_id FROM list_price")).toEqual([{ variant_id: "var_mug" }]);
  });
});

describe("an edit of a list", () => {
  it("is refused when another came first", () => {
    const next = { ...LIST, version: 2, priority: 5 };
    expect(commit(priceListWrites(LIST, next, "key_staff"))).toBe("committed");
    expect(commit(priceListWrites(LIST, { ...next, priority: 6 }, "key_other"))).toBe("refused");
    expect(rows("SELECT priority, version FROM price_list")).toEqual([{ priority: 5, version: 2 }]);
  });

  it("replaces the moments at which it begins and ends, and an inactive one has none", () => {
    const moments = () =>
      rows("SELECT at_ms FROM turn WHERE kind = 'price_list' ORDER BY at_ms").map(({ at_ms }) => at_ms);
    const windowed = { ...LIST, version: 2, startsAtMs: NOW - 5, endsAtMs: NOW + 5 };
    commit(priceListWrites(LIST, windowed, "key_staff"));
    expect([moments(), rows("SELECT is_live FROM price_list")]).toEqual([[NOW + 5], [{ is_live: 1 }]]);
    const later = { ...windowed, version: 3, startsAtMs: NOW + 1, endsAtMs: NOW + 9 };
    commit(priceListWrites(windowed, later, "key_staff"));
    expect([moments(), rows("SELECT is_live FROM price_list")]).toEqual([
      [NOW + 1, NOW + 9],
      [{ is_live: 0 }],
    ]);
    const draft = { ...later, version: 4, status: "draft" as const };
    commit(priceListWrites(later, draft, "key_staff"));
    expect([moments(), topicsOfLast()]).toEqual([[], ["prices"]]);
    commit(priceListWrites(draft, { ...draft, version: 5, priority: 3 }, "key_staff"));
    expect(topicsOfLast()).toEqual([]);
  });

  it("leaves room for 500 lists, archived ones aside", () => {
    const insert =
      database.prepare(`INSERT INTO price_list (id, handle, title, currency, priority, status, is_live, version, created_at_ms, updated_at_ms)
      VALUES (?, ?, '', 'EUR', 0, ?, 0, 1, 1, 1)`);
    for (let index = 0; index < 499; index += 1) insert.run(`plist_x${index}`, `x-${index}`, "draft");
    insert.run("plist_old", "old", "archived");
    const one = { ...LIST, id: "plist_2", handle: "more" };
    expect(commit(priceListWrites(null, one, "key_staff"))).toBe("refused");
    const old = { ...LIST, id: "plist_old", handle: "old", status: "archived" as const };
    expect(commit(priceListWrites(old, { ...old, version: 2, status: "draft" }, "key_staff"))).toBe(
      "refused",
    );
    expect(commit(priceListWrites(old, { ...old, version: 2, title: "Old" }, "key_staff"))).toBe("committed");
    database.exec("UPDATE price_list SET status = 'archived' WHERE id = 'plist_x0'");
    expect(commit(priceListWrites(null, one, "key_staff"))).toBe("committed");
  });
});

describe("the database finds prices", () => {
  const plan = (query: string) =>
    rows(`EXPLAIN QUERY PLAN ${query}`)
      .map(({ detail }) => String(detail))
      .join("\n");

  it("of single units without looking at other quantities", () => {
    const found = plan("SELECT amount FROM list_price WHERE variant_id = 'a' AND min_quantity = 1");
    expect(found).toContain("(variant_id=? AND min_quantity=?)");
  });

  it("of a list in the order in which they are paged", () => {
    const found = plan(
      "SELECT amount FROM list_price WHERE list_id = 'a' AND (variant_id, min_quantity) > ('b', 1) ORDER BY variant_id, min_quantity LIMIT 5",
    );
    expect(found).toContain("list_price_of_list");
    expect(found).not.toContain("TEMP B-TREE");
  });
});
