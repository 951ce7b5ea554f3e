import { expect, it } from "vitest";
import { isUnchanged } from "./is-unchanged.ts";

it.each<[held: string | null, unchanged: boolean]>([
  [null, false],
  ['"a"', true],
  ['W/"a"', true],
  ['"b", W/"a"', true],
  ["*", true],
  ['"b"', false],
  ["a", false],
])('If-None-Match %s against "a": %s', (held, unchanged) => {
  expect(isUnchanged(held, '"a"')).toBe(unchanged);
});
