import { beforeEach, expect, it } from "vitest";
import { product } from "../../../domain/catalog/product.fixture.ts";
import { categoryWrites } from "../storage/category-writes.ts";
import { decideVersion } from "../storage/decide-version.ts";
import { loadSurroundings } from "../storage/load-surroundings.ts";
import { productWrites } from "../storage/product-writes.ts";
import { type Stored, storedCatalog } from "../storage/stored-catalog.fixture.ts";
import { judgeCategoryRules } from "./judge-category-rules.ts";

let catalog: Stored;
beforeEach(async () => {
  catalog = storedCatalog();
  await catalog.makeCollection("apparel");
  await catalog.makeCategory("wear");
  await catalog.makeCategory("tops");
  await catalog.makeCollection("worn", {
    match: "all",
    rules: [{ field: "category", op: "is", value: "wear" }],
  });
  await catalog.makeCollection("silk", {
    match: "all",
    rules: [{ field: "tag", op: "is", value: "silk" }],
  });
});

/** The shipped move: what follows from it is decided first, and commits with it. */
async function decideMove(handle: string, parent: string) {
  const { before } = await loadSurroundings(catalog.database, handle, parent);
  if (!before) throw new Error("the category is there");
  const { rulesRevision, writes } = await judgeCategoryRules(catalog.database, "key_staff", 9_000);
  const after = { ...before, parent, version: before.version + 1, updatedAtMs: 9_000 };
  return [...categoryWrites({ before, after, actorId: "key_staff", rulesRevision }), ...writes];
}
const revisions = () =>
  Object.fromEntries(
    catalog
      .rows("SELECT handle, rules_revision FROM collection WHERE rules IS NOT NULL")
      .map(({ handle, rules_revision }) => [handle, rules_revision]),
  );
const decideTee = async () =>
  productWrites(
    await decideVersion(catalog.database, null, product({ version: 1, categories: ["tops"] }), {
      cause: "edit",
      actorId: "key_staff",
    }),
  );

it("COL-1 a category that moves is another revision of the rules about categories, with a job for each", async () => {
  expect(await catalog.commitWrites(await decideMove("tops", "wear"))).toBe("committed");
  expect(revisions()).toEqual({ worn: 2, silk: 1 });
  expect(catalog.rows("SELECT kind, subject, status FROM job")).toEqual([
    { kind: "judge_collection", subject: "worn", status: "running" },
  ]);
});

it("COL-1 what was decided by the tree before the move is not written after it", async () => {
  const early = await decideTee();
  expect(await catalog.commitWrites(await decideMove("tops", "wear"))).toBe("committed");
  expect(await catalog.commitWrites(early)).toBe("not_null");

  expect(await catalog.commitWrites(await decideTee())).toBe("committed");
  expect(await catalog.load("prod_1")).toMatchObject({ ruled: ["worn"] });
});

it("COL-1 a move that was decided before other rules came judges by them too, or not at all", async () => {
  const early = await decideMove("tops", "wear");
  catalog.rows("UPDATE collection SET rules_revision = rules_revision + 1 WHERE handle = 'silk'");
  expect(await catalog.commitWrites(early)).toBe("not_null");
  expect(revisions()).toEqual({ worn: 1, silk: 2 });
});
