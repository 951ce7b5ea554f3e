import { beforeEach, describe, expect, it } from "vitest";
import { followCatalog } from "../../workers/catalog/search/follow-catalog.ts";
import { loadGenerations } from "../../workers/catalog/search/generation.ts";
import { keepIndex } from "../../workers/catalog/search/keep-index.ts";
import { beginRebuild } from "../../workers/catalog/search/rebuild-index.ts";
import { OLD_SLOT_KEEP_MS, SLICE_PRODUCTS } from "../../workers/catalog/search/search-settings.ts";
import { FollowedCatalog, NOW_MS } from "../support/search/followed-catalog.ts";

let catalog: FollowedCatalog;
beforeEach(() => {
  catalog = new FollowedCatalog();
});

describe("SRC-9 a rebuild", () => {
  const keep = (nowMs = NOW_MS) => keepIndex(catalog.env, () => nowMs);

  it("serves the old index until the new one knows all that the old one knows, edits of meanwhile among them", async () => {
    for (let index = 0; index < 120; index += 1) catalog.put(`prod_${index}`, `Copper Kettle ${index}`);
    await keep();
    const before = await catalog.serving();
    expect(await beginRebuild(catalog, await loadGenerations(catalog.SEARCH), NOW_MS)).toBe(true);
    expect(await beginRebuild(catalog, await loadGenerations(catalog.SEARCH), NOW_MS)).toBe(false);
    const building = (await loadGenerations(catalog.SEARCH))[1];
    if (!building) throw new Error("nothing is built");
    await followCatalog(catalog, building, NOW_MS);
    catalog.put("prod_7", "Brass Pot");
    expect(await catalog.found("copper")).toHaveLength(24);

    await keep();
    const after = await catalog.serving();
    expect(after.slot).not.toBe(before.slot);
    expect(after).toMatchObject({ state: "serving", documents: 120, number: before.number + 1 });
    expect(await catalog.found("brass")).toEqual(["prod_7"]);
    expect(catalog.sent).toEqual([]);
  });

  it("serves though the catalog changes whenever the new one is brought together", async () => {
    catalog.put("prod_1", "Copper Kettle");
    await keep();
    await beginRebuild(catalog, await loadGenerations(catalog.SEARCH), NOW_MS);
    catalog.SEARCH.sqlite.exec("UPDATE generation SET unmerged = 1000 WHERE state = 'building'");

    const { prepare } = catalog.SEARCH;
    let merges = 0;
    catalog.SEARCH.prepare = (sql) => {
      if (!sql.includes("'merge'")) return prepare(sql);
      const statement = prepare(sql);
      const run = async () => {
        merges += 1;
        // Somebody else commits, and brings the index that serves up to date.
        catalog.put("prod_1", `Copper Kettle ${merges}`);
        await catalog.until("caught_up");
        return statement.run();
      };
      return { ...statement, bind: (pages: unknown) => ({ ...statement.bind(pages), run }) } as never;
    };
    await keep();
    expect(merges).toBeGreaterThan(0);
    expect((await catalog.serving()).slot).toBe("b");
    expect(await catalog.found("kettle")).toEqual(["prod_1"]);
  });

  it("leaves the old index to those who still read it, then gives back its room", async () => {
    catalog.put("prod_1", "Copper Kettle");
    await keep();
    await beginRebuild(catalog, await loadGenerations(catalog.SEARCH), NOW_MS);
    await keep();
    const rows = () => catalog.SEARCH.sqlite.prepare("SELECT count(*) AS n FROM document_a").get()?.n;
    expect((await catalog.serving()).slot).toBe("b");
    expect(rows()).toBe(1);
    await keep(NOW_MS + OLD_SLOT_KEEP_MS + 1);
    expect(rows()).toBe(0);
    expect(
      catalog.SEARCH.sqlite.prepare("SELECT count(*) AS n FROM text_a WHERE text_a MATCH 'everything'").get()
        ?.n,
    ).toBe(0);
    expect(await catalog.found("kettle")).toEqual(["prod_1"]);
  });

  it("begins by itself when documents have another form", async () => {
    catalog.put("prod_1", "Copper Kettle");
    await keep();
    catalog.SEARCH.sqlite.exec("UPDATE generation SET form = 0 WHERE state = 'serving'");
    await keep();
    expect(await catalog.serving()).toMatchObject({ slot: "b", documents: 1 });
  });

  it("goes on with a message where one run is not enough", async () => {
    for (let index = 0; index < SLICE_PRODUCTS * 50; index += 1) catalog.put(`prod_${index}`, "Kettle");
    await keep();
    expect(catalog.sent).toEqual([{ kind: "nudge" }]);
    while (catalog.sent.splice(0).length > 0) await keep();
    expect((await catalog.serving()).documents).toBe(SLICE_PRODUCTS * 50);
  });
});
