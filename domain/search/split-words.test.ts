import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitWords, WORD_LENGTH_MAX } from "./split-words.ts";

const parts = (text: string) => splitWords(text, 100).map((word) => word.parts.join("+"));

describe("the words of a text", () => {
  it.each([
    ["Linen Crew-Tee, size M/L", ["linen", "crew", "tee", "size", "m", "l"]],
    ["the chef's men’s", ["the", "chefs", "mens"]],
    ["TEE-LIN_M.SAGE", ["tee", "lin", "m", "sage"]],
    ["256GB 5,5", ["256gb", "5", "5"]],
    ["抹茶碗", ["抹茶+茶碗"]],
    ["茶", ["茶"]],
    ["iPhoneケース15", ["iphone", "ケー+ース", "15"]],
    ["กาแฟ", ["กา+าแ+แฟ"]],
    ["한국어", ["한국+국어"]],
    ["Καφές & мёд", ["καφεσ", "мед"]],
    ["", []],
    ["… !? — '", []],
  ])("of %s are %j", (text, expected) => {
    expect(parts(text)).toEqual(expected);
  });

  it("are no more than asked for, and none is longer than the longest", () => {
    expect(splitWords("a ".repeat(1_000), 12)).toHaveLength(12);
    expect(parts("x".repeat(10_000))).toEqual(["x".repeat(WORD_LENGTH_MAX)]);
  });

  it("hold letters, numbers and their marks alone, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 40 }), (text) => {
        for (const word of splitWords(text, 50))
          for (const part of word.parts) expect(part).toMatch(/^[\p{L}\p{N}\p{M}]+$/u);
      }),
    );
  });

  it("come quickly, however hostile the text", () => {
    const beganAtMs = performance.now();
    splitWords(`${"a'".repeat(50_000)}${"茶".repeat(50_000)}${"\u0301".repeat(50_000)}`, 3_000);
    expect(performance.now() - beganAtMs).toBeLessThan(1_000);
  });
});
