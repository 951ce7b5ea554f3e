import { mustAskAdmin, type ShopAccess } from "../../tools/demo-shop/admin-client.ts";
import { seedShop } from "../../tools/demo-shop/seed-shop.ts";
import { demoShop } from "../../tools/demo-shop/shop.ts";
import type { DemoProduct, DemoShop } from "../../tools/demo-shop/types.ts";
import { GATEWAY } from "../../tools/local-shop/souk-workers.ts";
import type { Server } from "../../tools/runtime/server.ts";
import { insertKeys, makeFirstKeys } from "../../tools/start/first-keys.ts";

/** What buyers in a benchmark buy: one variant of each product, with more units than anybody can ask for. */
export type BenchItem = { handle: string; variantId: string; sku: string; units: number };

export type BenchShop = {
  server: Server;
  origin: string;
  publishableKey: string;
  access: ShopAccess;
  items: BenchItem[];
};

const PLENTY = 5_000_000;
const LOCATION = "berlin";

/** Sets up a shop as a merchant would, over its public API: layout of 2/2, settings, collections, products, stock. */
export async function openBenchShop(server: Server, products: number): Promise<BenchShop> {
  const keys = await makeFirstKeys(Date.now());
  await server.sql("souk-identity", "DB", insertKeys(keys));

  const origin = server.urlOf(GATEWAY);
  const access = { url: origin, secretKey: keys.secret.key };
  const catalog = demoLike(products);
  await seedShop(access, catalog);
  const publishableKey = keys.publishable.key;
  const items: BenchItem[] = [];
  for (const product of catalog.products) items.push(await itemOf(origin, publishableKey, product, PLENTY));
  return { server, origin, access, publishableKey, items };
}

/** One more product, with few units, for the check that the last ones are not sold twice. */
export async function stockScarceItem(shop: BenchShop, name: string, units: number): Promise<BenchItem> {
  const [model] = demoShop.products;
  if (!model) throw new Error("the demo shop has no products");
  const product = copyOf(model, name);
  const { picture: _, ...body } = { ...product, variants: product.variants.slice(0, 1) };
  await mustAskAdmin(shop.access, {
    method: "POST",
    path: "/v1/admin/products",
    body,
    idempotencyKey: keyOf(name, "product"),
  });
  const item = await itemOf(shop.origin, shop.publishableKey, product, units);
  await mustAskAdmin(shop.access, {
    method: "POST",
    path: `/v1/admin/stock/${item.sku}/adjustments`,
    body: { location: LOCATION, delta: units, reason: "received" },
    idempotencyKey: keyOf(name, "units"),
  });
  shop.items.push(item);
  return item;
}

export type Audit = {
  balanced: boolean;
  on_hand: number;
  held: number;
  committed: number;
  available: number;
};

export async function auditItem({ access }: BenchShop, { sku }: BenchItem): Promise<Audit> {
  const answer = await mustAskAdmin(access, { method: "GET", path: `/v1/admin/stock/${sku}/audit` });
  return answer.body as Audit;
}

async function itemOf(
  origin: string,
  publishableKey: string,
  product: DemoProduct,
  units: number,
): Promise<BenchItem> {
  const { handle, variants } = product;
  const sku = variants[0]?.sku ?? "";
  const answer = await fetch(new URL(`/v1/store/products/${handle}?currency=EUR`, origin), {
    headers: { "x-publishable-key": publishableKey },
  });
  const body = (await answer.json()) as { variants?: { id: string; sku: string }[] };
  const variantId = body.variants?.find((variant) => variant.sku === sku)?.id;
  if (!variantId) throw new Error(`${handle} has no variant ${sku}: ${JSON.stringify(body).slice(0, 300)}`);
  return { handle, variantId, sku, units };
}

/** The demo shop, repeated until there are enough products, each with plenty of its first variant. */
function demoLike(products: number): DemoShop {
  const models = demoShop.products.filter((product) => product.status === "active");
  const copies = Array.from({ length: products }, (_, index) => {
    const model = models[index % models.length];
    if (!model) throw new Error("the demo shop has no products");
    return copyOf(model, String(index));
  });
  const stock = copies.flatMap(({ variants }) =>
    variants.slice(0, 1).map(({ sku }) => ({ sku, location: LOCATION, units: PLENTY })),
  );
  return { ...demoShop, products: copies, stock, priceGroups: [], markets: [], priceLists: [] };
}

function copyOf(model: DemoProduct, mark: string): DemoProduct {
  return {
    ...model,
    handle: `${model.handle}-${mark}`,
    variants: model.variants.map((variant) => ({ ...variant, sku: `${variant.sku}-${mark}` })),
  };
}

/** The same content always gets the same key, and a key has at least 16 characters. */
function keyOf(name: string, what: string): string {
  return `benchmark-${name}-${what}`;
}
