import { beforeEach, describe, expect, it } from "vitest";
import { product } from "../../../domain/catalog/product.fixture.ts";
import type { Product } from "../../../domain/catalog/product.ts";
import type { CatalogEnv } from "../env.ts";
import type { Job } from "../jobs/job-kind.ts";
import { newJob } from "../jobs/start-job.ts";
import { type Stored, storedCatalog } from "../storage/stored-catalog.fixture.ts";
import { applyTurns } from "../turns/apply-turns.ts";
import { judgeCollection } from "./judge-collection.ts";

const NOW_MS = 5_000;
const LINEN = { match: "all", rules: [{ field: "tag", op: "is", value: "linen" }] } as const;
let catalog: Stored;
let job: Job;

beforeEach(async () => {
  catalog = storedCatalog();
  await catalog.makeCollection("apparel");
  job = newJob({ kind: "judge_collection", input: { collection: "linen" }, actorId: "key_staff" }, NOW_MS);
});

const judge = async (from: Job = job) => {
  const outcome = await judgeCollection.runSlice(
    { env: { DB: catalog.database } as CatalogEnv, nowMs: NOW_MS },
    from,
  );
  if (outcome.kind === "failed") throw new Error(outcome.failure.code);
  return outcome;
};
const make = async (count: number, change: (at: number) => Partial<Product> = () => ({})) => {
  const [variant] = product().variants;
  if (!variant) throw new Error("the fixture has variants");
  for (let at = 0; at < count; at++) {
    const own = { ...variant, id: `var_${at}`, itemId: `inv_${at}`, sku: `T-${at}`, options: {} };
    const id = `prod_${String(at).padStart(4, "0")}`;
    await catalog.commit(
      null,
      product({ version: 1, id, handle: `tee-${at}`, options: [], variants: [own], ...change(at) }),
    );
  }
};
const members = () =>
  catalog.rows("SELECT product_id FROM collection_product WHERE collection_id = 'coll_linen'").length;

describe("COL-1 judging all products", () => {
  it("goes slice by slice, each from where the one before ended", async () => {
    await make(120, (at) => ({ tags: at % 2 === 0 ? ["linen"] : [] }));
    await catalog.makeCollection("linen", LINEN);
    const first = await judge();
    expect([first.kind, first.done, await catalog.commitWrites(first.writes)]).toEqual([
      "went_on",
      100,
      "committed",
    ]);
    const second = await judge({ ...job, cursor: first.cursor, done: first.done });
    expect([second.kind, second.done, await catalog.commitWrites(second.writes)]).toEqual([
      "done",
      120,
      "committed",
    ]);
    expect(members()).toBe(60);
  });

  it("takes fewer of those with many variants, so that a slice fits into a Worker", async () => {
    const [variant] = product().variants;
    if (!variant) throw new Error("the fixture has variants");
    const sizes = Array.from({ length: 250 }, (_, at) => `${at}`);
    await make(9, (at) => ({
      options: [{ name: "Size", values: sizes }],
      variants: sizes.map((size) => ({
        ...variant,
        ...{ id: `var_${at}_${size}`, itemId: `inv_${at}_${size}`, sku: `T-${at}-${size}` },
        options: { Size: size },
      })),
    }));
    await catalog.makeCollection("linen", LINEN);
    const done: number[] = [];
    let next = job;
    for (let slices = 0; slices < 10; slices++) {
      const slice = await judge(next);
      expect(await catalog.commitWrites(slice.writes)).toBe("committed");
      done.push(slice.done);
      if (slice.kind === "done") break;
      next = { ...next, cursor: slice.cursor, done: slice.done };
    }
    expect(done).toEqual([4, 8, 9]);
    expect(members()).toBe(9);
  });

  it("changes nothing the second time", async () => {
    await make(5);
    await catalog.makeCollection("linen", LINEN);
    const { writes } = await judge();
    for (let times = 0; times < 2; times++) expect(await catalog.commitWrites(writes)).toBe("committed");
    expect(members()).toBe(5);
  });

  it("is undone when the rules are others by then, and begins anew", async () => {
    await make(120);
    await catalog.makeCollection("linen", LINEN);
    const first = await judge();
    catalog.rows("UPDATE collection SET rules_revision = rules_revision + 1 WHERE handle = 'linen'");
    expect(await catalog.commitWrites(first.writes)).toBe("not_null");
    expect(members()).toBe(0);
    expect(await judge({ ...job, cursor: first.cursor, done: first.done })).toMatchObject({ done: 100 });
  });

  it("is undone when a product is another version by then, whether by an edit or by a turn", async () => {
    await make(2, () => ({ publishAtMs: 9_000, publishedAtMs: 9_000 }));
    await catalog.makeCollection("linen", LINEN);
    const judged = await judge();
    await applyTurns(catalog.database, 9_000);
    expect(await catalog.commitWrites(judged.writes)).toBe("not_null");
    expect(await catalog.commitWrites((await judge()).writes)).toBe("committed");
    expect(members()).toBe(2);
  });

  it("fails for a collection without rules", async () => {
    await catalog.makeCollection("linen");
    await expect(judge()).rejects.toThrow("no_rules");
  });
});
