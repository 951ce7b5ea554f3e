import { setTimeout as wait } from "node:timers/promises";
import { type AdminRequest, mustAskAdmin, type ShopAccess } from "../../demo-shop/admin-client.ts";
import type { ShopKeys } from "../../local-shop/local-shop.ts";
import { Stop } from "../../stop.ts";

/** Something that is on sale: one variant, and the units there are of it. */
export type Goods = { sku: string; handle: string; productId: string; variantId: string; units: number };

/** Where the shop sells, as its own settings say. */
export type Market = { currency: string; country: string; location: string };

const PRICE_MINOR_UNITS = 4_900;
/** A product is new to every edge; the shop promises seven seconds. */
const SEEN_WITHIN_MS = 20_000;
const LOOK_EVERY_MS = 200;

/** Products of this run alone, clearly named, with their units: a sale never touches what the shop sells. */
export async function stockGoods(
  access: ShopAccess,
  { location, currency }: Market,
  { run, units }: { run: string; units: readonly number[] },
): Promise<Goods[]> {
  const goods: Goods[] = [];
  for (const [index, howMany] of units.entries()) {
    const sku = `${run}-${index + 1}`.toUpperCase();
    const body = {
      title: `Load test, please ignore (${run}, item ${index + 1})`,
      handle: sku.toLowerCase(),
      status: "active",
      variants: [{ sku, title: "One size", prices: [{ amount: PRICE_MINOR_UNITS, currency }] }],
    };
    const product = await post(access, "/v1/admin/products", body, `${run}-product-${index}`);
    const { id, variants } = product as { id: string; variants: { id: string }[] };
    await post(
      access,
      `/v1/admin/stock/${sku}/adjustments`,
      { location, delta: howMany, reason: "received", note: run },
      `${run}-delivery-${index}`,
    );
    goods.push({
      sku,
      handle: body.handle,
      productId: id,
      variantId: variants[0]?.id ?? "",
      units: howMany,
    });
  }
  return goods;
}

/** Resolves when shoppers see all of them. */
export async function waitUntilSeen(
  { url, publishableKey }: ShopKeys,
  goods: readonly Goods[],
): Promise<void> {
  const endMs = Date.now() + SEEN_WITHIN_MS;
  for (const { handle } of goods) {
    const look = () =>
      fetch(new URL(`/v1/store/products/${handle}`, url), {
        headers: { "x-publishable-key": publishableKey },
      });
    while (!(await look()).ok) {
      if (Date.now() > endMs) throw new Stop(`Shoppers do not see ${handle}, which was just made.`);
      await wait(LOOK_EVERY_MS);
    }
  }
}

/** Shoppers see them no longer; the orders keep what they show. */
export async function archiveGoods(access: ShopAccess, goods: readonly Goods[]): Promise<void> {
  for (const { productId } of goods) {
    await mustAskAdmin(access, { method: "DELETE", path: `/v1/admin/products/${productId}` });
  }
}

async function post(
  access: ShopAccess,
  path: string,
  body: AdminRequest["body"],
  idempotencyKey: string,
): Promise<unknown> {
  return (await mustAskAdmin(access, { method: "POST", path, body, idempotencyKey })).body;
}
