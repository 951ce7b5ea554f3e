import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seedShop } from "../../tools/demo-shop/seed-shop.ts";
import { demoShop } from "../../tools/demo-shop/shop.ts";
import { type Souk, startSouk } from "../support/souk.ts";

let souk: Souk;
beforeAll(async () => {
  souk = await startSouk();
});
afterAll(() => souk?.close());

const products = demoShop.products.slice(0, 6);
const skus = products.flatMap((product) => product.variants.map((variant) => variant.sku));
const shop = { ...demoShop, products, stock: demoShop.stock.filter((level) => skus.includes(level.sku)) };

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
});
