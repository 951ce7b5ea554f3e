import type { changeCart as spec } from "../../../contracts/http/store/cart-routes.ts";
import type { CartChange } from "../../../contracts/rpc/orders.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import type { CheckoutEnv } from "../env.ts";
import { editCart } from "./edit-cart.ts";
import { openCart } from "./open-cart.ts";
import { pricingBundle } from "./pricing.ts";

export async function changeCart({
  params,
  headers,
  body,
  env,
}: Call<typeof spec, CheckoutEnv>): Promise<Reply<typeof spec>> {
  const cart = await openCart(env, params.id, headers["x-cart-token"]);
  const { email, shipping_address, billing_address, shipping_option_id } = body;

  if (shipping_option_id !== undefined) {
    await requireOption(env, shipping_option_id, cart.ref.birth.currency, shipping_address?.country ?? null);
  }

  const change: CartChange = {
    kind: "set_details",
    ...(email === undefined ? {} : { email }),
    ...(shipping_address === undefined ? {} : { shippingAddress: shipping_address }),
    ...(billing_address === undefined ? {} : { billingAddress: billing_address }),
    ...(shipping_option_id === undefined ? {} : { shippingOptionId: shipping_option_id }),
  };
  return editCart(env, cart, "changeCart", headers, body, change);
}

/**
 * Refuses an option that can't apply: unknown, not priced in the cart's currency, or (when the address comes with it)
 * not serving its country. Whether it serves an address set elsewhere is decided by the quote.
 */
async function requireOption(
  env: CheckoutEnv,
  id: string,
  currency: string,
  country: string | null,
): Promise<void> {
  const option = (await pricingBundle(env)).shippingOptions.find((known) => known.id === id);
  const isPriced = option?.prices.some((price) => price.currency === currency) ?? false;
  const serves =
    country === null || option?.countries.length === 0 || (option?.countries.includes(country) ?? false);
  if (option && isPriced && serves) return;
  throw problem("shipping_option_unavailable", {
    errors: [
      {
        pointer: "/shipping_option_id",
        detail: `does not apply in ${currency}${country ? ` to ${country}` : ""}`,
      },
    ],
  });
}
