import { expect, it } from "vitest";
import { ifMatchAllows } from "./etag.ts";

it.each<[ifMatch: string | undefined, version: number | null, allowed: boolean]>([
  [undefined, 7, true],
  [undefined, null, true],
  ['"7"', 7, true],
  ['"6", "7"', 7, true],
  ["*", 7, true],
  ["*", null, false],
  ['"6"', 7, false],
  ['W/"7"', 7, true],
  ['W/"6"', 7, false],
  ["7", 7, false],
  ['"7"', null, false],
])("If-Match %s on version %s: %s", (ifMatch, version, allowed) => {
  expect(ifMatchAllows(ifMatch, version)).toBe(allowed);
});
