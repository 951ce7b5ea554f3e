import { describe, expect, it } from "vitest";
import type { CollectionRule } from "./collection-rule.ts";
import { matchesCollection } from "./matches-collection.ts";
import { product } from "./product.fixture.ts";

const DAY_MS = 86_400_000;
const CREATED_MS = 100 * DAY_MS;
const NOW_MS = 110 * DAY_MS;
const tee = product({
  title: "Ärmelloses Hemd",
  tags: ["linen", "summer"],
  type: "shirt",
  brand: "loom",
  attributes: { fit: "slim", weight: 180, since: "2024-05-01", is_vegan: true },
  createdAtMs: CREATED_MS,
  publishedAtMs: CREATED_MS + 5 * DAY_MS,
});
const categories = new Set(["tops", "wear"]);
const judge = (match: "all" | "any", rules: CollectionRule[], nowMs = NOW_MS) =>
  matchesCollection(tee, { match, rules }, categories, nowMs);
const isIn = (rule: CollectionRule) => judge("all", [rule]).isMember;

describe("COL-1 a rule", () => {
  it.each<[CollectionRule, boolean]>([
    [{ field: "tag", op: "is", value: "linen" }, true],
    [{ field: "tag", op: "is", value: "wool" }, false],
    [{ field: "tag", op: "is_not", value: "linen" }, false],
    [{ field: "tag", op: "is_not", value: "wool" }, true],
    [{ field: "type", op: "is", value: "shirt" }, true],
    [{ field: "type", op: "is_not", value: "shirt" }, false],
    [{ field: "brand", op: "is", value: "other" }, false],
    [{ field: "category", op: "is", value: "wear" }, true],
    [{ field: "category", op: "is_not", value: "home" }, true],
    [{ field: "title", op: "contains", value: "ELLOSES" }, true],
    [{ field: "title", op: "starts_with", value: "a\u0308rmel" }, true],
    [{ field: "title", op: "starts_with", value: "Hemd" }, false],
    [{ field: "title", op: "is", value: "ärmelloses hemd" }, true],
    [{ field: "price", op: "at_most", value: 1999, currency: "EUR" }, true],
    [{ field: "price", op: "at_most", value: 1998, currency: "EUR" }, false],
    [{ field: "price", op: "at_least", value: 1999, currency: "EUR" }, true],
    [{ field: "price", op: "at_least", value: 1, currency: "USD" }, false],
    [{ field: "option", op: "is", name: "Size", value: "M" }, true],
    [{ field: "option", op: "is", name: "Size", value: "XL" }, false],
    [{ field: "option", op: "is", name: "toString", value: "M" }, false],
    [{ field: "attribute", op: "is", name: "fit", value: "slim" }, true],
    [{ field: "attribute", op: "is_not", name: "fit", value: "slim" }, false],
    [{ field: "attribute", op: "is_not", name: "colour", value: "red" }, true],
    [{ field: "attribute", op: "at_least", name: "weight", value: 180 }, true],
    [{ field: "attribute", op: "at_most", name: "weight", value: 179 }, false],
    [{ field: "attribute", op: "at_least", name: "weight", value: "1" }, false],
    [{ field: "attribute", op: "at_least", name: "since", value: "2024-01-01" }, true],
    [{ field: "attribute", op: "is", name: "is_vegan", value: true }, true],
    [{ field: "attribute", op: "at_least", name: "constructor", value: 1 }, false],
  ])("%o says %s", (rule, is) => {
    expect(isIn(rule)).toBe(is);
  });
});

describe("COL-1 a rule about time", () => {
  const created = (value: number) => ({ field: "created", op: "within_days", value }) as const;
  const published = (value: number) => ({ field: "published", op: "within_days", value }) as const;
  const linen = { field: "tag", op: "is", value: "linen" } as const;

  it("says when it ends, and that moment is out", () => {
    expect(judge("all", [created(30)])).toEqual({ isMember: true, untilMs: CREATED_MS + 30 * DAY_MS });
    expect(judge("all", [created(10)])).toEqual({ isMember: false });
    expect(judge("all", [created(10)], NOW_MS - 1)).toEqual({ isMember: true, untilMs: NOW_MS });
  });

  it("counts from when shoppers can see it, where it asks for that", () => {
    expect(judge("all", [published(10)])).toEqual({ isMember: true, untilMs: CREATED_MS + 15 * DAY_MS });
    const draft = { ...tee, publishedAtMs: null };
    expect(matchesCollection(draft, { match: "all", rules: [published(10)] }, categories, NOW_MS)).toEqual({
      isMember: false,
    });
  });

  it("beside others ends with the first of all, or the last of any", () => {
    expect(judge("all", [linen, created(30), created(20)])).toEqual({
      isMember: true,
      untilMs: CREATED_MS + 20 * DAY_MS,
    });
    expect(judge("any", [created(30), created(20)])).toEqual({
      isMember: true,
      untilMs: CREATED_MS + 30 * DAY_MS,
    });
    expect(judge("any", [linen, created(1)])).toEqual({ isMember: true, untilMs: null });
  });
});
