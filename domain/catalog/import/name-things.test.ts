import fc from "fast-check";
import { expect, it } from "vitest";
import { deriveSku, handleOf, skuOf } from "./name-things.ts";

it.each([
  ["Linen Shirt", "linen-shirt"],
  ["  --A_b  C!! ", "a-b-c"],
  ["Größe ß", "größe-ß"],
  ["亜麻 シャツ", "亜麻-シャツ"],
  ["a".repeat(200), "a".repeat(128)],
  ["!!!", ""],
  ["हिन्दी कुर्ता", "हिन्दी-कुर्ता"],
])("makes of %j the handle %j", (text, handle) => {
  expect(handleOf(text)).toBe(handle);
});

it.each([
  ["AB 12/3", "AB-12-3"],
  ["Käse#1", "Kase-1"],
  ["TEE.S_1-x", "TEE.S_1-x"],
  ["-x-", "x"],
  ["シャツ", ""],
])("makes of %j the SKU %j", (text, sku) => {
  expect(skuOf(text)).toBe(sku);
});

it("makes names that the shop takes, and leaves alone those that it made", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => {
      const [handle, sku] = [handleOf(text), skuOf(text)];
      expect(handle).toMatch(
        /^(?:[\p{Ll}\p{Lo}\p{N}][\p{Ll}\p{Lo}\p{N}\p{M}]*(?:-[\p{Ll}\p{Lo}\p{N}][\p{Ll}\p{Lo}\p{N}\p{M}]*)*)?$/u,
      );
      expect(sku).toMatch(/^(?:[A-Za-z0-9][A-Za-z0-9._-]{0,63})?$/);
      expect(handleOf(handle)).toBe(handle);
      expect(skuOf(sku)).toBe(sku);
      expect(deriveSku(text, [text])).toMatch(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/);
    }),
    { numRuns: 2_000 },
  );
});

it("derives the same SKU for the same choice, and another for another, also where plain letters are equal", () => {
  expect(deriveSku("tee", ["S"])).toBe(deriveSku("tee", ["S"]));
  expect(
    new Set([
      deriveSku("tee", ["S"]),
      deriveSku("tee", ["s"]),
      deriveSku("téé", ["S"]),
      deriveSku("tee-s", []),
    ]).size,
  ).toBe(4);
});
