import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { beginAndDie } from "../support/begin-and-die.ts";
import { ADDRESS, type Basket, beginCart, complete, eventually, onCart } from "../support/buyer.ts";
import { setPolicy } from "../support/set-policy.ts";
import type { Answer, Json } from "../support/shop-client.ts";
import { type Souk, startSouk } from "../support/souk.ts";
import { audit, SETTINGS, type Stocked, stockProduct } from "../support/stock-shop.ts";

let souk: Souk;
beforeAll(async () => {
  souk = await startSouk({ EARLY_HOLD_UNITS_MAX: "4", EARLY_HOLD_SHARE_PERCENT: "50" });
  await souk.client.admin("PUT", "/v1/admin/settings", SETTINGS);
});
afterAll(() => souk?.close());

const statusOf = ({ status, body }: Answer<Json>) => (status < 400 ? status : body.code);

/** A cart that is ready to be bought by whoever has this e-mail address. */
async function cartOf(email: string, { variantId }: Stocked, quantity: number): Promise<Basket> {
  const basket = await beginCart(souk.client, [{ variant_id: variantId, quantity }]);
  await onCart(souk.client, basket)("PATCH", "", {
    email,
    shipping_address: ADDRESS,
    shipping_option_id: "standard",
  });
  return basket;
}

describe("holds ahead of payment", () => {
  /** From an address as Cloudflare would state it. */
  const holdFrom = (address: string, basket: Basket, more: Record<string, string> = {}) =>
    onCart(souk.client, basket)("POST", "/hold", undefined, { "cf-connecting-ip": address, ...more });

  it("of one address take so much of an item and no more, whatever it says of itself; others still hold", async () => {
    const tee = await stockProduct(souk.client, { units: 100 });
    const carts = await Promise.all([3, 1, 1, 4, 5].map((units) => cartOf("ada@example.com", tee, units)));
    const [first, second, third, fourth, fifth] = carts as [Basket, Basket, Basket, Basket, Basket];

    expect((await holdFrom("203.0.113.7", first)).status).toBe(201);
    expect((await holdFrom("203.0.113.7", second)).status).toBe(201);
    expect((await holdFrom("203.0.113.7", second)).status).toBe(201);
    const refused = await holdFrom("203.0.113.7", third);
    expect(refused).toMatchObject({ status: 409, body: { code: "hold_limit_reached", allowed: 0 } });
    const disguise = { "x-souk-client": "somebody-else", "x-forwarded-for": "203.0.113.9" };
    expect(statusOf(await holdFrom("203.0.113.7", third, disguise))).toBe("hold_limit_reached");
    expect((await holdFrom("203.0.113.8", fourth)).status).toBe(201);
    expect((await holdFrom("2001:db8:1:2::1", third)).status).toBe(201);
    const neighbour = await holdFrom("2001:db8:1:2::2", await cartOf("bob@example.com", tee, 4));
    expect(neighbour.body).toMatchObject({ code: "hold_limit_reached", allowed: 3 });
    expect(await audit(souk.client, tee.sku)).toMatchObject({ balanced: true, held: 9 });

    expect((await complete(souk.client, fifth)).status).toBe(201);
    expect((await complete(souk.client, first)).status).toBe(201);
    expect((await holdFrom("203.0.113.7", await cartOf("bob@example.com", tee, 3))).status).toBe(201);
  });

  it("of all together leave half of what is unsold to those who pay", async () => {
    const tee = await stockProduct(souk.client, { units: 5 });
    const carts = await Promise.all(Array.from({ length: 5 }, () => cartOf("ada@example.com", tee, 1)));

    const held = await Promise.all(carts.map((basket, n) => holdFrom(`203.0.113.${n}`, basket)));
    expect(held.filter(({ status }) => status === 201)).toHaveLength(3);
    expect(held.filter(({ body }) => body.code === "hold_limit_reached")).toHaveLength(2);

    const bought = await Promise.all(carts.map((basket) => complete(souk.client, basket)));
    expect(bought.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    const sold = await eventually(
      () => audit(souk.client, tee.sku),
      (level) => level.committed === 5,
    );
    expect(sold).toMatchObject({ balanced: true, held: 0, available: 0 });
  });
});

describe("an item of which a buyer may have two", () => {
  const limited = async (): Promise<Stocked> => {
    const tee = await stockProduct(souk.client, { units: 50 });
    await setPolicy(souk.client, tee.sku, { max_per_buyer: 2 });
    return tee;
  };
  const buy = async (email: string, tee: Stocked, quantity: number, token = "tok_ok") =>
    complete(souk.client, await cartOf(email, tee, quantity), token);

  it("is sold to one twice at most, one after the other, however the address is written", async () => {
    const tee = await limited();
    expect((await buy("Ada@Example.com", tee, 1)).status).toBe(201);
    expect((await buy("ada@example.com", tee, 1)).status).toBe(201);

    const basket = await cartOf("ADA@EXAMPLE.COM", tee, 1);
    const refused = await complete(souk.client, basket);
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({
      code: "purchase_limit_reached",
      limits: [{ line_id: basket.cart.lines[0].id, sku: tee.sku, limit: "per_buyer", allowed: 0 }],
    });
    expect((await buy("bob@example.com", tee, 2)).status).toBe(201);
    expect(await audit(souk.client, tee.sku)).toMatchObject({ balanced: true, held: 0 });
  });

  it("is sold to one twice at most, also to six carts at the same moment", async () => {
    const tee = await limited();
    const emails = ["Eve@example.com", "eve@example.com", "EVE@example.com"];
    const carts = await Promise.all([...emails, ...emails].map((email) => cartOf(email, tee, 1)));

    const answers = await Promise.all(carts.map((basket) => complete(souk.client, basket)));
    expect(answers.map(statusOf).sort()).toEqual([201, 201, ...Array(4).fill("purchase_limit_reached")]);
    const sold = await eventually(
      () => audit(souk.client, tee.sku),
      (level) => level.committed === 2,
    );
    expect(sold).toMatchObject({ balanced: true, held: 0, available: 48 });
  });

  it("may be bought again when the order that used it up came to nothing", async () => {
    const tee = await limited();
    expect((await buy("dan@example.com", tee, 2, "tok_declined")).status).toBe(402);
    expect((await buy("dan@example.com", tee, 2)).status).toBe(201);
    expect(statusOf(await buy("dan@example.com", tee, 1))).toBe("purchase_limit_reached");
  });

  it("is limited also where it was held ahead of payment, which gives it back", async () => {
    const tee = await limited();
    expect((await buy("kim@example.com", tee, 1)).status).toBe(201);
    const basket = await cartOf("kim@example.com", tee, 2);
    expect((await onCart(souk.client, basket)("POST", "/hold")).status).toBe(201);

    const refused = await complete(souk.client, basket);
    expect(refused.body).toMatchObject({ code: "purchase_limit_reached", limits: [{ allowed: 1 }] });
    const level = await eventually(
      () => audit(souk.client, tee.sku),
      ({ held, committed }) => held === 0 && committed === 1,
    );
    expect(level).toMatchObject({ balanced: true, held: 0, committed: 1 });

    const line = basket.cart.lines[0].id;
    await onCart(souk.client, basket)("PATCH", `/lines/${line}`, { quantity: 1 });
    expect((await complete(souk.client, basket)).status).toBe(201);
  });

  it("counts for whoever buys, not for whoever typed an address", async () => {
    const tee = await limited();
    const prank = await cartOf("mia@example.com", tee, 2);
    expect((await onCart(souk.client, prank)("POST", "/hold")).status).toBe(201);
    expect((await buy("mia@example.com", tee, 2)).status).toBe(201);
  });

  it("is limited in the same way by whoever takes an order over after a crash", async () => {
    const tee = await limited();
    expect((await buy("zoe@example.com", tee, 1)).status).toBe(201);
    const [fits, exceeds] = [
      await cartOf("Zoe@example.com", tee, 1),
      await cartOf("zoe@example.com", tee, 1),
    ];

    await beginAndDie(souk, fits);
    expect((await ended(fits)).status).toBe("placed");
    await beginAndDie(souk, exceeds);
    expect((await ended(exceeds)).status).toBe("payment_failed");
    expect(await audit(souk.client, tee.sku)).toMatchObject({ balanced: true, held: 0, committed: 2 });
  });

  async function ended(basket: Basket): Promise<Json> {
    const path = `/v1/store/orders/${basket.id.replace("cart_", "order_")}`;
    const answer = await eventually(
      () => souk.client.store("GET", path, undefined, { "x-cart-token": basket.token }),
      ({ body }) => body.status !== "pending",
    );
    return answer.body;
  }
});

it("nothing that is stored or logged for good names a buyer or an address", async () => {
  const tee = await stockProduct(souk.client, { units: 5 });
  await setPolicy(souk.client, tee.sku, { max_per_buyer: 2 });
  const basket = await cartOf("secret-name@example.com", tee, 1);
  await onCart(souk.client, basket)("POST", "/hold", undefined, { "cf-connecting-ip": "198.51.100.77" });
  const bought = await complete(souk.client, basket);
  const { body } = await souk.client.admin("GET", `/v1/admin/orders/${bought.body.id}`);
  expect(JSON.stringify(body.log)).not.toMatch(/secret-name/i);
  const logs = JSON.stringify(souk.harness.getLogs());
  expect(logs).not.toContain("198.51.100.77");
  expect(logs).not.toContain("secret-name");
});
