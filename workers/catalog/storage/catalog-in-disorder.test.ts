import { eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { RuleSet } from "../../../domain/catalog/collection-rule.ts";
import { isInWindow } from "../../../domain/catalog/is-shown.ts";
import { matchesCollection } from "../../../domain/catalog/matches-collection.ts";
import { product } from "../../../domain/catalog/product.fixture.ts";
import type { Product } from "../../../domain/catalog/product.ts";
import { publishedAt } from "../../../domain/catalog/published-at.ts";
import { storedVersion } from "../../../domain/catalog/stored-version.ts";
import type { Write } from "../../../platform/d1/commit-together.ts";
import { judgeAgain } from "../collections/judge-again.ts";
import { judgeCategoryRules } from "../collections/judge-category-rules.ts";
import { judgeCollection } from "../collections/judge-collection.ts";
import type { CatalogEnv } from "../env.ts";
import { sliceWrites } from "../jobs/job-writes.ts";
import { collection } from "../tables.ts";
import { job } from "../tables-of-jobs.ts";
import { applyTurns } from "../turns/apply-turns.ts";
import { categoryWrites } from "./category-writes.ts";
import { collectionWrites } from "./collection-writes.ts";
import { decideVersion } from "./decide-version.ts";
import { loadSurroundings } from "./load-surroundings.ts";
import { productWrites } from "./product-writes.ts";
import { type Stored, storedCatalog } from "./stored-catalog.fixture.ts";

const DAY_MS = 86_400_000;
const PRODUCTS = ["prod_0", "prod_1", "prod_2"];
const CATEGORIES = ["a", "b", "c", "d"];
const RULES: RuleSet[] = [
  { match: "all", rules: [{ field: "tag", op: "is", value: "red" }] },
  { match: "any", rules: [{ field: "category", op: "is", value: "a" }] },
  {
    match: "all",
    rules: [
      { field: "category", op: "is_not", value: "b" },
      { field: "published", op: "within_days", value: 2 },
    ],
  },
  {
    match: "any",
    rules: [
      { field: "tag", op: "is", value: "red" },
      { field: "published", op: "within_days", value: 1 },
    ],
  },
];
const RULED = ["one", "two"];

/** Reads and decides; what it answers is committed when the test says, by when it may be too late. */
type Act = (catalog: Stored, nowMs: number) => Promise<readonly Write[]>;

const edit =
  (id: string, change: Partial<Product>): Act =>
  async ({ database, load }, nowMs) => {
    const before = await load(id);
    if (!before) throw new Error("the product is there");
    const next = { ...before, ...change, version: before.version + 1, updatedAtMs: nowMs };
    const after = { ...next, publishedAtMs: publishedAt(before, next, nowMs) };
    return productWrites(
      await decideVersion(database, before, after, { cause: "edit", actorId: "key_staff" }),
    );
  };

const move =
  (handle: string, parent: string | null): Act =>
  async ({ database }, nowMs) => {
    const { before } = await loadSurroundings(database, handle, parent);
    if (!before || before.parent === parent) return [];
    const after = { ...before, parent, version: before.version + 1, updatedAtMs: nowMs };
    const { rulesRevision, writes } = await judgeCategoryRules(database, "key_staff", nowMs);
    return [...categoryWrites({ before, after, actorId: "key_staff", rulesRevision }), ...writes];
  };

const rule =
  (handle: string, rules: RuleSet): Act =>
  async ({ database }, nowMs) => {
    const [before] = await drizzle(database).select().from(collection).where(eq(collection.handle, handle));
    if (!before) throw new Error("the collection is there");
    const after = { ...before, rules, version: before.version + 1, updatedAtMs: nowMs };
    return [
      ...collectionWrites(before, after, "key_staff"),
      ...judgeAgain([handle], "key_staff", nowMs).writes,
    ];
  };

const judge: Act = async ({ database }, nowMs) => {
  const [running] = await drizzle(database).select().from(job).where(eq(job.status, "running")).limit(1);
  if (!running) return [];
  const slice = await judgeCollection.runSlice({ env: { DB: database } as CatalogEnv, nowMs }, running);
  if (slice.kind === "failed") throw new Error(slice.failure.code);
  return sliceWrites(running, slice, null, nowMs);
};

const days = fc.integer({ min: -3, max: 3 });
const change: fc.Arbitrary<(nowMs: number) => Partial<Product>> = fc.oneof(
  fc.constantFrom("red", "blue").map((tag) => () => ({ tags: [tag] })),
  fc.subarray(CATEGORIES).map((categories) => () => ({ categories })),
  fc.constantFrom("draft", "active", "archived").map((status) => () => ({ status }) as Partial<Product>),
  fc.record({ from: fc.option(days), until: fc.option(days) }).map(({ from, until }) => (nowMs: number) => ({
    publishAtMs: from === null ? null : nowMs + from * DAY_MS,
    unpublishAtMs: until === null ? null : nowMs + until * DAY_MS,
  })),
);
type Step = { begin: Act } | { commit: number } | { turn: true } | { passMs: number };
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ id: fc.constantFrom(...PRODUCTS), change }).map(({ id, change: made }) => ({
      begin: (catalog: Stored, nowMs: number) => edit(id, made(nowMs))(catalog, nowMs),
    })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom(...CATEGORIES), fc.option(fc.constantFrom(...CATEGORIES)))
      .map(([handle, parent]) => ({ begin: move(handle, parent) })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom(...RULED), fc.constantFrom(...RULES))
      .map(([handle, rules]) => ({ begin: rule(handle, rules) })),
  },
  { weight: 3, arbitrary: fc.constant({ begin: judge }) },
  { weight: 8, arbitrary: fc.nat(5).map((commit) => ({ commit })) },
  { weight: 2, arbitrary: fc.constant({ turn: true } as const) },
  // The clock of another isolate may be behind.
  { weight: 2, arbitrary: fc.integer({ min: -DAY_MS / 4, max: 2 * DAY_MS }).map((passMs) => ({ passMs })) },
);

async function begin(): Promise<Stored> {
  const catalog = storedCatalog();
  for (const handle of CATEGORIES) await catalog.makeCategory(handle);
  for (const [at, handle] of RULED.entries()) await catalog.makeCollection(handle, RULES[at * 2]);
  const [tee] = product().variants;
  if (!tee) throw new Error("the fixture has variants");
  for (const [at, id] of PRODUCTS.entries()) {
    const variants = [{ ...tee, id: `var_${at}`, itemId: `inv_${at}`, sku: `T-${at}`, options: {} }];
    const own = { id, handle: id.replace("_", "-"), variants, options: [], collections: [] };
    expect(await catalog.commit(null, product({ version: 1, ...own }))).toBe("committed");
  }
  return catalog;
}

/** All that is derived, held against what it is derived from. */
async function audit(catalog: Stored, nowMs: number): Promise<void> {
  const parents = new Map(
    catalog.rows("SELECT handle, parent FROM category").map(({ handle, parent }) => [handle, parent]),
  );
  const ruled = await drizzle(catalog.database).select().from(collection);
  for (const id of PRODUCTS) {
    const found = await catalog.load(id);
    if (!found) throw new Error("the product is there");
    const within = new Set<string>();
    for (const own of found.categories)
      for (let at: unknown = own; typeof at === "string"; at = parents.get(at)) within.add(at);
    const rows = catalog.rows("SELECT category FROM category_product WHERE product_id = ?", id);
    expect(rows.map(({ category }) => category).sort()).toEqual([...within].sort());

    const meant = ruled.filter(
      ({ rules }) => rules && matchesCollection(found, rules, within, nowMs).isMember,
    );
    expect(found.ruled).toEqual(meant.map(({ handle }) => handle).sort());
    expect(catalog.rows("SELECT is_off_schedule AS off FROM product WHERE id = ?", id)).toEqual([
      { off: isInWindow(found, nowMs) ? 0 : 1 },
    ]);

    const [last] = catalog.rows(
      "SELECT version, body FROM product_version WHERE product_id = ? ORDER BY version DESC LIMIT 1",
      id,
    );
    const { version, updatedAtMs: _, ...said } = storedVersion(found);
    expect(last?.version).toBe(version);
    expect(JSON.parse(String(last?.body))).toMatchObject(said);
    const fed = catalog.rows("SELECT version FROM catalog_change WHERE entity_id = ? ORDER BY seq", id);
    expect(fed.map((row) => row.version)).toEqual(Array.from({ length: version }, (_, at) => at + 1));
  }
}

it("COL-1 CAT-9 CAT-10 HIS-1 what is derived is right at last, whatever is overtaken by what", {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60 }), async (steps) => {
      const catalog = await begin();
      const waiting: (readonly Write[])[] = [];
      let nowMs = 10 * DAY_MS;
      let latestMs = nowMs;
      for (const next of steps) {
        if ("begin" in next) waiting.push(await next.begin(catalog, nowMs));
        else if ("passMs" in next) nowMs += next.passMs;
        else if ("turn" in next) await applyTurns(catalog.database, nowMs);
        else {
          const [writes = []] = waiting.splice(next.commit % Math.max(1, waiting.length), 1);
          await catalog.commitWrites(writes);
        }
        latestMs = Math.max(latestMs, nowMs);
      }
      for (const writes of waiting) await catalog.commitWrites(writes);
      await applyTurns(catalog.database, latestMs);
      for (let slices = 0; slices < 100; slices++) {
        const writes = await judge(catalog, latestMs);
        if (writes.length === 0) break;
        expect(await catalog.commitWrites(writes)).toBe("committed");
      }
      await audit(catalog, latestMs);
    }),
    { numRuns: 100 },
  );
});
