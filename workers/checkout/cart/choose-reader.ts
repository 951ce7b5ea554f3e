import type { CartRef } from "../../../contracts/rpc/orders.ts";
import { DEFAULT_CHANNEL, resolveShelf, type ShelfRefusal } from "../../../domain/catalog/resolve-shelf.ts";
import type { Actor } from "../../../platform/auth/actor.ts";
import { type ProblemError, problem } from "../../../platform/http/problem.ts";
import type { CheckoutEnv } from "../env.ts";
import { shopSettings } from "./pricing.ts";

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

function choiceProblem({ what, asked, known }: ShelfRefusal): ProblemError {
  if (what === "currency") return problem("currency_not_sold", { members: { currencies: known } });
  const isOfKey = what === "channel" || what === "price_group";
  const error = isOfKey
    ? { pointer: "header x-publishable-key", detail: `sells to "${asked}", which this shop does not have` }
    : { pointer: `/${what}`, detail: `is not a ${what} of this shop` };
  return problem("invalid_request", { errors: [error] });
}
