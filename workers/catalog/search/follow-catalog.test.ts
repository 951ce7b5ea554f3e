import { beforeEach, describe, expect, it } from "vitest";
import { d1OnSqlite } from "../../../tests/support/search/d1-on-sqlite.ts";
import { searchingIn } from "../../../tests/support/search/demo-index.ts";
import { FEED_KEEP_MS } from "../reads/freshness.ts";
import { followCatalog } from "./follow-catalog.ts";
import { loadGenerations } from "./generation.ts";
import { keepIndex } from "./keep-index.ts";
import { parseSearch } from "./parse-search.ts";
import { beginRebuild } from "./rebuild-index.ts";
import { searchProducts } from "./search-products.ts";
import { OLD_SLOT_KEEP_MS, SLICE_PRODUCTS } from "./search-settings.ts";
import { tablesOf } from "./slots.ts";

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
