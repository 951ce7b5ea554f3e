import { expect, it } from "vitest";
import { COLLECTIONS_MAX, type Collection, decideCollection } from "./collection.ts";

const fields = { handle: "summer", title: "Summer", description: "" };
const present: Collection = { ...fields, id: "coll_1", version: 4, createdAtMs: 1, updatedAtMs: 2 };

it("makes a new collection", () => {
  expect(decideCollection(fields, null, 0, "coll_9", 7)).toEqual({
    ok: true,
    value: { ...fields, id: "coll_9", version: 1, createdAtMs: 7, updatedAtMs: 7 },
  });
});

it("makes the next version of one that is there, also at the limit", () => {
  const decided = decideCollection({ ...fields, title: "Sommer" }, present, COLLECTIONS_MAX, "coll_9", 7);
  expect(decided).toEqual({ ok: true, value: { ...present, title: "Sommer", version: 5, updatedAtMs: 7 } });
});

it("makes no version when nothing changes", () => {
  const decided = decideCollection(fields, present, 1, "coll_9", 7);
  expect(decided.ok && decided.value).toBe(present);
});

it("refuses one more than the limit", () => {
  expect(decideCollection(fields, null, COLLECTIONS_MAX, "coll_9", 7)).toEqual({
    ok: false,
    refusal: { code: "too_many_collections", allowed: COLLECTIONS_MAX },
  });
});
