import { beforeEach, describe, expect, it } from "vitest";
import { FEED_KEEP_MS } from "../../workers/catalog/reads/freshness.ts";
import { followCatalog } from "../../workers/catalog/search/follow-catalog.ts";
import { FILL_IDS_PER_SLICE, SLICE_PRODUCTS } from "../../workers/catalog/search/search-settings.ts";
import { FollowedCatalog, NOW_MS } from "../support/search/followed-catalog.ts";

let catalog: FollowedCatalog;
beforeEach(() => {
  catalog = new FollowedCatalog();
});

describe("SRC-8 following the catalog", () => {
  it("finds what was committed, as it is now, and forgets what is no longer shown", async () => {
    catalog.put("prod_1", "Copper Kettle");
    catalog.put("prod_2", "Copper Draft", { status: "draft" });
    await catalog.until("caught_up");
    expect(await catalog.found("copper")).toEqual(["prod_1"]);

    catalog.put("prod_1", "Brass Kettle");
    catalog.put("prod_2", "Copper Draft");
    await catalog.until("caught_up");
    expect(await catalog.found("copper")).toEqual(["prod_2"]);
    expect(await catalog.found("kettle")).toEqual(["prod_1"]);

    catalog.put("prod_1", "Brass Kettle", { status: "archived" });
    await catalog.until("caught_up");
    expect(await catalog.found("kettle")).toEqual([]);
    expect((await catalog.serving()).documents).toBe(1);
  });

  it("CAT-12 finds a tag that was stored before tags were composed, however it is spelled", async () => {
    const tag = "cafe\u0301";
    catalog.put("prod_1", "Copper Kettle", { tag });
    await catalog.until("caught_up");
    for (const form of ["NFC", "NFD"])
      expect(await catalog.found("kettle", `&tag=${encodeURIComponent(tag.normalize(form))}`)).toEqual([
        "prod_1",
      ]);
  });

  it("writes nothing for a change that changes nothing to be found", async () => {
    catalog.put("prod_1", "Copper Kettle");
    await catalog.until("caught_up");
    const before = catalog.SEARCH.sqlite.prepare("SELECT * FROM document_a").all();
    catalog.change("product", "prod_1");
    await catalog.until("caught_up");
    expect(catalog.SEARCH.sqlite.prepare("SELECT * FROM document_a").all()).toEqual(before);
  });

  it("has no effect when its batch fails, and goes on from where it was", async () => {
    catalog.put("prod_1", "Copper Kettle");
    const before = await catalog.serving();
    const broken = {
      ...catalog.SEARCH,
      batch: () => Promise.reject(new Error("D1_ERROR: Network connection lost.")),
    };
    await expect(followCatalog({ DB: catalog.DB, SEARCH: broken as never }, before, NOW_MS)).rejects.toThrow(
      "lost",
    );
    expect(await catalog.serving()).toEqual(before);
    await catalog.until("caught_up");
    expect(await catalog.found("kettle")).toEqual(["prod_1"]);
  });

  it("is overtaken, and undone, by one that has seen more", async () => {
    catalog.put("prod_1", "Copper Kettle");
    const slow = await catalog.serving();
    // The slow one has read the product by the time that it is edited and followed by another.
    let isOvertaken = false;
    const slowSearch = {
      ...catalog.SEARCH,
      prepare: catalog.SEARCH.prepare,
      batch: async (statements: D1PreparedStatement[]) => {
        const isCommit =
          "sql" in (statements[0] as object) &&
          String((statements[0] as never as { sql: string }).sql).startsWith("UPDATE generation");
        if (isCommit && !isOvertaken) {
          isOvertaken = true;
          catalog.put("prod_1", "Brass Pot");
          await catalog.until("caught_up");
        }
        return catalog.SEARCH.batch(statements);
      },
    };
    expect(await followCatalog({ DB: catalog.DB, SEARCH: slowSearch as never }, slow, NOW_MS)).toBe(
      "overtaken",
    );
    expect(isOvertaken).toBe(true);
    expect(await catalog.found("brass")).toEqual(["prod_1"]);
    expect(await catalog.found("kettle")).toEqual([]);
  });

  it("puts off what is more than a slice, and forgets nothing of it", async () => {
    const many = SLICE_PRODUCTS * 3 + 7;
    for (let index = 0; index < many; index += 1) catalog.put(`prod_${index}`, `Copper Kettle ${index}`);
    expect(await catalog.follow()).toBe("went_on");
    expect((await catalog.serving()).documents).toBe(SLICE_PRODUCTS);
    await catalog.until("caught_up");
    expect((await catalog.serving()).documents).toBe(many);
  });

  it("takes one change of a thousand products in slices", async () => {
    for (let index = 0; index < 200; index += 1) catalog.put(`prod_${index}`, `Kettle ${index}`);
    await catalog.until("caught_up");
    catalog.change(
      "availability",
      "stock",
      Array.from({ length: 200 }, (_, index) => `product:prod_${index}`),
    );
    await catalog.until("caught_up");
    expect((await catalog.serving()).documents).toBe(200);
    expect((await catalog.serving()).cursor).toBe(201);
  });

  it("looks at every product that a collection's change touches, those that it lost among them", async () => {
    catalog.run(
      "INSERT INTO collection (id, handle, title, description, version, created_at_ms, updated_at_ms) VALUES ('coll_1', 'garden', 'Garden', '', 1, 1, 1)",
    );
    catalog.put("prod_1", "Frog");
    catalog.put("prod_2", "Gnome");
    catalog.run(
      "INSERT INTO collection_product (collection_id, product_id, position) VALUES ('coll_1', 'prod_1', 1), ('coll_1', 'prod_2', 2)",
    );
    await catalog.until("caught_up");
    expect(await catalog.found("garden")).toHaveLength(2);

    catalog.run("UPDATE collection SET title = 'Allotment'");
    catalog.run("DELETE FROM collection_product WHERE product_id = 'prod_2'");
    catalog.change("collection", "coll_1");
    await catalog.until("caught_up");
    expect(await catalog.found("allotment")).toEqual(["prod_1"]);
    expect(await catalog.found("gnome", "&collection=garden")).toEqual([]);
  });

  it("does a long fill that is asked for all the time once more, and not from its beginning each time", async () => {
    for (let index = 0; index <= FILL_IDS_PER_SLICE; index += 1)
      catalog.put(`prod_${index}`, `Kettle ${index}`);
    await catalog.until("caught_up");
    catalog.run("UPDATE product SET title = 'Pot ' || id");
    catalog.change("taxonomy", "unknown:thing");
    await catalog.follow();
    for (let times = 0; times < 5; times += 1) {
      catalog.change("taxonomy", "unknown:thing");
      await catalog.follow();
    }
    expect(catalog.SEARCH.sqlite.prepare("SELECT count(*) AS n FROM fill").get()?.n).toBe(1);
    await catalog.until("caught_up");
    expect((await catalog.serving()).documents).toBe(FILL_IDS_PER_SLICE + 1);
    expect(await catalog.found("pot", "&limit=1")).toHaveLength(1);
    expect(await catalog.found("kettle")).toEqual([]);
  });

  it("looks at everything again after it slept longer than the feed is kept", async () => {
    catalog.put("prod_1", "Copper Kettle");
    await catalog.until("caught_up");
    catalog.run("UPDATE product SET title = 'Brass Pot'");
    await catalog.until("caught_up");
    expect(await catalog.found("brass")).toEqual([]);
    await catalog.until("caught_up", NOW_MS + FEED_KEEP_MS);
    expect(await catalog.found("brass")).toEqual(["prod_1"]);
  });

  it("looks at everything again when the catalog was taken back to an earlier state", async () => {
    catalog.put("prod_1", "Copper Kettle");
    catalog.put("prod_2", "Brass Pot");
    await catalog.until("caught_up");
    catalog.run("DELETE FROM catalog_change WHERE seq > 1");
    catalog.run("DELETE FROM product WHERE id = 'prod_2'");
    catalog.run("UPDATE product SET title = 'Tin Kettle'");
    await catalog.until("caught_up");
    expect(await catalog.found("tin")).toEqual(["prod_1"]);
    expect((await catalog.serving()).cursor).toBe(1);
  });
});
