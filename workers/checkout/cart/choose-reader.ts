import type { CartRef } from "../../../contracts/rpc/orders.ts";
import { DEFAULT_CHANNEL, resolveShelf, type ShelfRefusal } from "../../../domain/catalog/resolve-shelf.ts";
import type { Actor } from "../../../platform/auth/actor.ts";
import { type ProblemError, problem } from "../../../platform/http/problem.ts";
import { unknownChoice } from "../../../platform/http/unknown-choice.ts";
import type { CheckoutEnv } from "../env.ts";
import { type ShopSettings, shopSettings } from "./pricing.ts";

type Chosen = Pick<CartRef["birth"], "currency" | "reader">;

/**
 * PRC-5, PRC-9 Whose prices a new cart gets, for its whole life: channel and price group of the key, market and currency of the
 * request. A cart for everybody says nothing of it, so that its token stays short.
 */
export async function chooseReader(
  env: CheckoutEnv,
  actor: Actor,
  { market, currency }: { market?: string | undefined; currency?: string | undefined },
): Promise<Chosen> {
  const { choices } = await shopSettings(env);
  const { channel = DEFAULT_CHANNEL, priceGroup = null } = actor;
  const resolved = resolveShelf(choices, {
    channel,
    market: market ?? null,
    currency: currency ?? null,
    locale: null,
    priceGroup,
  });
  if (!resolved.ok) throw choiceProblem(resolved.refusal);

  const shelf = resolved.value;
  const reader = { channel, market: shelf.market, priceGroup };
  const isForEverybody = channel === DEFAULT_CHANNEL && shelf.market === null && priceGroup === null;
  return { currency: shelf.currency, ...(isForEverybody ? {} : { reader }) };
}

/** PRC-11 The settings for a cart that is there already: everything that it was begun with must still be in them. */
export async function requireShelf(env: CheckoutEnv, { currency, reader }: Chosen): Promise<ShopSettings> {
  const settings = await shopSettings(env);
  const { channel, market, priceGroup } = reader ?? {
    channel: DEFAULT_CHANNEL,
    market: null,
    priceGroup: null,
  };
  const resolved = resolveShelf(settings.choices, { channel, market, currency, locale: null, priceGroup });
  if (resolved.ok) return settings;
  const { what, asked, known } = resolved.refusal;
  if (what === "currency") throw currencyNotSold(known);
  throw problem("cart_outdated", { members: { choice: what, asked, known } });
}

function choiceProblem(refusal: ShelfRefusal): ProblemError {
  return refusal.what === "currency" ? currencyNotSold(refusal.known) : unknownChoice(refusal, "cart");
}

function currencyNotSold(currencies: readonly string[]): ProblemError {
  return problem("currency_not_sold", { members: { currencies } });
}
