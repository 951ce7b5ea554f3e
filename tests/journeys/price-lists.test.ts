import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { problemOf, statusesOf } from "../support/catalog/answers.ts";
import { newTee, SHOPPER } from "../support/catalog/fixtures.ts";
import { PRICE_SETTINGS } from "../support/catalog/price-settings.ts";
import { type Catalog, startCatalog } from "../support/catalog/start-catalog.ts";

let catalog: Catalog;

beforeAll(async () => {
  catalog = await startCatalog();
  await catalog.putSettings(PRICE_SETTINGS);
});
afterAll(() => catalog.close());

const LISTS = "/v1/admin/price-lists";
let made = 0;

const post = (body: object, headers: Record<string, string> = {}) =>
  catalog.ask(LISTS, { method: "POST", body, headers });
const newList = (change: object = {}) => {
  made += 1;
  return { handle: `list-${made}`, title: "List", currency: "EUR", status: "active", ...change };
};
async function makeList(change: object = {}): Promise<string> {
  const answer = await post(newList(change));
  if (answer.status !== 201) throw new Error(`no list: ${await answer.text()}`);
  return ((await answer.json()) as { handle: string }).handle;
}
const patch = (handle: string, body: object, headers: Record<string, string> = {}) =>
  catalog.ask(`${LISTS}/${handle}`, { method: "PATCH", body, headers });
const put = (handle: string, prices: object[]) =>
  catalog.ask(`${LISTS}/${handle}/prices`, { method: "PUT", body: { prices } });
const remove = (handle: string, sku: string, query = "") =>
  catalog.ask(`${LISTS}/${handle}/prices/${sku}${query}`, { method: "DELETE" });
// biome-ignore lint/suspicious/noExplicitAny: the shapes are held by the contract tests of the journeys
const bodyOf = async (answer: Response): Promise<any> => answer.json();
const pricesOf = async (handle: string, query = "") =>
  bodyOf(await catalog.ask(`${LISTS}/${handle}/prices${query}`));
const explain = async (query: string) => bodyOf(await catalog.ask(`/v1/admin/prices/explain?${query}`));
const seqOf = (handle: string) =>
  catalog.count(
    "SELECT count(*) AS n FROM catalog_change WHERE entity_id = (SELECT id FROM price_list WHERE handle = ?)",
    handle,
  );

describe("a price list", () => {
  it("is made once under a key, and once under a handle", async () => {
    const body = newList();
    const key = { "idempotency-key": "0123456789abcdef-list-1" };
    const first = await post(body, key);
    const again = await post(body, key);
    expect([first.status, again.status, again.headers.get("idempotency-replayed")]).toEqual([
      201,
      201,
      "true",
    ]);
    expect(await again.json()).toEqual(await first.json());
    expect(first.headers.get("location")).toBe(`${LISTS}/${body.handle}`);
    expect(await problemOf(await post(body))).toEqual({
      status: 409,
      code: "already_exists",
      at: ["/handle"],
    });
    expect((await post({ ...body, title: "Other" }, key)).status).toBe(422);
  });

  it.each([
    [{ currency: "GBP" }, "/currency"],
    [{ price_group: "nobody" }, "/price_group"],
    [{ market: "mars" }, "/market"],
    [{ channel: "kiosk" }, "/channel"],
    [{ starts_at: "2026-06-01T00:00:00Z", ends_at: "2026-06-01T00:00:00Z" }, "/ends_at"],
    [{ priority: 1.5 }, "/priority"],
    [{ status: "archived" }, "/status"],
    [{ handle: "Not A Handle" }, "/handle"],
  ])("is refused for %j", async (change, place) => {
    expect(await problemOf(await post(newList(change)))).toEqual({
      status: 400,
      code: "invalid_request",
      at: [place],
    });
  });

  it("changes by what its editor has seen, and not at all by the same again", async () => {
    const handle = await makeList();
    const changed = await patch(handle, { priority: 5, price_group: "dealer" }, { "if-match": '"1"' });
    expect(changed.headers.get("etag")).toBe('"2"');
    expect(await changed.json()).toMatchObject({ priority: 5, price_group: "dealer", version: 2 });
    expect((await patch(handle, { priority: 6 }, { "if-match": '"1"' })).status).toBe(412);

    const before = await seqOf(handle);
    expect((await bodyOf(await patch(handle, { priority: 5 }))).version).toBe(2);
    expect(await seqOf(handle)).toBe(before);
  });

  it("keeps every edit of several who come at the same moment", async () => {
    const handle = await makeList();
    const edits = [{ priority: 7 }, { title: "Other" }, { market: "dach" }, { channel: "pos" }];
    expect(statusesOf(await Promise.all(edits.map((edit) => patch(handle, edit))))).toEqual([
      200, 200, 200, 200,
    ]);
    expect(await bodyOf(await catalog.ask(`${LISTS}/${handle}`))).toMatchObject({
      ...Object.assign({}, ...edits),
      version: 5,
    });
  });

  it("may be changed after what it refers to has left the settings", async () => {
    const handle = await makeList({ price_group: "friend" });
    await catalog.putSettings({ ...PRICE_SETTINGS, price_groups: [] });
    expect((await patch(handle, { title: "Former friends" })).status).toBe(200);
    expect((await patch(handle, { price_group: "dealer" })).status).toBe(400);
    await catalog.putSettings(PRICE_SETTINGS);
  });

  it("is archived and brought back, with its prices", async () => {
    const { variants } = await catalog.create();
    const handle = await makeList();
    await put(handle, [{ sku: variants[0]?.sku, amount: 1500 }]);
    expect(await bodyOf(await catalog.ask(`${LISTS}/${handle}`, { method: "DELETE" }))).toMatchObject({
      status: "archived",
      is_live: false,
    });
    expect((await explain(`sku=${variants[0]?.sku}`)).price.amount).toBe(1999);
    await patch(handle, { status: "active" });
    expect((await explain(`sku=${variants[0]?.sku}`)).price.amount).toBe(1500);
  });

  it("is found among the others, newest first", async () => {
    const handles = [await makeList({ status: "draft" }), await makeList({ status: "draft" })];
    const page = await bodyOf(await catalog.ask(`${LISTS}?status=draft&limit=1`));
    expect(page.data.map(({ handle }: { handle: string }) => handle)).toEqual([handles[1]]);
    const rest = await bodyOf(await catalog.ask(`${LISTS}?status=draft&cursor=${page.next_cursor}`));
    expect(rest.data[0].handle).toBe(handles[0]);
    expect((await catalog.ask(`${LISTS}/nowhere`)).status).toBe(404);
    expect((await patch("nowhere", { title: "x" })).status).toBe(404);
    expect((await put("nowhere", [{ sku: "A", amount: 1 }])).status).toBe(404);
  });
});

describe("the prices of a list", () => {
  it("are put in together, and the same again changes nothing", async () => {
    const [one, other] = [await catalog.create(), await catalog.create()];
    const handle = await makeList();
    const prices = [
      { sku: one.variants[0]?.sku, amount: 1500, compare_at: 1999 },
      { sku: one.variants[0]?.sku, min_quantity: 10, amount: 1200 },
      { sku: other.variants[0]?.sku, amount: 1700 },
    ];
    expect(await bodyOf(await put(handle, prices))).toEqual({ prices: 3, changed: 3 });
    const seq = await seqOf(handle);
    expect(await bodyOf(await put(handle, prices))).toEqual({ prices: 3, changed: 0 });
    expect(await seqOf(handle)).toBe(seq);
    expect(await bodyOf(await put(handle, [{ ...prices[0], amount: 1400 }]))).toEqual({
      prices: 1,
      changed: 1,
    });

    const listed = await pricesOf(handle);
    expect(listed.data).toHaveLength(3);
    expect(listed.data).toContainEqual({
      sku: one.variants[0]?.sku,
      variant_id: one.variants[0]?.id,
      min_quantity: 1,
      amount: 1400,
      compare_at: 1999,
    });
  });

  it("are put in all or not at all, and each that is wrong is named", async () => {
    const { variants } = await catalog.create();
    const sku = variants[0]?.sku;
    const handle = await makeList();
    const answer = await put(handle, [
      { sku, amount: 1500 },
      { sku: "NO-SUCH-SKU", amount: 1 },
      { sku, min_quantity: 5, amount: 1400, compare_at: 1400 },
      { sku, amount: 1300 },
    ]);
    expect(await problemOf(answer)).toEqual({
      status: 400,
      code: "invalid_request",
      at: ["/prices/1/sku", "/prices/2/compare_at", "/prices/3"],
    });
    expect((await pricesOf(handle)).data).toEqual([]);
    for (const row of [
      { sku, amount: 1.5 },
      { sku, amount: -1 },
      { sku, amount: 1, min_quantity: 0 },
      { sku, amount: 1, min_quantity: 10_000 },
      { sku, amount: 1, extra: 1 },
    ])
      expect((await put(handle, [row])).status).toBe(400);
    expect((await put(handle, [])).status).toBe(400);
  });

  it("are at most 20 of a variant, also when several add some at the same moment", async () => {
    const { variants } = await catalog.create();
    const sku = variants[0]?.sku;
    const handle = await makeList();
    const tiers = (from: number, count: number) =>
      Array.from({ length: count }, (_, index) => ({ sku, min_quantity: from + index, amount: 1000 }));
    expect((await put(handle, tiers(1, 21))).status).toBe(400);

    const answers = await Promise.all([1, 101, 201, 301].map((from) => put(handle, tiers(from, 15))));
    expect(statusesOf(answers)).toEqual([200, 400, 400, 400]);
    expect((await put(handle, tiers(400, 6))).status).toBe(400);
    expect((await put(handle, tiers(400, 5))).status).toBe(200);
    expect(
      await catalog.count("SELECT count(*) AS n FROM list_price WHERE variant_id = ?", variants[0]?.id),
    ).toBe(20);
  });

  it("are 500 in one request, and those of the later of two that come together", async () => {
    const variants = Array.from({ length: 250 }, (_, index) => ({
      sku: `BULK-${index}`,
      title: `${index}`,
      options: { No: `${index}` },
      prices: [{ amount: 1999, currency: "EUR" }],
    }));
    const halves = [variants.slice(0, 100), variants.slice(100, 200), variants.slice(200)];
    for (const half of halves) {
      const options = [{ name: "No", values: half.map(({ title }) => title) }];
      await catalog.create(newTee({ options, variants: half }));
    }
    const handle = await makeList();
    const rows = (amount: number) =>
      variants.flatMap(({ sku }) => [
        { sku, amount },
        { sku, min_quantity: 10, amount: amount - 1 },
      ]);
    expect((await put(handle, [...rows(9), { sku: "BULK-0", amount: 1 }])).status).toBe(400);
    expect(statusesOf(await Promise.all([put(handle, rows(1000)), put(handle, rows(2000))]))).toEqual([
      200, 200,
    ]);
    const different = await catalog.env.DB.prepare(
      "SELECT DISTINCT amount FROM list_price JOIN price_list ON price_list.id = list_id WHERE handle = ? ORDER BY amount",
    )
      .bind(handle)
      .all<{ amount: number }>();
    expect([
      [999, 1000],
      [1999, 2000],
    ]).toContainEqual(different.results.map(({ amount }) => amount));

    const seen = new Set<string>();
    let cursor: string | null = null;
    do {
      const page: { data: { sku: string; min_quantity: number }[]; next_cursor: string | null } =
        await pricesOf(handle, `?limit=100${cursor ? `&cursor=${cursor}` : ""}`);
      for (const { sku, min_quantity } of page.data) seen.add(`${sku} ${min_quantity}`);
      cursor = page.next_cursor;
    } while (cursor);
    expect(seen.size).toBe(500);
    expect((await catalog.ask(`${LISTS}/${handle}/prices?cursor=bm8`)).status).toBe(400);
  });

  it("are taken out one by one, or all of a variant", async () => {
    const { variants } = await catalog.create();
    const sku = variants[0]?.sku ?? "";
    const handle = await makeList();
    await put(
      handle,
      [1, 5, 10].map((min_quantity) => ({ sku, min_quantity, amount: 1500 - min_quantity })),
    );
    expect(await bodyOf(await remove(handle, sku, "?min_quantity=5"))).toEqual({ removed: 1 });
    expect(await bodyOf(await remove(handle, sku, "?min_quantity=5"))).toEqual({ removed: 0 });
    expect(await bodyOf(await remove(handle, sku))).toEqual({ removed: 2 });
    expect((await pricesOf(handle, `?sku=${sku}`)).data).toEqual([]);
  });

  it("are nobody's without the scope", async () => {
    const actor = { ...SHOPPER, scopes: [] };
    for (const path of [LISTS, `${LISTS}/a`, `${LISTS}/a/prices`, "/v1/admin/prices/explain?sku=A"])
      expect((await catalog.ask(path, { actor })).status).toBe(403);
  });
});

describe("an explanation", () => {
  it("PRC-3 says that a list of higher priority is followed from its first tier on, though another is cheaper", async () => {
    const { variants } = await catalog.create();
    const sku = variants[0]?.sku ?? "";
    const contract = await makeList({ priority: 5 });
    const sale = await makeList({ priority: 1 });
    await put(contract, [{ sku, min_quantity: 10, amount: 950 }]);
    await put(sale, [{ sku, amount: 900 }]);
    const told = async (quantity: number) => {
      const { price, others } = await explain(`sku=${sku}&quantity=${quantity}`);
      return [price, ...others].map(({ price_list, amount, outcome }) => [price_list, amount, outcome]);
    };
    expect(await told(9)).toEqual([
      [sale, 900, "chosen"],
      [null, 1999, "lower_priority"],
      [contract, 950, "too_few_units"],
    ]);
    expect(await told(10)).toEqual([
      [contract, 950, "chosen"],
      [sale, 900, "lower_priority"],
      [null, 1999, "lower_priority"],
    ]);
  });

  it("says which price applies, and of every other one why not", async () => {
    const { variants } = await catalog.create();
    const sku = variants[0]?.sku ?? "";
    const sale = await makeList({ priority: 1, starts_at: "2030-06-01T00:00:00.000Z" });
    const dealer = await makeList({ price_group: "dealer", priority: 2, prices_include_tax: false });
    await put(sale, [{ sku, amount: 1500, compare_at: 1999 }]);
    await put(dealer, [{ sku, min_quantity: 10, amount: 900 }]);
    const outcomes = async (query: string) => {
      const { price, others } = await explain(`sku=${sku}&${query}`);
      return [price?.amount, ...others.map(({ outcome }: { outcome: string }) => outcome)];
    };

    expect(await outcomes("")).toEqual([1999, "other_price_group", "not_begun"]);
    expect(await outcomes("at=2030-06-01T00:00:00.000Z")).toEqual([
      1500,
      "lower_priority",
      "other_price_group",
    ]);
    expect(await outcomes("price_group=dealer&quantity=9")).toEqual([1999, "too_few_units", "not_begun"]);
    expect(await outcomes("price_group=dealer&quantity=10")).toEqual([900, "lower_priority", "not_begun"]);
    expect(await outcomes("currency=USD")).toEqual([
      undefined,
      "other_currency",
      "other_currency",
      "other_currency",
    ]);
    expect((await explain(`sku=${sku}&price_group=dealer&quantity=10`)).price).toEqual({
      price_list: dealer,
      currency: "EUR",
      min_quantity: 10,
      amount: 900,
      compare_at: null,
      prices_include_tax: false,
      priority: 2,
      outcome: "chosen",
    });
    expect((await catalog.ask("/v1/admin/prices/explain?sku=NOPE")).status).toBe(404);
    const unknown = await catalog.ask(`/v1/admin/prices/explain?sku=${sku}&market=mars&price_group=x`);
    expect(await problemOf(unknown)).toMatchObject({ status: 400, at: ["?price_group"] });
  });
});
