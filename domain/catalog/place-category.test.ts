import { describe, expect, it } from "vitest";
import { CATEGORIES_MAX, MOVED_PRODUCTS_MAX } from "./category.ts";
import { placeCategory, type Surroundings } from "./place-category.ts";

const place = (parent: string | null, change: Partial<Surroundings> = {}) =>
  placeCategory("tops", parent, {
    aboveAndParent: parent === null ? [] : [parent],
    height: 1,
    categories: 10,
    isNew: true,
    movedProducts: 0,
    ...change,
  });

describe("CAT-9 a category", () => {
  it("may be a root, or in another one", () => {
    expect(place(null).ok).toBe(true);
    expect(place("wear").ok).toBe(true);
  });

  it.each<[string, string, Partial<Surroundings>, string]>([
    ["in itself", "tops", {}, "cycle"],
    ["below itself", "tees", { aboveAndParent: ["tees", "tops"] }, "cycle"],
    ["in what does not exist", "gone", { aboveAndParent: [] }, "no_parent"],
    ["on the ninth level", "wear", { aboveAndParent: ["wear", ..."abcdefg"] }, "too_deep"],
    ["so that those below it are", "wear", { height: 8 }, "too_deep"],
    ["beyond the limit", "wear", { categories: CATEGORIES_MAX }, "too_many"],
    [
      "moved with more products than one batch takes",
      "wear",
      { movedProducts: MOVED_PRODUCTS_MAX + 1 },
      "too_full",
    ],
  ])("can't be %s", (_, parent, change, code) => {
    expect(place(parent, change)).toMatchObject({ ok: false, refusal: { code } });
  });

  it("that is there already may move, however many there are", () => {
    expect(place("wear", { categories: CATEGORIES_MAX, isNew: false }).ok).toBe(true);
  });
});
