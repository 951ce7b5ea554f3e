import { createHash } from "node:crypto";
import { eachAtMost } from "../each-at-most.ts";
import {
  type AdminAnswer,
  type AdminRequest,
  askAdmin,
  mustAskAdmin,
  refused,
  type ShopAccess,
} from "./admin-client.ts";
import { drawPicture } from "./draw-picture.ts";
import { synonyms } from "./synonyms.ts";
import { locales, translations } from "./translations.ts";
import type { DemoPriceList, DemoProduct, DemoShop, StockLevel } from "./types.ts";

/** More at once gains nothing, and the development proxy fails a little above this. */
const AT_ONCE = 8;

/** As many as one request takes. */
const PRICES_AT_ONCE = 500;

/** The smallest shop that has more than one partition of each kind; a shop that has a layout keeps its own. */
const LAYOUT = { stock_partitions: 2, orders_partitions: 2 };

/**
 * Fills a shop through its public admin API. May be stopped anywhere and run again: what is there already is found by
 * its handle, its bytes or its key, and nothing is made or counted twice.
 */
export async function seedShop(
  access: ShopAccess,
  shop: DemoShop,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<void> {
  await mustAskAdmin(access, { method: "PUT", path: "/v1/admin/layout", body: LAYOUT });
  const settings = {
    ...shop.pricing,
    locations: shop.locations,
    locales,
    price_groups: shop.priceGroups,
    markets: shop.markets,
  };
  await mustAskAdmin(access, { method: "PUT", path: "/v1/admin/settings", body: settings });
  await mustAskAdmin(access, { method: "PUT", path: "/v1/admin/search/synonyms", body: { data: synonyms } });
  for (const { handle, ...body } of shop.collections) {
    await mustAskAdmin(access, { method: "PUT", path: `/v1/admin/collections/${handle}`, body });
  }

  const levels = Map.groupBy(shop.stock, (level) => level.sku);
  let done = 0;
  await eachAtMost(AT_ONCE, shop.products, async (product) => {
    const isNew = await seedProduct(access, product);
    for (const { sku } of product.variants) await seedStock(access, sku, levels.get(sku) ?? [], isNew);
    done += 1;
    onProgress(done, shop.products.length);
  });
  for (const list of shop.priceLists) await seedPriceList(access, list);
}

/** True when this call made the product: nothing can have been counted for it yet. */
async function seedProduct(access: ShopAccess, { picture, ...product }: DemoProduct): Promise<boolean> {
  const text = drawPicture({ ...product, picture });
  const media = await mustAskAdmin(access, {
    method: "POST",
    path: "/v1/admin/media",
    bytes: { contentType: "image/svg+xml", text },
  });
  const titles = Object.entries(translations[product.handle] ?? {});
  const body = {
    ...product,
    media: [{ id: media.body.id, alt: picture.alt }],
    translations: Object.fromEntries(titles.map(([locale, title]) => [locale, { title }])),
  };
  const request: AdminRequest = {
    method: "POST",
    path: "/v1/admin/products",
    body,
    idempotencyKey: keyOf("product", body),
  };
  const answer = await askAdmin(access, request);
  // A day later the key is forgotten, and the handle tells.
  if (isThereAlready(answer)) return false;
  if (answer.status !== 201) throw refused(request, answer);
  return !answer.isReplayed;
}

/** The list under its handle, and then its prices: the same again changes nothing. */
async function seedPriceList(access: ShopAccess, { prices, ...list }: DemoPriceList): Promise<void> {
  const body = { ...list, status: "active" };
  const request: AdminRequest = {
    method: "POST",
    path: "/v1/admin/price-lists",
    body,
    idempotencyKey: keyOf("price-list", body),
  };
  const answer = await askAdmin(access, request);
  if (answer.status !== 201 && !isThereAlready(answer)) throw refused(request, answer);
  for (let from = 0; from < prices.length; from += PRICES_AT_ONCE) {
    await mustAskAdmin(access, {
      method: "PUT",
      path: `/v1/admin/price-lists/${list.handle}/prices`,
      body: { prices: prices.slice(from, from + PRICES_AT_ONCE) },
    });
  }
}

/** One delivery per location. A SKU that may have had its deliveries is looked at first. */
async function seedStock(
  access: ShopAccess,
  sku: string,
  levels: readonly StockLevel[],
  isNew: boolean,
): Promise<void> {
  const known = isNew ? [] : await stockedLocations(access, sku);
  for (const { location, units } of levels) {
    if (known.includes(location)) continue;
    const body = { location, delta: units, reason: "received" };
    await mustAskAdmin(access, {
      method: "POST",
      path: `/v1/admin/stock/${sku}/adjustments`,
      body,
      idempotencyKey: keyOf("delivery", { sku, ...body }),
    });
  }
}

async function stockedLocations(access: ShopAccess, sku: string): Promise<string[]> {
  const request: AdminRequest = { method: "GET", path: `/v1/admin/stock/${sku}` };
  const answer = await askAdmin(access, request);
  if (answer.status === 404) return [];
  if (answer.status !== 200) throw refused(request, answer);
  return (answer.body.locations as { location: string }[]).map(({ location }) => location);
}

function isThereAlready({ status, body }: AdminAnswer): boolean {
  return status === 409 && body.code === "already_exists";
}

/** The same content always gets the same key. */
function keyOf(kind: string, content: unknown): string {
  return createHash("sha256")
    .update(JSON.stringify([kind, content]))
    .digest("hex");
}
