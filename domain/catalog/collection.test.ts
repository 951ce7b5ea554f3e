import { describe, expect, it } from "vitest";
import { COLLECTIONS_MAX, type Collection, decideCollection, hasOtherRules } from "./collection.ts";
import type { RuleSet } from "./collection-rule.ts";

const fields = {
  handle: "summer",
  title: "Summer",
  description: "",
  status: "active",
  mediaId: null,
  seo: null,
  rules: null,
} as const;
const present: Collection = { ...fields, id: "coll_1", version: 4, createdAtMs: 1, updatedAtMs: 2 };
const LINEN: RuleSet = { match: "all", rules: [{ field: "tag", op: "is", value: "linen" }] };
const ruled: Collection = { ...present, rules: LINEN };

it("makes a new collection", () => {
  expect(decideCollection(fields, null, 0, "coll_9", 7)).toEqual({
    ok: true,
    value: { ...fields, id: "coll_9", version: 1, createdAtMs: 7, updatedAtMs: 7 },
  });
});

it("makes the next version of one that is there, also at the limit", () => {
  const decided = decideCollection({ ...fields, title: "Sommer" }, present, COLLECTIONS_MAX, "coll_9", 7);
  expect(decided).toEqual({ ok: true, value: { ...present, title: "Sommer", version: 5, updatedAtMs: 7 } });
});

it("makes no version when nothing changes", () => {
  const decided = decideCollection(fields, present, 1, "coll_9", 7);
  expect(decided.ok && decided.value).toBe(present);
});

it("refuses one more than the limit", () => {
  expect(decideCollection(fields, null, COLLECTIONS_MAX, "coll_9", 7)).toEqual({
    ok: false,
    refusal: { code: "too_many_collections", allowed: COLLECTIONS_MAX },
  });
});

describe("COL-1 rules", () => {
  it.each([
    ["are not given to a collection whose products staff chose", { ...fields, rules: LINEN }, present],
    ["are not taken from one that has them", fields, ruled],
  ])("%s", (_, given, before) => {
    expect(decideCollection(given, before, 1, "coll_9", 7)).toMatchObject({
      refusal: { code: "flawed", flaws: [{ at: ["rules"] }] },
    });
  });

  it("ask for prices in a currency that exists", () => {
    const rules: RuleSet = {
      match: "all",
      rules: [{ field: "price", op: "at_most", value: 1, currency: "XYZ" }],
    };
    expect(decideCollection({ ...fields, rules }, null, 1, "coll_9", 7)).toMatchObject({
      refusal: { flaws: [{ at: ["rules", "rules", 0, "currency"] }] },
    });
  });

  it("choose anew only when they change", () => {
    expect(hasOtherRules(null, ruled)).toBe(true);
    expect(hasOtherRules(ruled, { ...ruled, title: "Leinen" })).toBe(false);
    expect(hasOtherRules(ruled, { ...ruled, rules: { ...LINEN, match: "any" } })).toBe(true);
    expect(hasOtherRules(null, present)).toBe(false);
  });
});
