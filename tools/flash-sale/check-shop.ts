import type { ShopKeys } from "../local-shop/local-shop.ts";
import { Stop } from "../stop.ts";
import type { Answer } from "./buyers/http-client.ts";
import { HttpClient } from "./buyers/http-client.ts";
import type { Market } from "./goods/goods.ts";

/**
 * Finds out whether a sale can be held here, before anything is made: the keys open what they must, the shop has
 * settings, and it takes the test provider (which a live shop refuses). Reads nothing else, and changes nothing.
 */
export async function checkShop({ url, publishableKey, secretKey }: ShopKeys): Promise<Market> {
  const client = new HttpClient(url);
  const ask = async (method: string, path: string, headers: Record<string, string>, body?: unknown) => {
    const reply = await client.ask({ method, path, headers, body });
    if (typeof reply === "string") throw new Stop(`${url} does not answer.`);
    return reply;
  };
  try {
    const staff = { authorization: `Bearer ${secretKey}` };
    const market = readMarket(await ask("GET", "/v1/admin/settings", staff));
    for (const path of ["/v1/admin/orders?limit=1", "/v1/admin/products?limit=1"])
      requireOk(await ask("GET", path, staff), path);

    const shopper = { "x-publishable-key": publishableKey };
    const cart = await ask("POST", "/v1/store/carts", shopper, { currency: market.currency });
    requireOk(cart, "/v1/store/carts");
    const opens = { ...shopper, "x-cart-token": String(cart.body.cart_token) };
    const path = `/v1/store/carts/${cart.body.id}/complete`;
    const keyed = { ...opens, "idempotency-key": crypto.randomUUID() };
    // An empty cart can't be bought, but a provider that is not there is named first.
    const { body } = await ask("POST", path, keyed, { payment: { provider: "test", token: "tok_ok" } });
    if (body.code === "payment_provider_unavailable")
      throw new Stop(
        "This shop does not take the test provider, so nothing can be bought there without real money. Only development\nand preview deployments do.",
      );
    return market;
  } finally {
    client.close();
  }
}

function readMarket(answer: Answer): Market {
  requireOk(answer, "/v1/admin/settings");
  const { default_country, currencies, locations } = answer.body as unknown as Settings;
  const [currency, location] = [currencies[0]?.code, locations[0]?.code];
  if (!currency || !location) throw new Stop("The shop's settings name no currency or no location.");
  return { currency, country: default_country, location };
}
type Settings = {
  default_country: string;
  currencies: { code: string }[];
  locations: { code: string }[];
};

function requireOk({ status, body }: Answer, path: string): void {
  if (status < 300) return;
  const scope =
    typeof body.required_scope === "string" ? ` The key lacks the scope ${body.required_scope}.` : "";
  throw new Stop(`The shop is not ready for a sale: ${path} answered ${status} ${body.code ?? ""}.${scope}`);
}
