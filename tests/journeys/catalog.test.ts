import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ACTOR_HEADER, signActorToken } from "../../platform/auth/actor-token.ts";
import { problemOf, productOf, statusesOf } from "../support/catalog/answers.ts";
import { newTee, SETTINGS, SHOPPER, STAFF } from "../support/catalog/fixtures.ts";
import { ACTOR_TOKEN_KEY, type Catalog, startCatalog } from "../support/catalog/start-catalog.ts";

let catalog: Catalog;

beforeAll(async () => {
  catalog = await startCatalog();
});
afterAll(() => catalog.close());

describe("a caller", () => {
  it("without a token signed for the catalog is nobody", async () => {
    const forCheckout = await signActorToken(STAFF, "checkout", ACTOR_TOKEN_KEY, Date.now());
    const expired = await signActorToken(STAFF, "catalog", ACTOR_TOKEN_KEY, Date.now() - 61_000);
    const forged = await signActorToken(STAFF, "catalog", "another key", Date.now());

    for (const token of [undefined, "nonsense", forCheckout, expired, forged]) {
      const ask = { actor: null, headers: token === undefined ? {} : { [ACTOR_HEADER]: token } };
      expect((await catalog.ask("/v1/admin/products", ask)).status).toBe(401);
      expect((await catalog.read("/products", ask)).status).toBe(401);
    }
  });

  it("does only what its scopes allow", async () => {
    const asShopper = await catalog.ask("/v1/admin/products", { actor: SHOPPER });
    expect(asShopper.status).toBe(403);
    expect(await asShopper.json()).toMatchObject({ code: "scope_missing", required_scope: "catalog:read" });
    expect((await catalog.read("/products", { actor: STAFF })).status).toBe(403);
  });

  it("learns which methods a path has", async () => {
    const answer = await catalog.ask("/v1/admin/products", { method: "PUT", body: {} });
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, "POST, GET"]);
  });
});

describe("a product", () => {
  it("is created, read, listed, edited and archived, in versions", async () => {
    const created = await catalog.post(newTee({ collections: ["summer"] }));
    const product = await productOf(created);
    expect(created.headers.get("etag")).toBe('"1"');
    expect(created.headers.get("location")).toBe(`/v1/admin/products/${product.id}`);

    const edited = await catalog.patch(product.id, { title: "Shirt" });
    expect(edited.headers.get("etag")).toBe('"2"');
    expect(await productOf(edited)).toEqual({
      ...product,
      title: "Shirt",
      version: 2,
      updated_at: expect.any(String),
    });

    const same = await catalog.patch(product.id, { title: "Shirt" });
    expect(same.headers.get("etag")).toBe('"2"');

    const archived = await productOf(await catalog.archive(product.id));
    expect(archived).toMatchObject({ status: "archived", version: 3 });
    expect(await productOf(await catalog.archive(product.id))).toMatchObject({ version: 3 });

    const read = await catalog.ask(`/v1/admin/products/${product.id}`);
    expect(await productOf(read)).toEqual(archived);
    const { data } = (await (await catalog.ask("/v1/admin/products?status=archived&limit=1")).json()) as {
      data: unknown[];
    };
    expect(data).toEqual([archived]);
  });

  it("leaves one row in the change feed for each version", async () => {
    const { id } = await catalog.create();
    await catalog.patch(id, { title: "Shirt" });
    const changes = "SELECT count(*) AS n FROM catalog_change WHERE entity_id = ? AND actor_id = 'key_staff'";
    expect(await catalog.count(changes, id)).toBe(2);
  });

  it("gives its handle and SKUs free when archived, and gets them back only if nobody took them", async () => {
    const first = await catalog.create();
    const sameAgain = newTee({
      handle: first.handle,
      variants: first.variants.map(({ sku }) => ({ sku, title: "One size", prices: [] })),
    });
    expect((await catalog.post(sameAgain)).status).toBe(409);

    await catalog.archive(first.id);
    const second = await catalog.create(sameAgain);
    expect(second.variants[0]?.inventory_item_id).not.toBe(first.variants[0]?.inventory_item_id);

    const back = await catalog.patch(first.id, { status: "active" });
    expect(await problemOf(back)).toEqual({ status: 409, code: "already_exists", at: ["/handle"] });
    const renamed = await catalog.patch(first.id, { status: "active", handle: `${first.handle}-again` });
    expect(await problemOf(renamed)).toEqual({
      status: 409,
      code: "already_exists",
      at: ["/variants/0/sku"],
    });

    await catalog.archive(second.id);
    expect((await catalog.patch(first.id, { status: "active" })).status).toBe(200);
  });

  it("keeps the ids of its variants through renames, swaps and moves", async () => {
    const options = [{ name: "Size", values: ["S", "M", "L"] }];
    const prices = [{ amount: 1999, currency: "EUR" }];
    const variant = (sku: string, size: string) => ({ sku, title: size, options: { Size: size }, prices });
    const created = await catalog.create(
      newTee({ options, variants: [variant("SWAP-S", "S"), variant("SWAP-M", "M")] }),
    );
    const [small, medium] = created.variants;

    const swapped = await productOf(
      await catalog.patch(created.id, {
        variants: [
          variant("SWAP-L", "L"),
          { ...variant("SWAP-S", "M"), id: medium?.id },
          { ...variant("SWAP-M", "S"), id: small?.id },
        ],
      }),
    );
    expect(
      swapped.variants.slice(1).map(({ id, sku, inventory_item_id }) => [id, sku, inventory_item_id]),
    ).toEqual([
      [medium?.id, "SWAP-S", medium?.inventory_item_id],
      [small?.id, "SWAP-M", small?.inventory_item_id],
    ]);
    expect(await catalog.rpc.findSku({ sku: "SWAP-S" })).toEqual({
      sku: "SWAP-S",
      itemId: medium?.inventory_item_id,
    });

    const removed = await productOf(await catalog.patch(created.id, { variants: [variant("SWAP-L", "L")] }));
    expect(removed.variants.map(({ id }) => id)).toEqual([swapped.variants[0]?.id]);
    // The units of a removed variant still lie somewhere: its item is found as long as nobody takes the SKU.
    expect(await catalog.rpc.findSku({ sku: "SWAP-M" })).toMatchObject({ itemId: small?.inventory_item_id });
    expect((await catalog.post(newTee({ variants: [variant("SWAP-M", "S")], options }))).status).toBe(201);
  });

  it("takes 250 variants and refuses 251", async () => {
    const sizes = Array.from({ length: 100 }, (_, index) => `${index}`);
    const colours = ["red", "green", "blue"];
    const variants = colours
      .flatMap((Colour) => sizes.map((Size) => ({ Colour, Size })))
      .slice(0, 251)
      .map((options, index) => ({
        sku: `BIG-${index}`,
        title: `${options.Colour} ${options.Size}`,
        options,
        prices: [
          { amount: index, currency: "EUR" },
          { amount: index, currency: "USD" },
        ],
      }));
    const options = [
      { name: "Colour", values: colours },
      { name: "Size", values: sizes },
    ];

    const tooMany = await catalog.post(newTee({ options, variants }));
    expect(await problemOf(tooMany)).toEqual({ status: 400, code: "invalid_request", at: ["/variants"] });

    const { id, handle } = await catalog.create(newTee({ options, variants: variants.slice(0, 250) }));
    const { variants: edited } = await productOf(
      await catalog.patch(id, { variants: variants.slice(1, 251) }),
    );
    expect(edited.map(({ sku }) => sku)).toEqual(variants.slice(1, 251).map(({ sku }) => sku));
    const shown = (await (await catalog.read(`/products/${handle}`, { currency: "USD" })).json()) as {
      variants: { price: unknown }[];
    };
    expect(shown.variants[249]?.price).toEqual({ amount: 250, currency: "USD" });
  });

  it("spreads its items over the partitions of the stock", async () => {
    const rows = await catalog.env.DB.prepare(
      "SELECT DISTINCT substr(item_id, 5, 2) AS home FROM variant",
    ).all();
    expect(rows.results.map(({ home }) => home).sort()).toEqual(["00", "01", "02", "03"]);
  });
});

describe("settings", () => {
  it("make a new version and keep the old ones", async () => {
    const before = await catalog.ask("/v1/admin/settings");
    const version = ((await before.json()) as { version: number }).version;
    const changed = { ...SETTINGS, default_country: "AT" };

    const after = await catalog.putSettings(changed, { "if-match": `"${version}"` });
    expect(await after.json()).toMatchObject({ version: version + 1, default_country: "AT" });
    expect((await catalog.putSettings(SETTINGS, { "if-match": `"${version}"` })).status).toBe(412);
    expect((await catalog.putSettings(changed)).headers.get("etag")).toBe(`"${version + 1}"`);
    expect(await catalog.count("SELECT count(*) AS n FROM settings")).toBe(version + 1);
  });

  it("that contradict themselves are refused with the place", async () => {
    const answer = await catalog.putSettings({
      ...SETTINGS,
      currencies: [...SETTINGS.currencies, ...SETTINGS.currencies],
    });
    expect(await problemOf(answer)).toEqual({
      status: 400,
      code: "invalid_request",
      at: ["/currencies/2/code", "/currencies/3/code"],
    });
  });

  it("written by several at the same moment become as many versions", async () => {
    const before = await catalog.count("SELECT count(*) AS n FROM settings");
    const names = ["A", "B", "C", "D"];
    const answers = await Promise.all(
      names.map((name) =>
        catalog.putSettings({ ...SETTINGS, locations: [{ code: "berlin", name, country: "DE" }] }),
      ),
    );
    expect(statusesOf(answers)).toEqual([200, 200, 200, 200]);
    expect(await catalog.count("SELECT count(*) AS n FROM settings")).toBe(before + names.length);
  });
});

describe("collections", () => {
  it("are made by the first PUT and changed by the next", async () => {
    expect(await (await catalog.putCollection("winter", "Winter")).json()).toMatchObject({
      handle: "winter",
      title: "Winter",
      description: "",
      status: "active",
      rules: null,
      version: 1,
    });
    expect(await (await catalog.putCollection("winter", "Зима")).json()).toMatchObject({ title: "Зима" });
  });

  it("stop at 200, also for several at the same moment", async () => {
    const present = await catalog.count("SELECT count(*) AS n FROM collection");
    for (let index = present; index < 199; index++) await catalog.putCollection(`collection-${index}`);

    const answers = await Promise.all(
      ["a", "b", "c", "d"].map((handle) => catalog.putCollection(`last-${handle}`)),
    );
    expect(statusesOf(answers)).toEqual([200, 422, 422, 422]);
    expect(await catalog.count("SELECT count(*) AS n FROM collection")).toBe(200);
    expect((await catalog.putCollection("summer", "Sommer")).status).toBe(200);
  });
});
