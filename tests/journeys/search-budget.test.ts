import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Catalog, startCatalog } from "../support/catalog/start-catalog.ts";
import { putDocuments } from "../support/search/demo-index.ts";
import { largeFacts } from "../support/search/large-facts.ts";

const DOCUMENTS = 2_000;
const CHUNK = 250;
/** At most so many matches are looked at, for a page or a facet. */
const LOOKED_AT = 1_001;

let catalog: Catalog;
beforeAll(async () => {
  catalog = await startCatalog({}, "out of reach");
  for (let from = 0; from < DOCUMENTS; from += CHUNK) {
    await putDocuments(catalog.env.SEARCH, largeFacts(from, from + CHUNK), from + 1_000);
  }
  for (let tries = 0; (await catalog.read("/products?q=shirt")).status !== 200; tries += 1) {
    if (tries > 80) throw new Error("the index never learned of the settings");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
});
afterAll(() => catalog.close());

async function cost(
  query: string,
): Promise<{ rows: number; questions: number; body: Record<string, never> }> {
  const answer = await catalog.read(`/products?${query}`);
  expect(answer.status, query).toBe(200);
  const timing = answer.headers.get("server-timing") ?? "";
  const body = (await answer.json()) as Record<string, never>;
  const figure = (name: string) => Number(new RegExp(`${name};desc="(\\d+)"`).exec(timing)?.[1]);
  return { rows: figure("rows"), questions: figure("search"), body };
}

/**
 * SRC-11 As D1 counts them (`meta.rows_read`), which is what it costs. A match is two rows, and one more each for a bound on the
 * price and for counting prices; each facet that is filtered is gathered on its own; a page is two rows a product and tier.
 */
describe("the rows that a search reads", () => {
  it.each<[query: string, rowsMax: number, questionsMax: number]>([
    ["q=shirt", 200, 2],
    ["q=linen+shirt&facets=brand,type", 100, 2],
    ["q=shirt&facets=brand,option.Size,price&option.Size=M&price_max=20000", 800, 2],
    ["q=s", 3 * LOOKED_AT, 5],
    ["q=so&facets=brand", 3 * LOOKED_AT, 2],
    ["facets=brand,option.Size,option.Colour,price,tag", 4 * LOOKED_AT, 2],
    ["q=cottn", 2_500, 5],
    ["q=shirt&sort=price", 300, 2],
    ["q=shirt&sort=title", 300, 2],
    ["tag=linen&sort=popular&limit=24", 300, 2],
  ])("for %s are at most %i", async (query, rowsMax, questionsMax) => {
    const { rows, questions } = await cost(query);
    expect(rows).toBeLessThanOrEqual(rowsMax);
    expect(questions).toBeLessThanOrEqual(questionsMax);
  });

  it("for a later page are as many as for the first", async () => {
    const first = await cost("facets=tag&sort=popular&limit=10");
    const cursor = String(first.body.next_cursor);
    const later = await cost(`facets=tag&sort=popular&limit=10&cursor=${encodeURIComponent(cursor)}`);
    expect(later.rows).toBeLessThanOrEqual(first.rows + 20);
  });

  it("says 1000+ where there are more, and counts no further", async () => {
    const { body } = await cost("facets=availability");
    const { matches, facets } = body as unknown as {
      matches: object;
      facets: { is_partial: boolean; values: { count: number }[] }[];
    };
    expect(matches).toEqual({ count: 1_000, is_more: true });
    expect(facets[0]?.is_partial).toBe(true);
    expect(facets[0]?.values.reduce((sum, { count }) => sum + count, 0)).toBeLessThanOrEqual(1_001);
  });
});

describe("matches that say much of themselves", () => {
  const WORDS = Array.from({ length: 30 }, (_, name) =>
    Array.from({ length: 20 }, (_, word) => `wordy${name}x${word}`).join(" "),
  );
  const VALUES = Array.from({ length: 320 }, (_, value) => `value${value}`);
  const FACTS = largeFacts(0, LOOKED_AT).map((fact) => ({
    ...fact,
    productId: `wordy_${fact.productId}`,
    channels: null,
    texts: fact.texts.map((text) => ({ ...text, names: WORDS })),
    facets: VALUES.map((value) => ({ facet: "option.Colour", value, title: value })),
  }));

  it("SRC-11 are ranked and counted as others are, though D1 answers with no text of more than 2 MB", async () => {
    for (let from = 0; from < FACTS.length; from += CHUNK)
      await putDocuments(catalog.env.SEARCH, FACTS.slice(from, from + CHUNK), from + 100_000);
    const { body } = await cost("q=wordy7x3&facets=option.Colour&limit=5");
    expect(body).toMatchObject({
      matches: { count: 1_000, is_more: true },
      facets: [{ values: Array.from({ length: 50 }, () => ({ count: 1_000 })) }],
    });
    expect(body.data).toHaveLength(5);
  });
});
