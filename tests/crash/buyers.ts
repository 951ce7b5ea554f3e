import { askStore, type Reply } from "./ask-shop.ts";
import type { ShopAccess } from "./shop-process.ts";

/** A variant that buyers want. */
export type Wanted = { sku: string; variantId: string };

/** One buyer's story: what the shop acknowledged, and so may never forget. */
export type Story = {
  cartId: string;
  token: string;
  line: { sku: string; units: number };
  /** The line was in the answer to creating the cart, or was added and acknowledged. */
  isLineKnown: boolean;
  /** The last answer to `complete`; null when it was never sent, "lost" when no answer came. */
  completion: { key: string; payment: string; status: number | "lost"; orderId: string | null } | null;
};

const ADDRESS = {
  name: "Ada Lovelace",
  line1: "Torstr. 1",
  city: "Berlin",
  postal_code: "10119",
  country: "DE",
};
/** Most pay at once; some are declined, some outcomes are unknown at first. */
const PAYMENTS = ["tok_ok", "tok_ok", "tok_ok", "tok_ok", "tok_ok", "tok_declined", "tok_unknown_paid"];
const BROWSERS = 0.2;

/** Buys, again and again, until told to stop; every story is noted as soon as the shop has acknowledged its cart. */
export async function buyUntil(
  shop: ShopAccess,
  wanted: readonly Wanted[],
  random: () => number,
  stories: Story[],
  isOver: () => boolean,
): Promise<void> {
  while (!isOver()) await buyOnce(shop, wanted, random, stories);
}

async function buyOnce(
  shop: ShopAccess,
  wanted: readonly Wanted[],
  random: () => number,
  stories: Story[],
): Promise<void> {
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)] as Item;
  const { sku, variantId } = pick(wanted);
  const units = 1 + Math.floor(random() * 3);
  const line = { variant_id: variantId, quantity: units };
  const isFilledAtOnce = random() < 0.5;
  const isBuying = random() >= BROWSERS;
  const payment = pick(PAYMENTS);

  const created = await askStore(shop, "/v1/store/carts", {
    method: "POST",
    body: { currency: "EUR", ...(isFilledAtOnce ? { lines: [line] } : {}) },
    headers: { "idempotency-key": crypto.randomUUID() },
  });
  if (!isAnswered(created, 201)) return;
  const story: Story = {
    cartId: String(created.body.id),
    token: String(created.body.cart_token),
    line: { sku, units },
    isLineKnown: isFilledAtOnce,
    completion: null,
  };
  stories.push(story);

  if (!isFilledAtOnce) {
    const added = await onCart(shop, story, "/lines", "POST", line);
    if (!isAnswered(added, 200)) return;
    story.isLineKnown = true;
  }
  const details = { email: "ada@example.com", shipping_address: ADDRESS, shipping_option_id: "standard" };
  if (!isAnswered(await onCart(shop, story, "", "PATCH", details), 200) || !isBuying) return;
  await complete(shop, story, payment, crypto.randomUUID());
}

/** Buys the cart, or asks again under the same key what became of it. */
export async function complete(shop: ShopAccess, story: Story, payment: string, key: string): Promise<void> {
  story.completion ??= { key, payment, status: "lost", orderId: null };
  const body = { payment: { provider: "test", token: payment } };
  const reply = await onCart(shop, story, "/complete", "POST", body, { "idempotency-key": key });
  if (reply === "lost") return;
  const orderId = typeof reply.body.id === "string" ? reply.body.id : null;
  story.completion = { key, payment, status: reply.status, orderId };
}

/** The cart as its buyer sees it. */
export function readCart(shop: ShopAccess, story: Story): Promise<Reply> {
  return askStore(shop, `/v1/store/carts/${story.cartId}`, { headers: { "x-cart-token": story.token } });
}

function onCart(
  shop: ShopAccess,
  { cartId, token }: Story,
  path: string,
  method: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Reply> {
  return askStore(shop, `/v1/store/carts/${cartId}${path}`, {
    method,
    body,
    headers: { "x-cart-token": token, ...headers },
  });
}

function isAnswered(reply: Reply, status: number): reply is Exclude<Reply, "lost"> {
  return reply !== "lost" && reply.status === status;
}
