import { expect, it } from "vitest";
import { readKeyCursor, showKeyCursor } from "./key-cursor.ts";

it("a cursor reads back as the position it was made of", () => {
  const position = { createdAtMs: 1_790_000_000_000, id: "key_8k2m4q6s8v0x2z4b6d8f" };
  expect(readKeyCursor(showKeyCursor(position))).toEqual(position);
});

it.each([
  "",
  "%",
  "bm90IGpzb24",
  btoa("[1]"),
  btoa('["1","key_a"]'),
  btoa("[1.5,1]"),
  btoa("null"),
])("a cursor that we did not write (%j) is refused", (text) => {
  expect(readKeyCursor(text)).toBeNull();
});
