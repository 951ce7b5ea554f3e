import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AdminProduct } from "../../contracts/http/admin/product.ts";
import { ACTOR_HEADER, signActorToken } from "../../platform/auth/actor-token.ts";
import {
  ACTOR_TOKEN_KEY,
  type Catalog,
  newTee,
  SETTINGS,
  SHOPPER,
  STAFF,
  startCatalog,
} from "../support/catalog/start-catalog.ts";

let catalog: Catalog;

beforeAll(async () => {
  catalog = await startCatalog();
  await catalog.ask("/v1/admin/settings", { method: "PUT", body: SETTINGS });
  await catalog.ask("/v1/admin/collections/summer", { method: "PUT", body: { title: "Summer" } });
});
afterAll(() => catalog.close());

const KEY = { "idempotency-key": "0123456789abcdef-create" };
const post = (body: object, headers: Record<string, string> = {}) =>
  catalog.ask("/v1/admin/products", { method: "POST", body, headers });
const patch = (id: string, body: object, headers: Record<string, string> = {}) =>
  catalog.ask(`/v1/admin/products/${id}`, { method: "PATCH", body, headers });
const archive = (id: string) => catalog.ask(`/v1/admin/products/${id}`, { method: "DELETE" });
const productOf = async (answer: Response) => AdminProduct.parse(await answer.json());
const statusesOf = (answers: Response[]) => answers.map(({ status }) => status).sort();
const pointersOf = async (answer: Response) => {
  const { errors } = (await answer.json()) as { errors?: { pointer: string }[] };
  return errors?.map(({ pointer }) => pointer) ?? [];
};
const countRows = async (query: string, ...values: unknown[]) => {
  const row = await catalog.env.DB.prepare(query)
    .bind(...values)
    .first<{ n: number }>();
  return row?.n;
};

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
    const created = await post(newTee({ collections: ["summer"] }));
    const product = await productOf(created);
    expect(created.headers.get("etag")).toBe('"1"');
    expect(created.headers.get("location")).toBe(`/v1/admin/products/${product.id}`);

    const edited = await patch(product.id, { title: "Shirt" });
    expect(edited.headers.get("etag")).toBe('"2"');
    expect(await productOf(edited)).toEqual({
      ...product,
      title: "Shirt",
      version: 2,
      updated_at: expect.any(String),
    });

    const same = await patch(product.id, { title: "Shirt" });
    expect(same.headers.get("etag")).toBe('"2"');

    const archived = await productOf(await archive(product.id));
    expect(archived).toMatchObject({ status: "archived", version: 3 });
    expect(await productOf(await archive(product.id))).toMatchObject({ version: 3 });

    const read = await catalog.ask(`/v1/admin/products/${product.id}`);
    expect(await productOf(read)).toEqual(archived);
    const { data } = (await (await catalog.ask("/v1/admin/products?status=archived&limit=1")).json()) as {
      data: unknown[];
    };
    expect(data).toEqual([archived]);
  });

  it("leaves one row in the change feed for each version", async () => {
    const { id } = await catalog.create();
    await patch(id, { title: "Shirt" });
    const changes = "SELECT count(*) AS n FROM catalog_change WHERE entity_id = ? AND actor_id = 'key_staff'";
    expect(await countRows(changes, id)).toBe(2);
  });

  it("gives its handle and SKUs free when archived, and gets them back only if nobody took them", async () => {
    const first = await catalog.create();
    const sameAgain = newTee({
      handle: first.handle,
      variants: first.variants.map(({ sku }) => ({ sku, title: "One size", prices: [] })),
    });
    expect((await post(sameAgain)).status).toBe(409);

    await archive(first.id);
    const second = await catalog.create(sameAgain);
    expect(second.variants[0]?.inventory_item_id).not.toBe(first.variants[0]?.inventory_item_id);

    const back = await patch(first.id, { status: "active" });
    expect([back.status, await pointersOf(back)]).toEqual([409, ["/handle"]]);
    const renamed = await patch(first.id, { status: "active", handle: `${first.handle}-again` });
    expect([renamed.status, await pointersOf(renamed)]).toEqual([409, ["/variants/0/sku"]]);

    await archive(second.id);
    expect((await patch(first.id, { status: "active" })).status).toBe(200);
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
      await patch(created.id, {
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

    const removed = await productOf(await patch(created.id, { variants: [variant("SWAP-L", "L")] }));
    expect(removed.variants.map(({ id }) => id)).toEqual([swapped.variants[0]?.id]);
    // The units of a removed variant still lie somewhere: its item is found as long as nobody takes the SKU.
    expect(await catalog.rpc.findSku({ sku: "SWAP-M" })).toMatchObject({ itemId: small?.inventory_item_id });
    expect((await post(newTee({ variants: [variant("SWAP-M", "S")], options }))).status).toBe(201);
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

    const tooMany = await post(newTee({ options, variants }));
    expect([tooMany.status, await pointersOf(tooMany)]).toEqual([400, ["/variants"]]);

    const { id, handle } = await catalog.create(newTee({ options, variants: variants.slice(0, 250) }));
    const { variants: edited } = await productOf(await patch(id, { variants: variants.slice(1, 251) }));
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

describe("several at the same moment", () => {
  it("who edit the version that they read: one wins, the others hear of it", async () => {
    const { id } = await catalog.create();
    const edits = Array.from({ length: 10 }, (_, index) =>
      patch(id, { title: `Shirt ${index}` }, { "if-match": '"1"' }),
    );

    expect(statusesOf(await Promise.all(edits))).toEqual([200, ...Array(9).fill(412)]);
    expect(await countRows("SELECT count(*) AS n FROM catalog_change WHERE entity_id = ?", id)).toBe(2);
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
    const answers = await Promise.all(edits.map((edit) => patch(id, edit)));

    expect(statusesOf(answers)).toEqual([200, 200, 200, 200, 200]);
    const product = await productOf(await catalog.ask(`/v1/admin/products/${id}`));
    expect(product).toMatchObject({ ...Object.assign({}, ...edits), version: 6 });
  });

  it("who create under one SKU: one wins, the others learn where it clashes", async () => {
    const variants = [{ sku: "RACE-1", title: "One size", prices: [] }];
    const answers = await Promise.all(Array.from({ length: 8 }, () => post(newTee({ variants }))));

    expect(statusesOf(answers)).toEqual([201, ...Array(7).fill(409)]);
    for (const answer of answers.filter(({ status }) => status === 409)) {
      expect(await answer.json()).toMatchObject({
        code: "already_exists",
        errors: [{ pointer: "/variants/0/sku" }],
      });
    }
  });

  it("who create under one handle: one wins", async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => post(newTee({ handle: "race" }))));
    expect(statusesOf(answers)).toEqual([201, ...Array(7).fill(409)]);
  });

  it("who send the same create under one key: all get the same product", async () => {
    const body = newTee();
    const answers = await Promise.all(Array.from({ length: 8 }, () => post(body, KEY)));

    expect(statusesOf(answers)).toEqual(Array(8).fill(201));
    expect(answers.filter(({ headers }) => headers.get("idempotency-replayed") === "true")).toHaveLength(7);
    const ids = new Set(await Promise.all(answers.map(async (answer) => (await productOf(answer)).id)));
    expect(ids.size).toBe(1);
    expect(await countRows("SELECT count(*) AS n FROM product WHERE handle = ?", body.handle)).toBe(1);
  });
});

describe("an Idempotency-Key", () => {
  it("answers a retry with what was made, as it is by then", async () => {
    const key = { "idempotency-key": "0123456789abcdef-replay" };
    const body = newTee();
    const { id } = await catalog.create(body, key);
    await patch(id, { title: "Shirt" });

    const replay = await post(body, key);
    expect([replay.status, replay.headers.get("etag")]).toEqual([201, '"2"']);
    expect(await productOf(replay)).toMatchObject({ id, title: "Shirt" });
  });

  it("refuses another body under the same key, and lets another actor use it", async () => {
    const key = { "idempotency-key": "0123456789abcdef-reused" };
    await catalog.create(newTee(), key);

    const other = await post(newTee(), key);
    expect([other.status, ((await other.json()) as { code: string }).code]).toEqual([
      422,
      "idempotency_key_reused",
    ]);
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
    expect((await post(newTee({ collections: ["nowhere"] }), key)).status).toBe(400);
    expect((await post(newTee(), key)).status).toBe(201);
  });

  it("is stored as hashes, without a body", async () => {
    const rows = await catalog.env.DB.prepare("SELECT * FROM idempotency").all();
    const stored = JSON.stringify(rows.results);
    expect(stored).not.toMatch(/0123456789abcdef-|Tee|key_staff/);
  });
});

describe("hostile input", () => {
  it.each([
    "UPPER",
    "a b",
    "../../etc",
    "-a",
    "a--b",
    "<script>",
    "a'or'1",
    "a/b",
    "a%00",
    "",
    "x".repeat(129),
  ])("as handle is refused: %j", async (handle) => {
    const answer = await post(newTee({ handle }));
    expect([answer.status, await pointersOf(answer)]).toEqual([400, ["/handle"]]);
  });

  it.each([
    "قميص-كتان",
    "лён-рубашка",
    "亜麻-シャツ".normalize("NFC"),
    "leinen-hemd-größe-ß",
  ])("as handle in another script is taken: %s", async (handle) => {
    await catalog.create(newTee({ handle }));
    const read = await catalog.read(`/products/${encodeURIComponent(handle)}`);
    expect(await read.json()).toMatchObject({ handle });
  });

  it("spelled in two ways of Unicode is one handle", async () => {
    const decomposed = "한글".normalize("NFD");
    const { handle } = await catalog.create(newTee({ handle: decomposed }));
    expect(handle).toBe("한글");
    expect((await post(newTee({ handle: decomposed }))).status).toBe(409);
  });

  it("as text is stored as it is and means nothing", async () => {
    const texts = [
      "<script>alert(1)</script>",
      "'; DROP TABLE product; --",
      "\u202Eevil\u202C قميص 👕",
      '{"$ne":null}',
      "%s%n $1 ?1",
    ];
    for (const text of texts) {
      const { handle } = await catalog.create(newTee({ title: text, description: text, tags: [text] }));
      const read = await catalog.read(`/products/${handle}`);
      expect(read.headers.get("content-type")).toBe("application/json");
      expect(await read.json()).toMatchObject({ title: text, description: text, tags: [text] });
    }
  });

  it.each<[string, object, string]>([
    ["an unknown field", { nonsense: 1 }, "/nonsense"],
    ["a version of its own", { version: 9 }, "/version"],
    [
      "a fractional price",
      { variants: [{ sku: "H-1", title: "x", prices: [{ amount: 0.5, currency: "EUR" }] }] },
      "/variants/0/prices/0/amount",
    ],
    [
      "a negative price",
      { variants: [{ sku: "H-1", title: "x", prices: [{ amount: -1, currency: "EUR" }] }] },
      "/variants/0/prices/0/amount",
    ],
    [
      "a price past exact numbers",
      { variants: [{ sku: "H-1", title: "x", prices: [{ amount: 1e300, currency: "EUR" }] }] },
      "/variants/0/prices/0/amount",
    ],
    ["no variant", { variants: [] }, "/variants"],
    ["control characters", { title: "a\u0000b" }, "/title"],
    ["half a character", { title: "a\ud800b" }, "/title"],
    ["an unknown collection", { collections: ["nowhere"] }, "/collections/0"],
    [
      "somebody's prototype",
      JSON.parse(
        '{"variants":[{"sku":"H-1","title":"x","prices":[],"options":{"__proto__":"x"}}],"options":[{"name":"__proto__","values":["x"]}]}',
      ),
      "/variants/0/options",
    ],
  ])("%s is refused with its place", async (_, change, pointer) => {
    const before = await countRows("SELECT count(*) AS n FROM product");
    const answer = await post(newTee(change));
    expect([answer.status, await pointersOf(answer)]).toEqual([400, [pointer]]);
    expect(await countRows("SELECT count(*) AS n FROM product")).toBe(before);
  });
});

describe("settings", () => {
  const put = (body: object, headers: Record<string, string> = {}) =>
    catalog.ask("/v1/admin/settings", { method: "PUT", body, headers });

  it("make a new version and keep the old ones", async () => {
    const before = await catalog.ask("/v1/admin/settings");
    const version = ((await before.json()) as { version: number }).version;
    const changed = { ...SETTINGS, default_country: "AT" };

    const after = await put(changed, { "if-match": `"${version}"` });
    expect(await after.json()).toMatchObject({ version: version + 1, default_country: "AT" });
    expect((await put(SETTINGS, { "if-match": `"${version}"` })).status).toBe(412);
    expect((await put(changed)).headers.get("etag")).toBe(`"${version + 1}"`);
    expect(await countRows("SELECT count(*) AS n FROM settings")).toBe(version + 1);
  });

  it("that contradict themselves are refused with the place", async () => {
    const answer = await put({ ...SETTINGS, currencies: [...SETTINGS.currencies, ...SETTINGS.currencies] });
    expect([answer.status, await pointersOf(answer)]).toEqual([
      400,
      ["/currencies/2/code", "/currencies/3/code"],
    ]);
  });

  it("written by several at the same moment become as many versions", async () => {
    const before = (await countRows("SELECT count(*) AS n FROM settings")) ?? 0;
    const names = ["A", "B", "C", "D"];
    const answers = await Promise.all(
      names.map((name) => put({ ...SETTINGS, locations: [{ code: "berlin", name, country: "DE" }] })),
    );
    expect(statusesOf(answers)).toEqual([200, 200, 200, 200]);
    expect(await countRows("SELECT count(*) AS n FROM settings")).toBe(before + names.length);
  });
});

describe("collections", () => {
  const put = (handle: string, title = handle) =>
    catalog.ask(`/v1/admin/collections/${encodeURIComponent(handle)}`, { method: "PUT", body: { title } });

  it("are made by the first PUT and changed by the next", async () => {
    expect(await (await put("winter", "Winter")).json()).toEqual({
      handle: "winter",
      title: "Winter",
      description: "",
    });
    expect(await (await put("winter", "Зима")).json()).toMatchObject({ title: "Зима" });
  });

  it("stop at 200, also for several at the same moment", async () => {
    const present = (await countRows("SELECT count(*) AS n FROM collection")) ?? 0;
    for (let index = present; index < 199; index++) await put(`collection-${index}`);

    const answers = await Promise.all(["a", "b", "c", "d"].map((handle) => put(`last-${handle}`)));
    expect(statusesOf(answers)).toEqual([200, 422, 422, 422]);
    expect(await countRows("SELECT count(*) AS n FROM collection")).toBe(200);
    expect((await put("summer", "Sommer")).status).toBe(200);
  });
});
