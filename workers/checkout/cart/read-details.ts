import type { z } from "zod";
import type { CartDetails } from "../../../contracts/http/store/cart.ts";
import type { DetailsChange } from "../../../contracts/rpc/orders.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { CheckoutEnv } from "../env.ts";
import { pricingBundle } from "./pricing.ts";

/** Who buys, where it goes and how, as the orders partition takes it. Refuses a shipping option that can't apply. */
export async function readDetails(
  env: CheckoutEnv,
  given: z.infer<typeof CartDetails>,
  currency: string,
): Promise<DetailsChange> {
  const { email, shipping_address, billing_address, shipping_option_id } = given;
  if (shipping_option_id !== undefined) {
    await requireOption(env, shipping_option_id, currency, shipping_address?.country ?? null);
  }
  return {
    ...(email === undefined ? {} : { email }),
    ...(shipping_address === undefined ? {} : { shippingAddress: shipping_address }),
    ...(billing_address === undefined ? {} : { billingAddress: billing_address }),
    ...(shipping_option_id === undefined ? {} : { shippingOptionId: shipping_option_id }),
  };
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
