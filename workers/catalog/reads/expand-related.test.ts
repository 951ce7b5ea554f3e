import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Shelf } from "../../../domain/catalog/resolve-shelf.ts";
import { expandRelated } from "./expand-related.ts";
import { Heads } from "./heads.ts";
import { Memo } from "./memo.ts";
import type { Answer, ReadContext } from "./read-context.ts";
import { renderAnswer } from "./render-answer.ts";
import { Turns } from "./turns.ts";

const SHELF: Shelf = {
  channel: "web",
  market: null,
  currency: "EUR",
  locale: "en",
  priceGroup: null,
  pricesIncludeTax: true,
};

/** A read that is young enough, over a database that has just gone down. */
function readWithoutDatabase(): ReadContext {
  const limits = { entriesMax: 10, bytesMax: 10_000 };
  const heads = new Heads();
  const memory = {
    turns: new Turns(),
    answers: new Memo<Answer>(heads, limits),
    absences: new Memo<true>(heads, limits),
    bookmark: null,
  };
  const down = () => {
    throw new Error("D1_ERROR: Network connection lost");
  };
  const env = { DB: { withSession: () => ({ prepare: down, batch: down }) } };
  return { env, memory, freshness: "fresh", cost: { d1: 0, kv: 0 } } as unknown as ReadContext;
}

beforeEach(() => void vi.spyOn(console, "warn").mockReturnValue());
afterEach(() => void vi.restoreAllMocks());

it("EDG-3 a product that is shown without the cards it was asked with says so, and is not repeated", async () => {
  const product = await renderAnswer({ id: "prod_a", related: [{ product_id: "prod_b", kind: "similar" }] });
  const found = await expandRelated(readWithoutDatabase(), { answer: product, isStale: false }, SHELF);
  expect(found).toEqual({ answer: product, isStale: true });
});

it("one that is related to nothing is as it was found", async () => {
  const found = { answer: await renderAnswer({ id: "prod_a", related: [] }), isStale: false };
  expect(await expandRelated(readWithoutDatabase(), found, SHELF)).toEqual(found);
});
