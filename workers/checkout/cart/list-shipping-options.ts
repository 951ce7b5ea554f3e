import type { listShippingOptions as spec } from "../../../contracts/http/store/cart-routes.ts";
import { listShippingOptions as optionsFor } from "../../../domain/shipping/list-shipping-options.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import type { CheckoutEnv } from "../env.ts";
import { openCart } from "./open-cart.ts";
import { pricingBundle } from "./pricing.ts";

export async function listShippingOptions({
  params,
  headers,
  actor,
  env,
}: Call<typeof spec, CheckoutEnv>): Promise<Reply<typeof spec>> {
  const cart = await openCart(env, actor, params.id, headers["x-cart-token"]);

  const [found, bundle] = await Promise.all([cart.orders.read(cart.ref), pricingBundle(env)]);
  if (found.kind === "missing") throw problem("not_found");

  const offers = optionsFor(bundle.shippingOptions, {
    destinationCountry: found.record.country ?? bundle.defaultCountry,
    currency: found.record.currency,
    requiresShipping: found.record.lines.some((line) => line.requiresShipping),
  });

  const data = offers.map(({ option, price }) => ({
    id: option.id,
    name: option.name,
    price: { ...price },
    min_days: option.minDays,
    max_days: option.maxDays,
  }));
  return { status: 200, body: { data } };
}
