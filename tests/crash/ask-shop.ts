import type { ShopAccess } from "./shop-process.ts";

/** What came back; `lost` when nothing did, or something that says nothing about the request. */
export type Reply = { status: number; body: Body } | "lost";
export type Body = { [field: string]: unknown };

type Ask = { method?: string; body?: unknown; headers?: Record<string, string> };

const TIMEOUT_MS = 20_000;

/** Asks once, as a shopper; a server that died or fell over while it was asked is a lost answer. */
export function askStore(shop: ShopAccess, path: string, ask: Ask = {}): Promise<Reply> {
  return askShop(shop, path, {
    ...ask,
    headers: { "x-publishable-key": shop.publishable_key, ...ask.headers },
  });
}

/** Asks once, as staff. */
export function askStaff(shop: ShopAccess, path: string): Promise<Reply> {
  return askShop(shop, path, { headers: { authorization: `Bearer ${shop.secret_key}` } });
}

/** As `askStaff` of a shop that is well: anything but this status is an error. */
export async function mustAskStaff(shop: ShopAccess, path: string, status = 200): Promise<Body> {
  const reply = await askStaff(shop, path);
  if (reply === "lost" || reply.status !== status)
    throw new Error(`GET ${path}: ${reply === "lost" ? "no answer" : JSON.stringify(reply)}`);
  return reply.body;
}

async function askShop(
  shop: ShopAccess,
  path: string,
  { method = "GET", body, headers }: Ask,
): Promise<Reply> {
  try {
    const response = await fetch(new URL(path, shop.url), {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { "content-type": "application/json" }) },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.status >= 500) return "lost";
    return { status: response.status, body: (await response.json()) as Body };
  } catch {
    return "lost";
  }
}
