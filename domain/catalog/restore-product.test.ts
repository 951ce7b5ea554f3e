import { describe, expect, it } from "vitest";
import { KNOWN, product, variantFields } from "./product.fixture.ts";
import { restoreProduct } from "./restore-product.ts";
import { storedVersion } from "./stored-version.ts";

const NOW_MS = 9_000;
const old = product({ version: 1 });
const now = product({
  version: 7,
  title: "Other",
  tags: [],
  publishedAtMs: 4_000,
  variants: [
    {
      ...variantFields({ sku: "TEE-L", options: { Size: "M" } }),
      id: "var_9",
      itemId: "inv_9",
      components: [],
    },
  ],
});

describe("HIS-1 a version that is restored", () => {
  it("says what it said, under the ids that it had, as the next version", () => {
    expect(restoreProduct(now, storedVersion(old), KNOWN, NOW_MS)).toEqual({
      ok: true,
      value: { ...old, version: 8, createdAtMs: now.createdAtMs, publishedAtMs: 4_000, updatedAtMs: NOW_MS },
    });
  });

  it("is no new one when it is so already", () => {
    const restored = restoreProduct(old, storedVersion(old), KNOWN, NOW_MS);
    expect(restored.ok && restored.value).toBe(old);
  });

  it.each([
    ["a collection", { collections: new Set<string>() }, { collections: ["apparel"] }, "collections/0"],
    ["a brand", { brands: new Set<string>() }, { brand: "loom" }, "brand"],
    ["a category", { categories: new Set<string>() }, { categories: ["tops"] }, "categories/0"],
    ["a type", { types: new Map() }, { type: "book", attributes: { pages: 1 } }, "type"],
    ["a channel", { channels: new Set<string>() }, { channels: ["pos"] }, "channels/0"],
  ])("can't refer to %s that is gone", (_, gone, said, place) => {
    const version = storedVersion(product({ version: 1, ...said }));
    const present = product({ ...now, collections: [] });
    const restored = restoreProduct(present, version, { ...KNOWN, ...gone }, NOW_MS);
    expect(restored.ok ? [] : restored.refusal.map(({ at }) => at.join("/"))).toEqual([place]);
  });

  it("fits its type as that is today", () => {
    const version = storedVersion(product({ version: 1, type: "book", attributes: { colour: "red" } }));
    const restored = restoreProduct(now, version, KNOWN, NOW_MS);
    expect(restored.ok ? [] : restored.refusal.map(({ at }) => at.join("/"))).toEqual([
      "attributes/colour",
      "attributes/pages",
    ]);
  });

  it("does not make a bundle of what is stocked by now", () => {
    const components = [{ variantId: "var_mug", sku: "MUG", quantity: 2, isArchived: false }];
    const [small, medium] = old.variants;
    if (!small || !medium) throw new Error("the fixture has two variants");
    const version = storedVersion({ ...old, variants: [{ ...small, components }, medium] });
    expect(restoreProduct(old, version, KNOWN, NOW_MS)).toMatchObject({
      refusal: [{ at: ["variants", 0, "components"] }],
    });
  });
});
