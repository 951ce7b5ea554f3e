import { expect, it } from "vitest";
import { product } from "./product.fixture.ts";
import type { Product } from "./product.ts";
import { topicsOfChange } from "./topics-of-change.ts";

const active = product();
const draft = product({ status: "draft" });
const archived = product({ status: "archived" });
const renamed = product({ handle: "shirt", collections: ["summer"] });
const shown = ["products", "product:prod_1", "handle:tee", "collection:apparel"];

it.each<[string, Product | null, Product, string[]]>([
  ["a new draft is nobody's business", null, draft, []],
  ["an edited draft is nobody's business", draft, draft, []],
  ["a new product that is published touches its lists", null, active, shown],
  ["publishing touches what shows it", draft, active, shown],
  ["hiding touches what showed it", active, draft, shown],
  ["archiving touches what showed it", active, archived, shown],
  [
    "a rename touches the old and the new place",
    active,
    renamed,
    [...shown, "handle:shirt", "collection:summer"],
  ],
])("%s", (_, before, after, topics) => {
  expect(topicsOfChange(before, after)).toEqual(topics);
});
