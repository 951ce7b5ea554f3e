import { beforeEach, describe, expect, it } from "vitest";
import type { DocumentCard } from "../../domain/search/document.ts";
import { shelvesOf } from "../../domain/search/price-classes.ts";
import { FEED_KEEP_MS } from "../../workers/catalog/reads/freshness.ts";
import { followCatalog } from "../../workers/catalog/search/follow-catalog.ts";
import { loadGenerations } from "../../workers/catalog/search/generation.ts";
import { keepIndex } from "../../workers/catalog/search/keep-index.ts";
import type { KnownShop } from "../../workers/catalog/search/known-shop.ts";
import { parseSearch, type SearchAsk } from "../../workers/catalog/search/parse-search.ts";
import { beginRebuild } from "../../workers/catalog/search/rebuild-index.ts";
import { searchProducts } from "../../workers/catalog/search/search-products.ts";
import {
  FILL_IDS_PER_SLICE,
  OLD_SLOT_KEEP_MS,
  SLICE_PRODUCTS,
} from "../../workers/catalog/search/search-settings.ts";
import { tablesOf } from "../../workers/catalog/search/slots.ts";
import { d1OnSqlite } from "../support/search/d1-on-sqlite.ts";
import { searchingIn } from "../support/search/demo-index.ts";

const NOW_MS = 1_000_000_000;
let DB: ReturnType<typeof d1OnSqlite>;
let SEARCH: ReturnType<typeof d1OnSqlite>;
let sent: unknown[];
const env = () => ({
  DB,
  SEARCH,
  CATALOG_EVENTS: { send: async (body: unknown) => void sent.push(body) } as never,
});

beforeEach(() => {
  DB = d1OnSqlite("catalog");
  SEARCH = d1OnSqlite("search");
  sent = [];
});

const run = (sql: string, ...values: (string | number | null)[]) => DB.sqlite.prepare(sql).run(...values);

/** As an edit commits it: the product, and its row of the feed. */
function put(id: string, title: string, { status = "active", tag = "any" } = {}): void {
  run(
    `INSERT INTO product (id, handle, title, description, status, options, tags, version, created_at_ms, updated_at_ms)
      VALUES (?, ?, ?, '', ?, '[]', ?, 1, 1, 1)
      ON CONFLICT (id) DO UPDATE SET title = excluded.title, status = excluded.status, tags = excluded.tags`,
    ...[id, id, title, status, JSON.stringify([tag])],
  );
  change("product", id);
}

function change(kind: string, entityId: string, topics: string[] = []): void {
  run(
    "INSERT INTO catalog_change (kind, entity_id, version, topics, at_ms, actor_id) VALUES (?, ?, 1, ?, 1, 'key_1')",
    ...[kind, entityId, JSON.stringify(topics)],
  );
}

const serving = async () => {
  const [first] = await loadGenerations(SEARCH);
  if (!first) throw new Error("no generation");
  return first;
};
const follow = async (nowMs = NOW_MS) => followCatalog({ DB, SEARCH }, await serving(), nowMs);

async function found(q: string, query = ""): Promise<string[]> {
  const { slot } = await serving();
  const searching = { ...searchingIn(SEARCH), tables: tablesOf(slot) };
  const { cards } = await searchProducts(searching, parseSearch(new URLSearchParams(`q=${q}${query}`)));
  return cards.map((card) => JSON.parse(card).id);
}

async function until(state: "caught_up", nowMs = NOW_MS): Promise<number> {
  for (let slices = 1; slices < 200; slices += 1) if ((await follow(nowMs)) === state) return slices;
  throw new Error(`never ${state}`);
}

describe("SRC-8 following the catalog", () => {
  it("finds what was committed, as it is now, and forgets what is no longer shown", async () => {
    put("prod_1", "Copper Kettle");
    put("prod_2", "Copper Draft", { status: "draft" });
    await until("caught_up");
    expect(await found("copper")).toEqual(["prod_1"]);

    put("prod_1", "Brass Kettle");
    put("prod_2", "Copper Draft");
    await until("caught_up");
    expect(await found("copper")).toEqual(["prod_2"]);
    expect(await found("kettle")).toEqual(["prod_1"]);

    put("prod_1", "Brass Kettle", { status: "archived" });
    await until("caught_up");
    expect(await found("kettle")).toEqual([]);
    expect((await serving()).documents).toBe(1);
  });

  it("writes nothing for a change that changes nothing to be found", async () => {
    put("prod_1", "Copper Kettle");
    await until("caught_up");
    const before = SEARCH.sqlite.prepare("SELECT * FROM document_a").all();
    change("product", "prod_1");
    await until("caught_up");
    expect(SEARCH.sqlite.prepare("SELECT * FROM document_a").all()).toEqual(before);
  });

  it("has no effect when its batch fails, and goes on from where it was", async () => {
    put("prod_1", "Copper Kettle");
    const before = await serving();
    const broken = {
      ...SEARCH,
      batch: () => Promise.reject(new Error("D1_ERROR: Network connection lost.")),
    };
    await expect(followCatalog({ DB, SEARCH: broken as never }, before, NOW_MS)).rejects.toThrow("lost");
    expect(await serving()).toEqual(before);
    await until("caught_up");
    expect(await found("kettle")).toEqual(["prod_1"]);
  });

  it("is overtaken, and undone, by one that has seen more", async () => {
    put("prod_1", "Copper Kettle");
    const slow = await serving();
    // The slow one has read the product by the time that it is edited and followed by another.
    let isOvertaken = false;
    const slowSearch = {
      ...SEARCH,
      prepare: SEARCH.prepare,
      batch: async (statements: D1PreparedStatement[]) => {
        const isCommit =
          "sql" in (statements[0] as object) &&
          String((statements[0] as never as { sql: string }).sql).startsWith("UPDATE generation");
        if (isCommit && !isOvertaken) {
          isOvertaken = true;
          put("prod_1", "Brass Pot");
          await until("caught_up");
        }
        return SEARCH.batch(statements);
      },
    };
    expect(await followCatalog({ DB, SEARCH: slowSearch as never }, slow, NOW_MS)).toBe("overtaken");
    expect(isOvertaken).toBe(true);
    expect(await found("brass")).toEqual(["prod_1"]);
    expect(await found("kettle")).toEqual([]);
  });

  it("puts off what is more than a slice, and forgets nothing of it", async () => {
    const many = SLICE_PRODUCTS * 3 + 7;
    for (let index = 0; index < many; index += 1) put(`prod_${index}`, `Copper Kettle ${index}`);
    expect(await follow()).toBe("went_on");
    expect((await serving()).documents).toBe(SLICE_PRODUCTS);
    await until("caught_up");
    expect((await serving()).documents).toBe(many);
  });

  it("takes one change of a thousand products in slices", async () => {
    for (let index = 0; index < 200; index += 1) put(`prod_${index}`, `Kettle ${index}`);
    await until("caught_up");
    change(
      "availability",
      "stock",
      Array.from({ length: 200 }, (_, index) => `product:prod_${index}`),
    );
    await until("caught_up");
    expect((await serving()).documents).toBe(200);
    expect((await serving()).cursor).toBe(201);
  });

  it("looks at every product that a collection's change touches, those that it lost among them", async () => {
    run(
      "INSERT INTO collection (id, handle, title, description, version, created_at_ms, updated_at_ms) VALUES ('coll_1', 'garden', 'Garden', '', 1, 1, 1)",
    );
    put("prod_1", "Frog");
    put("prod_2", "Gnome");
    run(
      "INSERT INTO collection_product (collection_id, product_id, position) VALUES ('coll_1', 'prod_1', 1), ('coll_1', 'prod_2', 2)",
    );
    await until("caught_up");
    expect(await found("garden")).toHaveLength(2);

    run("UPDATE collection SET title = 'Allotment'");
    run("DELETE FROM collection_product WHERE product_id = 'prod_2'");
    change("collection", "coll_1");
    await until("caught_up");
    expect(await found("allotment")).toEqual(["prod_1"]);
    expect(await found("gnome", "&collection=garden")).toEqual([]);
  });

  it("does a long fill that is asked for all the time once more, and not from its beginning each time", async () => {
    for (let index = 0; index <= FILL_IDS_PER_SLICE; index += 1) put(`prod_${index}`, `Kettle ${index}`);
    await until("caught_up");
    run("UPDATE product SET title = 'Pot ' || id");
    change("taxonomy", "unknown:thing");
    await follow();
    for (let times = 0; times < 5; times += 1) {
      change("taxonomy", "unknown:thing");
      await follow();
    }
    expect(SEARCH.sqlite.prepare("SELECT count(*) AS n FROM fill").get()?.n).toBe(1);
    await until("caught_up");
    expect((await serving()).documents).toBe(FILL_IDS_PER_SLICE + 1);
    expect(await found("pot", "&limit=1")).toHaveLength(1);
    expect(await found("kettle")).toEqual([]);
  });

  it("looks at everything again after it slept longer than the feed is kept", async () => {
    put("prod_1", "Copper Kettle");
    await until("caught_up");
    run("UPDATE product SET title = 'Brass Pot'");
    await until("caught_up");
    expect(await found("brass")).toEqual([]);
    await until("caught_up", NOW_MS + FEED_KEEP_MS);
    expect(await found("brass")).toEqual(["prod_1"]);
  });

  it("looks at everything again when the catalog was taken back to an earlier state", async () => {
    put("prod_1", "Copper Kettle");
    put("prod_2", "Brass Pot");
    await until("caught_up");
    run("DELETE FROM catalog_change WHERE seq > 1");
    run("DELETE FROM product WHERE id = 'prod_2'");
    run("UPDATE product SET title = 'Tin Kettle'");
    await until("caught_up");
    expect(await found("tin")).toEqual(["prod_1"]);
    expect((await serving()).cursor).toBe(1);
  });
});

describe("SRC-12 prices of lists", () => {
  const price = (id: string, amount: number) => {
    run(
      `INSERT INTO variant (id, product_id, position, sku, title, options, tax_category, requires_shipping, weight_grams,
        item_id, claims_sku, created_at_ms) VALUES (?, ?, 0, ?, '', '{}', 'standard', 1, 0, ?, 1, 1)`,
      ...[`var_${id}`, id, id, `inv_${id}`],
    );
    run("INSERT INTO price (variant_id, currency, amount) VALUES (?, 'EUR', ?)", `var_${id}`, amount);
  };
  const putList = (id: string, group: string | null, isLive: number) => {
    run(
      `INSERT INTO price_list (id, handle, title, currency, price_group, priority, status, is_live, version, created_at_ms, updated_at_ms)
        VALUES (?, ?, '', 'EUR', ?, 0, 'active', ?, 1, 1, 1) ON CONFLICT (id) DO UPDATE SET is_live = excluded.is_live`,
      ...[id, id, group, isLive],
    );
    change("price_list", id, ["prices"]);
  };
  const ask = (list: string, product: string, amount: number) => {
    run(
      `INSERT INTO list_price (variant_id, min_quantity, list_id, amount) VALUES (?, 1, ?, ?)
        ON CONFLICT DO UPDATE SET amount = excluded.amount`,
      ...[`var_${product}`, list, amount],
    );
    change("price_list", list, [`product:${product}`]);
  };

  /** What a reader of this group is shown, as the entrypoint would find it: names and lowest prices. */
  async function shown(group: string | null, query = ""): Promise<[string, number][]> {
    const { slot } = await serving();
    const row = SEARCH.sqlite.prepare("SELECT body FROM shop WHERE slot = ?").get(slot);
    const shop = JSON.parse(String(row?.body)) as KnownShop;
    const reader = { currency: "EUR", priceGroup: group, market: null, channel: "web" };
    const searching = {
      ...searchingIn(SEARCH),
      tables: tablesOf(slot),
      priceShelves: shelvesOf(shop.audiences, reader),
    };
    const { cards, facets } = await searchProducts(
      searching,
      parseSearch(new URLSearchParams(`q=kettle${query}`)),
    );
    expect(facets.flatMap(({ values }) => values).reduce((sum, { count }) => sum + count, 0)).toBe(
      query.includes("facets") ? cards.length : 0,
    );
    return cards.map((text) => {
      const card = JSON.parse(text) as DocumentCard;
      const [low = 0] = searching.priceShelves.flatMap((shelf) => card.prices[shelf] ?? []);
      return [card.id, low];
    });
  }

  beforeEach(async () => {
    run(
      "INSERT INTO settings (version, body, created_at_ms, created_by) VALUES (1, ?, 1, 'key')",
      JSON.stringify({ currencies: [{ code: "EUR", prices_include_tax: true }] }),
    );
    for (const [id, amount] of [
      ["prod_a", 1_000],
      ["prod_b", 3_000],
      ["prod_c", 9_000],
    ] as const) {
      put(id, `Kettle ${id}`);
      price(id, amount);
    }
    await until("caught_up");
  });

  it("are shown, filtered, counted and sorted by, to those whom a list is for", async () => {
    putList("list_b2b", "b2b", 1);
    ask("list_b2b", "prod_c", 500);
    await until("caught_up");

    const everybody = [
      ["prod_a", 1_000],
      ["prod_b", 3_000],
      ["prod_c", 9_000],
    ];
    expect(await shown(null, "&sort=price&facets=price")).toEqual(everybody);
    expect(await shown("vip", "&sort=price")).toEqual(everybody);
    expect(await shown("b2b", "&sort=price&facets=price")).toEqual([
      ["prod_c", 500],
      ["prod_a", 1_000],
      ["prod_b", 3_000],
    ]);
    expect(await shown("b2b", "&sort=-price")).toEqual([
      ["prod_b", 3_000],
      ["prod_a", 1_000],
      ["prod_c", 500],
    ]);
    expect(await shown("b2b", "&price_max=999")).toEqual([["prod_c", 500]]);
    expect(await shown("b2b", "&price_min=8000")).toEqual([]);
    expect(await shown(null, "&price_min=8000")).toEqual([["prod_c", 9_000]]);
  });

  it("are walked once, also where pages end", async () => {
    putList("list_b2b", "b2b", 1);
    ask("list_b2b", "prod_c", 1_000);
    await until("caught_up");
    const { slot } = await serving();
    const searching = {
      ...searchingIn(SEARCH),
      tables: tablesOf(slot),
      priceShelves: ["EUR b2b - -", "EUR"],
    };
    const seen: string[] = [];
    let after: SearchAsk["after"] = null;
    do {
      const asked = { ...parseSearch(new URLSearchParams("q=kettle&sort=price&limit=1")), after };
      const page = await searchProducts(searching, asked);
      seen.push(...page.cards.map((card) => JSON.parse(card).id));
      after = page.next;
    } while (after);
    expect(seen).toEqual(["prod_c", "prod_a", "prod_b"]);
  });

  it("come and go with their list, and with a list that others share", async () => {
    putList("list_b2b", "b2b", 1);
    ask("list_b2b", "prod_c", 500);
    await until("caught_up");
    putList("list_sale", null, 1);
    ask("list_sale", "prod_a", 100);
    await until("caught_up");
    expect(await shown("b2b", "&sort=price")).toEqual([
      ["prod_a", 100],
      ["prod_c", 500],
      ["prod_b", 3_000],
    ]);
    expect(await shown(null, "&sort=price")).toEqual([
      ["prod_a", 100],
      ["prod_b", 3_000],
      ["prod_c", 9_000],
    ]);

    putList("list_b2b", "b2b", 0);
    await until("caught_up");
    expect(await shown("b2b", "&sort=price")).toEqual([
      ["prod_a", 100],
      ["prod_b", 3_000],
      ["prod_c", 9_000],
    ]);
  });

  it("are read as before until every product of the lists has the new ones", async () => {
    putList("list_b2b", "b2b", 1);
    ask("list_b2b", "prod_c", 500);
    await until("caught_up");
    putList("list_sale", null, 1);
    for (let slices = 0; slices < 20; slices += 1) {
      expect((await shown("b2b", "&sort=price"))[0]).toEqual(["prod_c", 500]);
      if ((await follow()) === "caught_up") break;
    }
    expect((await shown("b2b", "&sort=price"))[0]).toEqual(["prod_c", 500]);
  });
});

describe("SRC-9 a rebuild", () => {
  const keep = (nowMs = NOW_MS) => keepIndex(env(), () => nowMs);

  it("serves the old index until the new one knows all that the old one knows, edits of meanwhile among them", async () => {
    for (let index = 0; index < 120; index += 1) put(`prod_${index}`, `Copper Kettle ${index}`);
    await keep();
    const before = await serving();
    expect(await beginRebuild({ DB, SEARCH }, await loadGenerations(SEARCH), NOW_MS)).toBe(true);
    expect(await beginRebuild({ DB, SEARCH }, await loadGenerations(SEARCH), NOW_MS)).toBe(false);
    const building = (await loadGenerations(SEARCH))[1];
    if (!building) throw new Error("nothing is built");
    await followCatalog({ DB, SEARCH }, building, NOW_MS);
    put("prod_7", "Brass Pot");
    expect(await found("copper")).toHaveLength(24);

    await keep();
    const after = await serving();
    expect(after.slot).not.toBe(before.slot);
    expect(after).toMatchObject({ state: "serving", documents: 120, number: before.number + 1 });
    expect(await found("brass")).toEqual(["prod_7"]);
    expect(sent).toEqual([]);
  });

  it("leaves the old index to those who still read it, then gives back its room", async () => {
    put("prod_1", "Copper Kettle");
    await keep();
    await beginRebuild({ DB, SEARCH }, await loadGenerations(SEARCH), NOW_MS);
    await keep();
    const rows = () => SEARCH.sqlite.prepare("SELECT count(*) AS n FROM document_a").get()?.n;
    expect((await serving()).slot).toBe("b");
    expect(rows()).toBe(1);
    await keep(NOW_MS + OLD_SLOT_KEEP_MS + 1);
    expect(rows()).toBe(0);
    expect(
      SEARCH.sqlite.prepare("SELECT count(*) AS n FROM text_a WHERE text_a MATCH 'everything'").get()?.n,
    ).toBe(0);
    expect(await found("kettle")).toEqual(["prod_1"]);
  });

  it("begins by itself when documents have another form", async () => {
    put("prod_1", "Copper Kettle");
    await keep();
    SEARCH.sqlite.exec("UPDATE generation SET form = 0 WHERE state = 'serving'");
    await keep();
    expect(await serving()).toMatchObject({ slot: "b", documents: 1 });
  });

  it("goes on with a message where one run is not enough", async () => {
    for (let index = 0; index < SLICE_PRODUCTS * 50; index += 1) put(`prod_${index}`, "Kettle");
    await keep();
    expect(sent).toEqual([{ kind: "nudge" }]);
    while (sent.splice(0).length > 0) await keep();
    expect((await serving()).documents).toBe(SLICE_PRODUCTS * 50);
  });
});
