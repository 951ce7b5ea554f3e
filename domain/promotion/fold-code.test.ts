import { expect, test } from "vitest";
import { foldCode } from "./fold-code.ts";

test.each([
  ["SAVE10", "SAVE10"],
  [" save 10\n", "SAVE10"],
  ["ｓａｖｅ１０", "SAVE10"],
  ["Spar-10", "SPAR-10"],
  ["größe", "GRÖSSE"],
  ["ki\u0308lo", "K\u00cfLO"],
  ["  ", ""],
])("folds '%s' to '%s'", (typed, folded) => {
  expect(foldCode(typed)).toBe(folded);
  expect(foldCode(folded)).toBe(folded);
});
