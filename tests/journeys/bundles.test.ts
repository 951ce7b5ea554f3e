import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  ADDRESS,
  type Basket,
  beginCart,
  complete,
  eventually,
  freshKey,
  onCart,
  readyCart,
} from "../support/buyer.ts";
import type { Answer, Json } from "../support/shop-client.ts";
import { type Souk, startSouk } from "../support/souk.ts";
import { audit, receive, SETTINGS, type Stocked, stockProduct } from "../support/stock-shop.ts";

let souk: Souk;
beforeAll(async () => {
  souk = await startSouk();
  await souk.client.admin("PUT", "/v1/admin/settings", SETTINGS);
});
afterAll(() => souk?.close());

type Made = [part: Stocked, quantity: number][];
const componentsOf = (made: Made) => made.map(([{ sku }, quantity]) => ({ sku, quantity }));

let made = 0;
function bundleBody(parts: Made | { sku: string; quantity: number }[], change: Json = {}): Json {
  made += 1;
  const sku = `SET-${made}-${crypto.randomUUID().slice(0, 8)}`;
  const components = parts.map((part) =>
    Array.isArray(part) ? { sku: part[0].sku, quantity: part[1] } : part,
  );
  const prices = [{ amount: 4_900, currency: "EUR" }];
  return {
    title: "Set",
    handle: sku.toLowerCase(),
    status: "active",
    variants: [{ sku, title: "Set", prices, components }],
    ...change,
  };
}

/** A published bundle, as its maker is answered. */
async function bundleOf(parts: Made): Promise<Stocked> {
  const { status, body } = await souk.client.admin("POST", "/v1/admin/products", bundleBody(parts));
  expect(status).toBe(201);
  const [{ id: variantId, sku }] = body.variants;
  return { productId: body.id, handle: body.handle, variantId, sku };
}

const cartWith = (lines: [Stocked, number][]): Promise<Basket> =>
  readyCart(
    souk.client,
    lines.map(([{ variantId }, quantity]) => ({ variant_id: variantId, quantity })),
  );
const buy = async (lines: [Stocked, number][]): Promise<Answer<Json>> =>
  complete(souk.client, await cartWith(lines));
const sold = (sku: string, units: number) =>
  eventually(
    () => audit(souk.client, sku),
    ({ committed }) => committed === units,
  );
const settled = (part: Stocked, figures: Json) =>
  expect(sold(part.sku, figures.committed)).resolves.toMatchObject({ balanced: true, held: 0, ...figures });

describe("buying a bundle", () => {
  it("takes its components from stock and nothing else, also held ahead of payment", async () => {
    const [tee, mug] = [
      await stockProduct(souk.client, { units: 40 }),
      await stockProduct(souk.client, { units: 20 }),
    ];
    const set = await bundleOf([
      [tee, 2],
      [mug, 1],
    ]);
    const basket = await cartWith([[set, 3]]);
    expect((await onCart(souk.client, basket)("POST", "/hold")).status).toBe(201);
    expect(await audit(souk.client, tee.sku)).toMatchObject({ held: 6, available: 34 });

    const order = await complete(souk.client, basket);
    expect(order.status).toBe(201);
    expect(order.body.lines).toMatchObject([{ sku: set.sku, quantity: 3, awaiting_stock: 0 }]);
    await settled(tee, { committed: 6, available: 34 });
    await settled(mug, { committed: 3, available: 17 });

    const staff = await souk.client.admin("GET", `/v1/admin/orders/${order.body.id}`);
    const shown = staff.body.lines[0].sources.map(({ sku, location, units }: Json) => [sku, location, units]);
    expect(shown.sort()).toEqual(
      [
        [tee.sku, "berlin", 6],
        [mug.sku, "berlin", 3],
      ].sort(),
    );
  });

  it("and one of its components together takes the last units, and never more", async () => {
    const tee = await stockProduct(souk.client, { units: 4 });
    const mug = await stockProduct(souk.client, { units: 9 });
    const set = await bundleOf([
      [tee, 2],
      [mug, 1],
    ]);
    const exceeds = await cartWith([
      [set, 1],
      [tee, 3],
    ]);
    const refused = await complete(souk.client, exceeds);
    expect(refused.body.code).toBe("insufficient_stock");
    expect(refused.body.shortages).toMatchObject([
      { line_id: exceeds.cart.lines[0].id, sku: set.sku, asked: 5, available: 4, units_per_piece: 2 },
      { line_id: exceeds.cart.lines[1].id, sku: tee.sku, asked: 5, available: 4, units_per_piece: 1 },
    ]);
    expect(await audit(souk.client, mug.sku)).toMatchObject({ balanced: true, held: 0, available: 9 });

    expect(
      (
        await buy([
          [set, 1],
          [tee, 2],
        ])
      ).status,
    ).toBe(201);
    await settled(tee, { committed: 4, available: 0 });
    const late = await buy([[set, 1]]);
    expect(late.body.shortages).toMatchObject([
      { sku: set.sku, asked: 2, available: 0, units_per_piece: 2, may_return: false },
    ]);
    await settled(mug, { committed: 1, available: 8 });
  });

  it("is granted to as many as its scarcest component allows, when bundles and singles are bought at once", async () => {
    const tee = await stockProduct(souk.client, { units: 12 });
    const pair = await bundleOf([[tee, 2]]);
    const carts = await Promise.all(
      Array.from({ length: 12 }, (_, n) => cartWith([[n % 2 ? tee : pair, 1]])),
    );
    const answers = await Promise.all(carts.map((basket) => complete(souk.client, basket)));
    const units = answers.map(({ status }, n) => (status === 201 ? (n % 2 ? 1 : 2) : 0));
    const sum = units.reduce<number>((all, some) => all + some, 0);
    expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true);
    expect(sum).toBeGreaterThanOrEqual(11);
    await settled(tee, { committed: sum, available: 12 - sum });
  });

  it("follows what it is made of until it is bought, and not after that", async () => {
    const [tee, mug] = [
      await stockProduct(souk.client, { units: 40 }),
      await stockProduct(souk.client, { units: 20 }),
    ];
    const set = await bundleOf([[tee, 1]]);
    const [first, second] = [await cartWith([[set, 1]]), await cartWith([[set, 1]])];
    const order = await complete(souk.client, first);
    expect(order.status).toBe(201);

    const change = {
      variants: [
        {
          ...bundleVariant(set),
          components: componentsOf([
            [tee, 3],
            [mug, 1],
          ]),
        },
      ],
    };
    const edited = await souk.client.admin("PATCH", `/v1/admin/products/${set.productId}`, change);
    expect(edited.body.variants[0].components).toMatchObject(
      componentsOf([
        [tee, 3],
        [mug, 1],
      ]),
    );
    expect((await complete(souk.client, second)).status).toBe(201);
    await settled(tee, { committed: 4 });
    await settled(mug, { committed: 1 });
    const { body } = await souk.client.admin("GET", `/v1/admin/orders/${order.body.id}`);
    expect(body.lines[0].sources).toMatchObject([{ sku: tee.sku, units: 1 }]);
  });

  it("ends when a component is archived, and begins again when it is back; orders keep what they hold", async () => {
    const [tee, mug] = [
      await stockProduct(souk.client, { units: 9 }),
      await stockProduct(souk.client, { units: 9 }),
    ];
    const set = await bundleOf([
      [tee, 1],
      [mug, 1],
    ]);
    const [order, basket] = [await buy([[set, 1]]), await cartWith([[set, 1]])];
    const before = await souk.client.admin("GET", `/v1/admin/products/${set.productId}`);

    await souk.client.admin("DELETE", `/v1/admin/products/${mug.productId}`);
    const refused = await complete(souk.client, basket);
    expect([refused.status, refused.body.code]).toEqual([409, "variant_unavailable"]);
    expect(refused.body.errors).toEqual([{ pointer: "/lines/0", detail: "is not for sale in EUR" }]);
    const added = await eventually(
      async () => onCart(souk.client, await beginCart(souk.client))("POST", "/lines", lineOf(set)),
      ({ status }) => status === 409,
    );
    expect(added.body.code).toBe("variant_unavailable");
    const staff = await souk.client.admin("GET", `/v1/admin/products/${set.productId}`);
    expect(staff.body.version).toBe(before.body.version + 1);
    expect(staff.body.variants[0].components.map((part: Json) => part.is_archived)).toEqual([false, true]);
    const kept = await souk.client.admin("GET", `/v1/admin/orders/${order.body.id}`);
    expect(kept.body.lines[0].sources.map((source: Json) => source.sku).sort()).toEqual(
      [tee.sku, mug.sku].sort(),
    );

    await souk.client.admin("PATCH", `/v1/admin/products/${mug.productId}`, { status: "draft" });
    expect((await complete(souk.client, basket)).status).toBe(201);
    await settled(mug, { committed: 2 });
  });

  function bundleVariant({ sku, variantId }: Stocked): Json {
    return { id: variantId, sku, title: "Set", prices: [{ amount: 4_900, currency: "EUR" }] };
  }

  function lineOf({ variantId }: Stocked): Json {
    return { variant_id: variantId, quantity: 1 };
  }
});

describe("a bundle is shown", () => {
  it("to shoppers with the ids and quantities of what it contains, to staff with their names", async () => {
    const tee = await stockProduct(souk.client, { units: 9 });
    const set = await bundleOf([[tee, 2]]);
    const { body } = await souk.client.store("GET", `/v1/store/products/${set.handle}`);
    expect(body.variants).toMatchObject([
      { id: set.variantId, is_bundle: true, components: [{ variant_id: tee.variantId, quantity: 2 }] },
    ]);
    const single = await souk.client.store("GET", `/v1/store/products/${tee.handle}`);
    expect(single.body.variants).toMatchObject([{ is_bundle: false, components: [] }]);

    const staff = await souk.client.admin("GET", `/v1/admin/products/${set.productId}`);
    expect(staff.body.variants[0].components).toEqual([
      { variant_id: tee.variantId, sku: tee.sku, quantity: 2, is_archived: false },
    ]);
  });

  it("under the new name of a component, as another version", async () => {
    const tee = await stockProduct(souk.client, { units: 9 });
    const set = await bundleOf([[tee, 2]]);
    const path = `/v1/admin/products/${set.productId}`;
    const before = await souk.client.admin("GET", path);
    const renamed = { id: tee.variantId, sku: `${tee.sku}-B`, title: "Tee", prices: [] };
    await souk.client.admin("PATCH", `/v1/admin/products/${tee.productId}`, { variants: [renamed] });

    const after = await souk.client.admin("GET", path);
    expect(after.body.variants[0].components).toMatchObject([{ sku: `${tee.sku}-B` }]);
    expect(after.headers.get("etag")).not.toBe(before.headers.get("etag"));
    const late = await souk.client.admin(
      "PATCH",
      path,
      { title: "Set of two" },
      {
        "if-match": before.headers.get("etag") ?? "",
      },
    );
    expect(late.status).toBe(412);
  });
});

describe("a bundle can't be made", () => {
  const refusedFor = async (body: Json) => {
    const answer = await souk.client.admin("POST", "/v1/admin/products", body);
    expect([answer.status, answer.body.code]).toEqual([400, "invalid_request"]);
    return answer.body.errors;
  };

  it.each([
    ["of nothing that exists", "NO-SUCH-SKU", 1, 'no variant has the SKU "NO-SUCH-SKU"'],
    ["of half a piece", "NO-SUCH-SKU", 0.5, null],
    ["of none of something", "NO-SUCH-SKU", 0, null],
    ["of more than a thousand", "NO-SUCH-SKU", 1_001, null],
    ["of something without a name", "", 1, null],
  ])("%s", async (_name, sku, quantity, detail) => {
    const [error] = await refusedFor(bundleBody([{ sku, quantity }]));
    expect(error.pointer).toMatch(/^\/variants\/0\/components\/0\/(sku|quantity)$/);
    if (detail) expect(error.detail).toBe(detail);
  });

  it("of 21 things, of itself, of a bundle, of one thing twice, or of what was archived", async () => {
    const tee = await stockProduct(souk.client, { units: 9 });
    const set = await bundleOf([[tee, 1]]);
    const gone = await stockProduct(souk.client, { units: 9 });
    await souk.client.admin("DELETE", `/v1/admin/products/${gone.productId}`);
    const one = (sku: string) => ({ sku, quantity: 1 });
    const own = bundleBody([]);
    own.variants[0].components = [one(own.variants[0].sku)];

    expect(await refusedFor(own)).toMatchObject([{ detail: "is this variant itself" }]);
    expect(await refusedFor(bundleBody([one(set.sku)]))).toMatchObject([
      { pointer: "/variants/0/components/0/sku", detail: expect.stringContaining("is a bundle itself") },
    ]);
    expect(await refusedFor(bundleBody([one(tee.sku), one(tee.sku)]))).toMatchObject([
      { pointer: "/variants/0/components/1/sku", detail: expect.stringContaining("is listed twice") },
    ]);
    expect(await refusedFor(bundleBody([one(gone.sku)]))).toMatchObject([
      { detail: `no variant has the SKU "${gone.sku}"` },
    ]);
    const many = Array.from({ length: 21 }, (_, n) => one(`X-${n}`));
    expect(await refusedFor(bundleBody(many))).toMatchObject([{ pointer: "/variants/0/components" }]);
  });

  it("out of a variant that is stocked, nor be stocked itself", async () => {
    const tee = await stockProduct(souk.client, { units: 9 });
    const mug = await stockProduct(souk.client, { units: 9 });
    const path = `/v1/admin/products/${tee.productId}`;
    const prices = [{ amount: 1, currency: "EUR" }];
    const turned = {
      id: tee.variantId,
      sku: tee.sku,
      title: "Tee",
      prices,
      components: componentsOf([[mug, 1]]),
    };
    const refused = await souk.client.admin("PATCH", path, { variants: [turned] });
    expect(refused.body.errors).toMatchObject([{ pointer: "/variants/0/components" }]);
    expect(refused.body.errors[0].detail).toMatch(/^is stocked itself/);

    const set = await bundleOf([[tee, 1]]);
    const adjusted = await souk.client.admin(
      "POST",
      `/v1/admin/stock/${set.sku}/adjustments`,
      { delta: 5, reason: "received" },
      { "idempotency-key": freshKey() },
    );
    expect([adjusted.status, adjusted.body.errors[0].pointer]).toEqual([400, ":sku"]);
    expect(adjusted.body.errors[0].detail).toMatch(/^is a bundle: it has no stock of its own/);
    const inBulk = await souk.client.admin(
      "POST",
      "/v1/admin/stock/adjustments",
      {
        adjustments: [
          { sku: set.sku, delta: 5, reason: "received" },
          { sku: tee.sku, delta: 5, reason: "received" },
        ],
      },
      { "idempotency-key": freshKey() },
    );
    expect(inBulk.body.data).toMatchObject([
      { status: "refused", problem: { code: "invalid_request" } },
      { status: "applied" },
    ]);
  });
});

it("five bundles of the same twenty things are bought in one cart, each thing asked for once", {
  timeout: 60_000,
}, async () => {
  const parts: Stocked[] = [];
  for (let n = 0; n < 20; n += 1) parts.push(await stockProduct(souk.client, { units: 0 }));
  for (const { sku } of parts) await receive(souk.client, sku, 100);
  const sets = await Promise.all(
    Array.from({ length: 5 }, (_, n) => bundleOf(parts.map((part) => [part, n + 1]))),
  );
  const order = await buy(sets.map((set) => [set, 2]));
  expect(order.status).toBe(201);
  expect(order.body.shipping_address).toMatchObject(ADDRESS);
  for (const part of parts) await settled(part, { committed: 30, available: 70 });
});
