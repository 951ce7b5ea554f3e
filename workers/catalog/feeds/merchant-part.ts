import { and, asc, gt, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { Settings } from "../../../contracts/http/admin/settings-routes.ts";
import type { Availability } from "../../../domain/catalog/availability.ts";
import {
  composeMerchantItem,
  MERCHANT_TAIL,
  merchantHead,
} from "../../../domain/catalog/feeds/compose-merchant-item.ts";
import { addressOfPage, type Storefront } from "../../../domain/catalog/feeds/storefront.ts";
import { localeChain } from "../../../domain/catalog/locale-chain.ts";
import type { Product } from "../../../domain/catalog/product.ts";
import { DEFAULT_CHANNEL, resolveShelf, type Shelf } from "../../../domain/catalog/resolve-shelf.ts";
import { translateProduct } from "../../../domain/catalog/translate-product.ts";
import { invariant } from "../../../domain/kernel/invariant.ts";
import { showSignal } from "../availability/show-availability.ts";
import { assembleAvailability, stockOfProductsQuery } from "../availability/stock-of-products.ts";
import { listPricesQuery, stepsOf } from "../prices/prices-of-shelf.ts";
import { showPrice } from "../prices/show-price.ts";
import { shownIn } from "../reads/shown-in.ts";
import { shelfSettings } from "../shelf-settings.ts";
import { assembleProducts, productQueries } from "../storage/product-rows.ts";
import { product } from "../tables.ts";
import { loadTitles, type Titles } from "./load-titles.ts";
import type { FeedPart } from "./publish-feeds.ts";

type Place = {
  database: D1Database;
  storefront: Storefront;
  settings: Settings;
  /** Null for who reads without naming one. */
  market: string | null;
  after: string;
};

const PART_BYTES_MIN = 4 * 1024 * 1024;
const PRODUCTS_AT_ONCE = 40;
/** Each asks D1 some ten queries. */
const PAGES_MAX = 50;

/** As many products as fit a slice, as Google Merchant Center reads them, priced as the market's shoppers see them. */
export async function composeMerchantPart(place: Place): Promise<FeedPart> {
  const { database, storefront, market } = place;
  const shelf = shelfOf(place);
  const titles = await loadTitles(database);

  let text = place.after === "" ? merchantHead(storefront.title, storefront.url) : "";
  let { after } = place;
  let entries = 0;
  let isEnd = false;
  for (let page = 0; page < PAGES_MAX && text.length < PART_BYTES_MIN && !isEnd; page += 1) {
    const found = await loadPage(database, shelf, after);
    for (const one of found.products) {
      const items = itemsOf(one, found, titles, storefront, shelf);
      text += items.join("");
      entries += items.length;
    }
    after = found.lastId ?? after;
    isEnd = found.products.length < PRODUCTS_AT_ONCE;
  }
  const file = market === null ? "google-merchant.xml" : `google-merchant.${market}.xml`;
  return { file, text: isEnd ? `${text}${MERCHANT_TAIL}` : text, entries, after, isEnd };
}

function shelfOf({ settings, market }: Place): Shelf {
  const asked = { channel: DEFAULT_CHANNEL, market, currency: null, locale: null, priceGroup: null };
  const resolved = resolveShelf(shelfSettings(settings), asked);
  invariant(resolved.ok, "FED-1 a market of the settings is a shelf of the shop");
  return resolved.value;
}

type Page = {
  products: Product[];
  lastId: string | null;
  availability: (variantId: string) => Availability;
  listed: Map<string, Parameters<typeof stepsOf>[1]>;
};

async function loadPage(database: D1Database, shelf: Shelf, after: string): Promise<Page> {
  const db = drizzle(database);
  const locales = localeChain(shelf.locale);
  const chosen = sql`${db
    .select({ id: product.id })
    .from(product)
    .where(and(shownIn(shelf.channel), gt(product.id, after)))
    .orderBy(asc(product.id))
    .limit(PRODUCTS_AT_ONCE)}`;
  const [stock, listed, ...rows] = await db.batch([
    stockOfProductsQuery(db, chosen),
    listPricesQuery(db, chosen, shelf),
    ...productQueries(db, chosen, shelf.currency, locales),
  ]);
  const products = assembleProducts(rows);
  return {
    products: products.map((one) => translateProduct(one, locales)),
    lastId:
      products
        .map(({ id }) => id)
        .sort()
        .at(-1) ?? null,
    availability: assembleAvailability(stock, false),
    listed: Map.groupBy(listed, ({ variantId }) => variantId),
  };
}

/** One for each variant that has a price. */
function itemsOf(
  shown: Product,
  { availability, listed }: Page,
  titles: Titles,
  storefront: Storefront,
  shelf: Shelf,
): string[] {
  const [category] = shown.categories;
  return shown.variants.flatMap((variant) => {
    const { price, compare_at } = showPrice(
      stepsOf(variant.prices, listed.get(variant.id) ?? [], shelf),
      shelf,
    );
    if (!price) return [];
    const { signal, availableFromMs } = availability(variant.id);
    const pictures = [...shown.media].sort((one) => (one.id === variant.mediaId ? -1 : 0));
    const item = composeMerchantItem({
      sku: variant.sku,
      productId: shown.id,
      variantCount: shown.variants.length,
      title: shown.variants.length > 1 ? `${shown.title} - ${variant.title}` : shown.title,
      description: shown.description,
      url: addressOfPage(storefront, storefront.productPath, shown.handle),
      pictureUrls: pictures.map(({ id }) => `${storefront.mediaUrl}/media/${id}`),
      price,
      compareAt: compare_at?.amount ?? null,
      status: showSignal(signal),
      availableFromMs,
      brand: shown.brand === null ? null : (titles.brands.get(shown.brand) ?? null),
      barcode: variant.barcode,
      categoryPath: category === undefined ? [] : titles.pathOf(category),
      weightGrams: variant.weightGrams,
      options: Object.fromEntries(
        Object.entries(variant.options).map(([name, value]) => [name.toLowerCase(), value]),
      ),
    });
    return item === null ? [] : [item];
  });
}
