import { freshKey } from "./buyer.ts";
import type { Json, ShopClient } from "./shop-client.ts";

/** Settings that a merchant in Berlin might have. */
export const SETTINGS = {
  default_country: "DE",
  currencies: [
    { code: "EUR", prices_include_tax: true },
    { code: "USD", prices_include_tax: false },
  ],
  tax_rates: [
    { country: "DE", category: "standard", name: "VAT 19 %", rate_ppm: 190_000 },
    { country: "DE", category: "reduced", name: "VAT 7 %", rate_ppm: 70_000 },
  ],
  shipping_options: [
    {
      id: "standard",
      name: "Standard",
      countries: [],
      prices: [
        { amount: 490, currency: "EUR" },
        { amount: 590, currency: "USD" },
      ],
      tax_category: "standard",
      min_days: 2,
      max_days: 4,
    },
  ],
  locations: [
    { code: "berlin", name: "Berlin", country: "DE" },
    { code: "lisbon", name: "Lisbon", country: "PT" },
  ],
};

export type Stocked = { productId: string; handle: string; variantId: string; sku: string };

let made = 0;

/** A published product with one variant and this many units. No test needs another test's product. */
export async function stockProduct(
  client: ShopClient,
  { units, price = 1999, title = "Linen tee" }: { units: number; price?: number; title?: string },
): Promise<Stocked> {
  made += 1;
  const sku = `TEST-${made}-${crypto.randomUUID().slice(0, 8)}`;
  const product = await client.admin("POST", "/v1/admin/products", {
    title,
    handle: sku.toLowerCase(),
    status: "active",
    variants: [
      {
        sku,
        title: "One size",
        prices: [
          { amount: price, currency: "EUR" },
          { amount: price, currency: "USD" },
        ],
      },
    ],
  });
  if (product.status !== 201) throw new Error(`no product: ${JSON.stringify(product.body)}`);
  if (units > 0) await receive(client, sku, units);
  return {
    productId: product.body.id,
    handle: product.body.handle,
    variantId: product.body.variants[0].id,
    sku,
  };
}

export async function receive(client: ShopClient, sku: string, units: number): Promise<void> {
  const answer = await client.admin(
    "POST",
    `/v1/admin/stock/${sku}/adjustments`,
    { location: "berlin", delta: units, reason: units > 0 ? "received" : "lost" },
    { "idempotency-key": freshKey() },
  );
  if (answer.status !== 201) throw new Error(`not received: ${JSON.stringify(answer.body)}`);
}

export async function audit(client: ShopClient, sku: string): Promise<Json> {
  return (await client.admin("GET", `/v1/admin/stock/${sku}/audit`)).body;
}
