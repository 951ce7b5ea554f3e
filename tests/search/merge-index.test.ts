import { beforeEach, describe, expect, it } from "vitest";
import { followCatalog } from "../../workers/catalog/search/follow-catalog.ts";
import { type Generation, loadGenerations } from "../../workers/catalog/search/generation.ts";
import { isScattered, mergeIndex } from "../../workers/catalog/search/merge-index.ts";
import { parseSearch } from "../../workers/catalog/search/parse-search.ts";
import { searchProducts } from "../../workers/catalog/search/search-products.ts";
import { d1OnSqlite } from "../support/search/d1-on-sqlite.ts";
import { putDocuments, searchingIn } from "../support/search/demo-index.ts";
import { FollowedCatalog, NOW_MS } from "../support/search/followed-catalog.ts";
import { largeFacts } from "../support/search/large-facts.ts";

const DOCUMENTS = 1_000;
const database = d1OnSqlite("search");

function pieces(): number {
  return Number(database.sqlite.prepare("SELECT count(DISTINCT segid) AS n FROM text_a_idx").get()?.n);
}

function foundFor(query: string) {
  return searchProducts(searchingIn(database), parseSearch(new URLSearchParams(query)));
}

it("SRC-13 an index that was written in many slices is brought together, and finds what it found", async () => {
  for (let from = 0; from < DOCUMENTS; from += 25)
    await putDocuments(database, largeFacts(from, from + 25), from + 1);
  database.sqlite.exec(
    `UPDATE generation SET documents = ${DOCUMENTS}, unmerged = ${DOCUMENTS} WHERE slot = 'a'`,
  );
  const queries = ["q=linen+shirt&facets=brand", "q=mug&option.Size=M&sort=price", "q=lam"];
  const before = await Promise.all(queries.map(foundFor));
  const [scattered] = await loadGenerations(database);
  if (!scattered) throw new Error("no slot");
  expect(isScattered(scattered)).toBe(true);
  expect(pieces()).toBeGreaterThan(3);
  database.sqlite.exec("UPDATE generation SET unmerged = unmerged + 7 WHERE slot = 'a'");

  await mergeIndex(database, scattered);
  expect(pieces()).toBe(1);
  expect(await Promise.all(queries.map(foundFor))).toEqual(before);
  // What was written meanwhile is not forgotten.
  expect((await loadGenerations(database))[0]?.unmerged).toBe(7);
});

describe("SRC-13 what is written while an index is merged", () => {
  const REWRITTEN = 1_000;
  let catalog: FollowedCatalog;
  let scattered: Generation;
  beforeEach(async () => {
    catalog = new FollowedCatalog();
    catalog.put("prod_1", "Copper Kettle");
    await catalog.until("caught_up");
    catalog.SEARCH.sqlite.exec(`UPDATE generation SET unmerged = ${REWRITTEN} WHERE slot = 'a'`);
    scattered = await catalog.serving();
  });

  it("is not forgotten by the second of two that merged at once", async () => {
    await mergeIndex(catalog.SEARCH, scattered);
    catalog.put("prod_2", "Brass Kettle");
    await catalog.until("caught_up");
    await mergeIndex(catalog.SEARCH, scattered);
    expect((await catalog.serving()).unmerged).toBe(1);
  });

  it("by one who read the index before does not call for another merge", async () => {
    await mergeIndex(catalog.SEARCH, scattered);
    catalog.put("prod_2", "Brass Kettle");
    expect(await followCatalog(catalog, scattered, NOW_MS)).toBe("overtaken");
    await catalog.until("caught_up");
    expect((await catalog.serving()).unmerged).toBe(1);
  });
});

it("SRC-13 is not merged for every few products, and sooner in a small shop than in a large one", () => {
  const generation = { documents: 100_000, unmerged: 19_999 } as never;
  expect(isScattered(generation)).toBe(false);
  expect(isScattered({ documents: 100_000, unmerged: 20_000 } as never)).toBe(true);
  expect(isScattered({ documents: 80, unmerged: 999 } as never)).toBe(false);
  expect(isScattered({ documents: 80, unmerged: 1_000 } as never)).toBe(true);
});
