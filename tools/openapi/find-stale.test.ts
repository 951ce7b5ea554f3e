import { expect, it } from "vitest";
import { findStale } from "./find-stale.ts";

it("names what is missing, what differs and what is left over", () => {
  const wanted = new Map([
    ["same.json", "{}"],
    ["edited.md", "new"],
    ["missing.md", "text"],
  ]);
  const present = new Map([
    ["same.json", "{}"],
    ["edited.md", "old"],
    ["left.md", "text"],
  ]);
  expect(findStale(wanted, present)).toEqual(["edited.md", "missing.md", "left.md"]);
  expect(findStale(wanted, wanted)).toEqual([]);
});
