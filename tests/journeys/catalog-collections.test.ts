import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { applyTurns } from "../../workers/catalog/turns/apply-turns.ts";
import { problemOf, productOf, statusesOf } from "../support/catalog/answers.ts";
import { newTee } from "../support/catalog/fixtures.ts";
import { type Catalog, HEADS_KEEP_MS, startCatalog } from "../support/catalog/start-catalog.ts";

let catalog: Catalog;

beforeAll(async () => {
  catalog = await startCatalog();
});
afterAll(() => catalog.close());

const DAY_MS = 86_400_000;
const put = (handle: string, body: object, headers: Record<string, string> = {}) =>
  catalog.ask(`/v1/admin/collections/${handle}`, { method: "PUT", body, headers });
const tagged = (value: string) => ({ match: "all", rules: [{ field: "tag", op: "is", value }] });
const headsMoved = () => wait(HEADS_KEEP_MS + 20);
const members = async (handle: string) =>
  (
    (await (await catalog.ask(`/v1/admin/collections/${handle}/products?limit=100`)).json()) as {
      data: { title: string }[];
    }
  ).data.map(({ title }) => title);
/** That no job judges any more. */
const judged = () =>
  expect
    .poll(
      () =>
        catalog.count(
          "SELECT count(*) AS n FROM job WHERE kind = 'judge_collection' AND status IN ('receiving', 'running')",
        ),
      { timeout: 15_000 },
    )
    .toBe(0);
const shownIn = async (handle: string) =>
  ((await (await catalog.read(`/products/${handle}`)).json()) as { collections: string[] }).collections;
const shown = async (handle: string) => {
  const answer = await catalog.read(`/products?limit=100&collection=${handle}`);
  if (answer.status !== 200) return answer.status;
  return ((await answer.json()) as { data: { title: string }[] }).data.map(({ title }) => title);
};

describe("COL-1 a collection with rules", () => {
  it("takes in at once what is written, and gives up what no longer fits", async () => {
    await put("wool", { title: "Wool", rules: tagged("wool") });
    const made = await catalog.create(newTee({ title: "Jumper", tags: ["wool"] }));
    expect(made).toMatchObject({ collections: [], rule_collections: ["wool"] });
    await headsMoved();
    expect(await shown("wool")).toEqual(["Jumper"]);
    expect(await (await catalog.read(`/products/${made.handle}`)).json()).toMatchObject({
      collections: ["wool"],
    });

    expect(await productOf(await catalog.patch(made.id, { tags: [] }))).toMatchObject({
      rule_collections: [],
    });
    await headsMoved();
    expect(await shown("wool")).toEqual([]);
  });

  it("judges all there is when its rules come or change", async () => {
    await catalog.create(newTee({ title: "Bowl", tags: ["clay"] }));
    await catalog.create(newTee({ title: "Vase", tags: ["glass"] }));
    await put("craft", { title: "Craft", rules: tagged("clay") });
    await expect.poll(() => members("craft"), { timeout: 15_000 }).toEqual(["Bowl"]);

    await put("craft", { title: "Craft", rules: tagged("glass") });
    await expect.poll(() => members("craft"), { timeout: 15_000 }).toEqual(["Vase"]);
    await headsMoved();
    expect(await shown("craft")).toEqual(["Vase"]);
  });

  it("is right whatever is edited while it judges", async () => {
    const products = await Promise.all(
      Array.from({ length: 12 }, (_, at) =>
        catalog.create(newTee({ tags: [at % 2 === 0 ? "red" : "blue"] })),
      ),
    );
    const [made] = await Promise.all([
      put("red", { title: "Red", rules: tagged("red") }),
      ...products.map(({ id }, at) => catalog.patch(id, { tags: [at % 2 === 0 ? "blue" : "red"] })),
    ]);
    expect(made.status).toBe(200);
    await put("red", { title: "Red", rules: { ...tagged("red"), match: "any" } });
    await judged();
    expect((await members("red")).sort()).toEqual(
      products
        .filter((_, at) => at % 2 === 1)
        .map(({ title }) => title)
        .sort(),
    );
  });

  it.each([
    "cancelled",
    "failed",
  ] as const)("is judged though the job that was to do so %s", async (ended) => {
    const handle = `left-${ended}`;
    await catalog.create(newTee({ title: "Left", tags: [handle] }));
    await put(handle, { title: handle, rules: tagged("nothing") });
    await judged();
    const minute = () => catalog.scheduled({ cron: "* * * * *" });
    const jobs = () => catalog.count("SELECT count(*) AS n FROM job WHERE subject = ?", handle);

    // Rules that are in force, and a job that ended before its end.
    await catalog.env.DB.batch(
      [
        `UPDATE collection SET rules = '${JSON.stringify(tagged(handle))}', rules_revision = rules_revision + 1
          WHERE handle = '${handle}'`,
        `UPDATE job SET status = '${ended}' WHERE subject = '${handle}'`,
      ].map((statement) => catalog.env.DB.prepare(statement)),
    );
    await minute();
    expect([await members(handle), await jobs()]).toEqual([[], 1]);

    await catalog.env.DB.prepare("UPDATE job SET ended_at_ms = ended_at_ms - 300001 WHERE subject = ?")
      .bind(handle)
      .run();
    await minute();
    await expect.poll(() => members(handle), { timeout: 15_000 }).toEqual(["Left"]);
    await judged();
    await catalog.env.DB.prepare("UPDATE job SET ended_at_ms = 0 WHERE subject = ?").bind(handle).run();
    await minute();
    expect(await jobs()).toBe(2);
  });

  it("follows a category that moves", async () => {
    const category = (handle: string, parent: string | null = null) =>
      catalog.ask(`/v1/admin/categories/${handle}`, { method: "PUT", body: { title: handle, parent } });
    await category("garden");
    await category("pots");
    await put("outside", {
      title: "Outside",
      rules: { match: "all", rules: [{ field: "category", op: "is", value: "garden" }] },
    });
    const pot = await catalog.create(newTee({ title: "Pot", categories: ["pots"] }));
    expect(pot.rule_collections).toEqual([]);
    await judged();
    await category("pots", "garden");
    await expect.poll(() => members("outside"), { timeout: 15_000 }).toEqual(["Pot"]);
    await category("pots");
    await expect.poll(() => members("outside"), { timeout: 15_000 }).toEqual([]);
  });

  it("about time ends at its moment", async () => {
    await put("new", {
      title: "New",
      rules: { match: "all", rules: [{ field: "created", op: "within_days", value: 7 }] },
    });
    const made = await catalog.create(newTee({ title: "Novelty" }));
    expect(await members("new")).toContain("Novelty");
    // A job that is still at it judges by today, and would put back what a later day takes out.
    await judged();
    await applyTurns(catalog.env.DB, Date.parse(made.created_at) + 7 * DAY_MS - 1);
    expect(await members("new")).toContain("Novelty");
    await applyTurns(catalog.env.DB, Date.parse(made.created_at) + 7 * DAY_MS);
    expect(await members("new")).not.toContain("Novelty");
  });

  it("is one for good, and nobody puts products in by hand", async () => {
    await put("ruled", { title: "Ruled", rules: tagged("x") });
    await put("chosen", { title: "Chosen" });
    expect(await problemOf(await put("ruled", { title: "Ruled" }))).toMatchObject({
      status: 400,
      at: ["/rules"],
    });
    expect(await problemOf(await put("chosen", { title: "Chosen", rules: tagged("x") }))).toMatchObject({
      status: 400,
      at: ["/rules"],
    });
    expect(await problemOf(await catalog.post(newTee({ collections: ["ruled"] })))).toMatchObject({
      at: ["/collections/0"],
    });
  });

  it.each([
    ["a field that is none", { field: "availability", op: "is", value: "in_stock" }],
    ["an operation of another field", { field: "tag", op: "at_least", value: "x" }],
    ["a price without a currency", { field: "price", op: "at_most", value: 1 }],
  ])("can't have %s", async (_, rule) => {
    expect((await put("odd", { title: "Odd", rules: { match: "all", rules: [rule] } })).status).toBe(400);
  });
});

describe("a collection", () => {
  it("has the order that staff give it, and what they don't name follows", async () => {
    await put("ordered", { title: "Ordered" });
    const made = [];
    for (const title of ["A", "B", "C", "D"])
      made.push(await catalog.create(newTee({ title, collections: ["ordered"] })));
    const [, b, , d] = made.map(({ id }) => id);
    const order = (product_ids: unknown[], headers: Record<string, string> = {}) =>
      catalog.ask("/v1/admin/collections/ordered/order", { method: "PUT", body: { product_ids }, headers });

    expect((await order([d, b], { "if-match": '"1"' })).headers.get("etag")).toBe('"2"');
    expect((await order([d], { "if-match": '"1"' })).status).toBe(412);
    await headsMoved();
    expect(await shown("ordered")).toEqual(["D", "B", "A", "C"]);
    await order([b]);
    expect(await members("ordered")).toEqual(["B", "D", "A", "C"]);
    expect(await problemOf(await order([b, b, "prod_nobody"]))).toMatchObject({
      status: 400,
      at: ["/product_ids/2", "/product_ids/1"],
    });
  });

  it("by rules is newest first, behind what is pinned", async () => {
    await put("pinned", { title: "Pinned", rules: tagged("pin") });
    const made = [];
    for (const title of ["Old", "Middle", "New"])
      made.push(await catalog.create(newTee({ title, tags: ["pin"] })));
    expect(await members("pinned")).toEqual(["New", "Middle", "Old"]);
    const order = (product_ids: unknown[]) =>
      catalog.ask("/v1/admin/collections/pinned/order", { method: "PUT", body: { product_ids } });
    await order([made[0]?.id]);
    expect(await members("pinned")).toEqual(["Old", "New", "Middle"]);
    await order([]);
    expect(await members("pinned")).toEqual(["New", "Middle", "Old"]);
  });

  it("is shown while it is active, and its products under it", async () => {
    await put("secret", { title: "Secret", status: "draft" });
    const { handle } = await catalog.create(newTee({ title: "Hidden gem", collections: ["secret"] }));
    const listed = async () =>
      ((await (await catalog.read("/collections")).json()) as { data: { handle: string }[] }).data.some(
        (one) => one.handle === "secret",
      );
    await headsMoved();
    expect([await listed(), await shown("secret")]).toEqual([false, 404]);
    expect(await shownIn(handle)).not.toContain("secret");
    await put("secret", { title: "Secret" });
    await headsMoved();
    expect([await listed(), await shown("secret")]).toEqual([true, ["Hidden gem"]]);
    expect(await shownIn(handle)).toContain("secret");
    await put("secret", { title: "Secret", status: "archived" });
    await headsMoved();
    expect([await listed(), await shown("secret")]).toEqual([false, 404]);
  });

  it("is changed by one of those who saw the same version", async () => {
    await put("raced", { title: "Raced" });
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, at) => put("raced", { title: `R${at}` }, { "if-match": '"1"' })),
    );
    expect(statusesOf(answers)).toEqual([200, ...Array(5).fill(412)]);
  });
});
