import type { Answer, Json } from "./shop-client.ts";
import { type Souk, startSouk } from "./souk.ts";
import { SETTINGS, type Stocked, stockProduct } from "./stock-shop.ts";

/** A shop with settings, in which nobody finishes a pending payment in the background: its hold stays pinned. */
export async function startStockShop(): Promise<Souk> {
  const souk = await startSouk({ SAGA_REMIND_MS: "600000", SAGA_REMIND_MAX_MS: "600000" });
  await souk.client.admin("PUT", "/v1/admin/settings", SETTINGS);
  return souk;
}

/** What staff do with stock, in the shop that is open by then. */
export function stockStaff(shop: () => Souk) {
  const admin = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    shop().client.admin(method, `/v1/admin/stock${path}`, body, headers);
  const tee = (units = 10) => stockProduct(shop().client, { units });
  const level = async (sku: string): Promise<Json> => (await admin("GET", `/${sku}`)).body;

  return {
    admin,
    tee,
    level,

    stockStorage: (partition: number) =>
      shop()
        .harness.getWorker("souk-objects")
        .getDurableObjectStorage("Stock", { name: `stock:${partition}` }),

    /** Items of both partitions of the shop. */
    async teesOfBothPartitions(): Promise<(Stocked & { partition: number })[]> {
      const found: (Stocked & { partition: number })[] = [];
      const has = (which: number) => found.some(({ partition }) => partition === which);
      while (!has(0) || !has(1)) {
        const one = await tee();
        found.push({ ...one, partition: partitionOf((await level(one.sku)).inventory_item_id) });
      }
      return found;
    },
  };
}

/** The number of the partition that keeps an item: the two digits behind `inv_`. */
export function partitionOf(itemId: string): number {
  return Number.parseInt(itemId.slice(4, 6), 10);
}

/** Where a refused request was wrong. */
export function errorsOf({ body }: Answer<Json>): string[] {
  return body.errors?.map((error: Json) => error.pointer);
}
