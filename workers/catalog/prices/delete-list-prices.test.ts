import { expect, it } from "vitest";
import { product } from "../../../domain/catalog/product.fixture.ts";
import type { PriceList } from "../../../domain/pricing/price-list.ts";
import { storedCatalog } from "../storage/stored-catalog.fixture.ts";
import { deleteListPrices } from "./delete-list-prices.ts";
import { putPricesWrites } from "./list-price-writes.ts";
import { priceListWrites } from "./price-list-writes.ts";

const LIST: PriceList = {
  ...{ id: "plist_1", handle: "sale", title: "Sale", currency: "EUR", status: "active", priority: 0 },
  ...{ priceGroup: null, market: null, channel: null, startsAtMs: null, endsAtMs: null },
  ...{ pricesIncludeTax: null, version: 1, createdAtMs: 1, updatedAtMs: 1 },
};

it("PRC-8 prices are taken out once by several who come at the same moment, and each hears what it took", async () => {
  const catalog = storedCatalog();
  await catalog.makeCollection("apparel");
  const made = product({ version: 1 });
  await catalog.commit(null, made);
  const sku = made.variants[0]?.sku ?? "";
  const prices = [1, 5, 10].map((minQuantity) => ({ sku, minQuantity, amount: 900, compareAt: null }));
  const edit = { listId: LIST.id, actorId: "key_staff", atMs: 2 };
  expect(await catalog.commitWrites(priceListWrites(null, LIST, "key_staff"))).toBe("committed");
  expect(await catalog.commitWrites(putPricesWrites(prices, edit))).toBe("committed");

  const call = { params: { handle: "sale", sku }, query: {}, actor: { id: "key_staff" } };
  const remove = () => deleteListPrices({ ...call, env: { DB: catalog.database } } as never);
  const answers = await Promise.all([remove(), remove(), remove()]);
  expect(answers.map(({ body }) => body.removed).sort()).toEqual([0, 0, 3]);
  expect(catalog.rows("SELECT count(*) AS n FROM catalog_change WHERE kind = 'price_list'")).toEqual([
    { n: 3 },
  ]);
});
