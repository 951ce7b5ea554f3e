import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { problemOf, productOf, statusesOf } from "../support/catalog/answers.ts";
import { newTee, STAFF } from "../support/catalog/fixtures.ts";
import { type Catalog, startCatalog } from "../support/catalog/start-catalog.ts";

let catalog: Catalog;

beforeAll(async () => {
  catalog = await startCatalog();
});
afterAll(() => catalog.close());

const KEY = { "idempotency-key": "0123456789abcdef-create" };

describe("several at the same moment", () => {
  it("who edit the version that they read: one wins, the others hear of it", async () => {
    const { id } = await catalog.create();
    for (const version of [1, 2, 3, 4, 5]) {
      const edits = Array.from({ length: 10 }, (_, index) =>
        catalog.patch(id, { title: `Shirt ${version} ${index}` }, { "if-match": `"${version}"` }),
      );
      expect(statusesOf(await Promise.all(edits))).toEqual([200, ...Array(9).fill(412)]);
    }
    expect(await catalog.count("SELECT count(*) AS n FROM catalog_change WHERE entity_id = ?", id)).toBe(6);
  });

  it("who edit different things without a version: all are applied, none is lost", async () => {
    const { id } = await catalog.create();
    const edits = [
      { title: "A" },
      { description: "B" },
      { tags: ["c"] },
      { status: "draft" },
      { collections: ["summer"] },
    ];
    const answers = await Promise.all(edits.map((edit) => catalog.patch(id, edit)));

    expect(statusesOf(answers)).toEqual([200, 200, 200, 200, 200]);
    const product = await productOf(await catalog.ask(`/v1/admin/products/${id}`));
    expect(product).toMatchObject({ ...Object.assign({}, ...edits), version: 6 });
  });

  it("who create under one SKU: one wins, the others learn where it clashes", async () => {
    const variants = [{ sku: "RACE-1", title: "One size", prices: [] }];
    const answers = await Promise.all(Array.from({ length: 8 }, () => catalog.post(newTee({ variants }))));

    expect(statusesOf(answers)).toEqual([201, ...Array(7).fill(409)]);
    for (const answer of answers.filter(({ status }) => status === 409)) {
      expect(await answer.json()).toMatchObject({
        code: "already_exists",
        errors: [{ pointer: "/variants/0/sku" }],
      });
    }
  });

  it("who create under one handle: one wins", async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => catalog.post(newTee({ handle: "race" }))),
    );
    expect(statusesOf(answers)).toEqual([201, ...Array(7).fill(409)]);
  });

  it("who send the same create under one key: all get the same product", async () => {
    const body = newTee();
    const answers = await Promise.all(Array.from({ length: 8 }, () => catalog.post(body, KEY)));

    expect(statusesOf(answers)).toEqual(Array(8).fill(201));
    expect(answers.filter(({ headers }) => headers.get("idempotency-replayed") === "true")).toHaveLength(7);
    const ids = new Set(await Promise.all(answers.map(async (answer) => (await productOf(answer)).id)));
    expect(ids.size).toBe(1);
    expect(await catalog.count("SELECT count(*) AS n FROM product WHERE handle = ?", body.handle)).toBe(1);
  });
});

describe("an Idempotency-Key", () => {
  it("answers a retry with what was made, as it is by then", async () => {
    const key = { "idempotency-key": "0123456789abcdef-replay" };
    const body = newTee();
    const { id } = await catalog.create(body, key);
    await catalog.patch(id, { title: "Shirt" });

    const replay = await catalog.post(body, key);
    expect([replay.status, replay.headers.get("etag")]).toEqual([201, '"2"']);
    expect(await productOf(replay)).toMatchObject({ id, title: "Shirt" });
  });

  it("refuses another body under the same key, and lets another actor use it", async () => {
    const key = { "idempotency-key": "0123456789abcdef-reused" };
    await catalog.create(newTee(), key);

    const other = await catalog.post(newTee(), key);
    expect(await problemOf(other)).toMatchObject({ status: 422, code: "idempotency_key_reused" });
    const colleague = { ...STAFF, id: "key_colleague" };
    const theirs = await catalog.ask("/v1/admin/products", {
      method: "POST",
      body: newTee(),
      headers: key,
      actor: colleague,
    });
    expect([theirs.status, theirs.headers.get("idempotency-replayed")]).toEqual([201, null]);
  });

  it("is not used up by a refusal", async () => {
    const key = { "idempotency-key": "0123456789abcdef-refused" };
    expect((await catalog.post(newTee({ collections: ["nowhere"] }), key)).status).toBe(400);
    expect((await catalog.post(newTee(), key)).status).toBe(201);
  });

  it("is stored as hashes, without a body", async () => {
    const rows = await catalog.env.DB.prepare("SELECT * FROM idempotency").all();
    const stored = JSON.stringify(rows.results);
    expect(stored).not.toMatch(/0123456789abcdef-|Tee|key_staff/);
  });
});
