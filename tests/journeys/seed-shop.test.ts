import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seedShop } from "../../tools/demo-shop/seed-shop.ts";
import { demoShop } from "../../tools/demo-shop/shop.ts";
import { type Json, shopClient } from "../support/shop-client.ts";
import { type Souk, startSouk } from "../support/souk.ts";

let souk: Souk;
beforeAll(async () => {
  souk = await startSouk();
});
afterAll(() => souk?.close());

const products = [
  ...demoShop.products.slice(0, 6),
  ...demoShop.products.filter(({ handle }) => handle === "dipped-stoneware-mug"),
];
const skus = products.flatMap((product) => product.variants.map((variant) => variant.sku));
const shop = {
  ...demoShop,
  products,
  stock: demoShop.stock.filter((level) => skus.includes(level.sku)),
  priceLists: demoShop.priceLists.map((list) => ({
    ...list,
    prices: list.prices.filter(({ sku }) => skus.includes(sku)),
  })),
};

describe("seeding a shop", () => {
  it("is completed by the next run after one that was cut off, and counts nothing twice", async () => {
    const { client, secretKey } = souk;
    const access = { url: client.url.href, secretKey };
    const cutOff = seedShop(access, shop, (done) => {
      if (done === 2) throw new Error("the power went");
    });
    await expect(cutOff).rejects.toThrow("the power went");
    await seedShop(access, shop);
    await seedShop(access, shop);

    const { body } = await client.admin("GET", "/v1/admin/products?limit=25");
    expect(body.data.map((product: { handle: string }) => product.handle).sort()).toEqual(
      products.map((product) => product.handle).sort(),
    );
    const lists = await client.admin("GET", "/v1/admin/price-lists");
    expect(lists.body.data.map(({ handle, version }: Json) => `${handle} ${version}`)).toEqual(
      shop.priceLists.map(({ handle }) => `${handle} 1`).reverse(),
    );
    for (const sku of skus) {
      const levels = shop.stock.filter((level) => level.sku === sku);
      const units = levels.reduce((sum, level) => sum + level.units, 0);
      const { status, body: audit } = await client.admin("GET", `/v1/admin/stock/${sku}/audit`);
      if (status === 404) expect(units, sku).toBe(0);
      else expect(audit, sku).toMatchObject({ balanced: true, on_hand: units, movements: levels.length });
    }
  });

  it("shows shoppers the products with their pictures", async () => {
    const { client } = souk;
    const [product] = products;
    const { body } = await client.store("GET", `/v1/store/products/${product?.handle}?currency=JPY`);

    expect(body.media[0].alt).toBe(product?.picture.alt);
    expect(body.variants[0].price.currency).toBe("JPY");
    const picture = await client.open("GET", body.media[0].url);
    expect(picture.headers.get("content-type")).toBe("image/svg+xml");
  });

  it("has wholesale prices for whoever comes with a key of that group, and says why", async () => {
    const { client } = souk;
    const made = await client.admin("POST", "/v1/admin/api-keys", {
      kind: "publishable",
      name: "Wholesale portal",
      price_group: "wholesale",
    });
    const wholesale = shopClient(client.url, made.body.key, souk.secretKey);
    const path = "/v1/store/products/dipped-stoneware-mug?currency=EUR";
    const [mine, theirs] = await Promise.all([client.store("GET", path), wholesale.store("GET", path)]);
    const [mug] = mine.body.variants;
    expect(mug.sku).toBe("MUG-DIP-COBA");
    expect(mug.price).toEqual(theirs.body.variants[0].price);
    const tiersOf = ({ body }: typeof mine) =>
      body.variants[0].price_tiers.map((tier: { min_quantity: number }) => tier.min_quantity);
    expect([tiersOf(mine), tiersOf(theirs)]).toEqual([[], [1, 6, 24]]);

    const lines = [{ variant_id: mug.id, quantity: 24 }];
    const cart = (of: typeof client) => of.store("POST", "/v1/store/carts", { currency: "EUR", lines });
    const [full, dealers] = await Promise.all([cart(client), cart(wholesale)]);
    expect(dealers.body.lines[0].unit_price.amount).toBe((full.body.lines[0].unit_price.amount * 70) / 100);

    const ask = `sku=${mug.sku}&currency=EUR&price_group=wholesale&quantity=24`;
    const { body } = await client.admin("GET", `/v1/admin/prices/explain?${ask}`);
    expect(body.price).toMatchObject({
      price_list: "wholesale-kitchen",
      min_quantity: 24,
      outcome: "chosen",
    });
  });

  it("sells what is new for less in Japan, in its currency and language", async () => {
    const { client } = souk;
    const { body } = await client.store("GET", "/v1/store/products/linen-crew-tee?market=japan");
    expect(body.title).toBe("リネンTシャツ");
    const { price, compare_at: before } = body.variants[0];
    expect(price.currency).toBe("JPY");
    expect(price.amount).toBe((before.amount * 90) / 100);
  });
});
