import type { RecordView } from "../../../contracts/rpc/orders.ts";
import type { HoldStock } from "../../../contracts/rpc/stock.ts";
import { chooseSourcing } from "../../../domain/inventory/choose-sourcing.ts";
import { buyerOfEmail } from "../../../domain/order/buyer-of-email.ts";
import { signMac } from "../../../platform/auth/mac.ts";
import { describeError, logEvent } from "../../../platform/telemetry/log.ts";
import { shopSettings } from "../cart/pricing.ts";
import type { CheckoutEnv } from "../env.ts";

type Sourcing = NonNullable<HoldStock["sourcing"]>;

/**
 * INV-8 Who buys, as stock knows them: a keyed hash, so that stock keeps no address, and nobody without the key can try
 * addresses against what it keeps. Every executor of an order comes to the same one: a cart that is being bought can't
 * be changed, so the record shows the address that it was frozen with, also to whoever resumes it after a crash.
 */
export function buyerOf(env: CheckoutEnv, { email }: RecordView): string | null {
  return email === null ? null : signMac(env.CART_TOKEN_KEY, `buyer ${buyerOfEmail(email)}`);
}

/**
 * ALC-2 Where the units for a record shall come from. A later executor may come to another order of locations, after the
 * settings were changed; that does no harm, since stock answers a repeated question with what it allocated the first
 * time. Nor does the default, which stands in while the settings can't be read: no purchase waits for them.
 */
export async function sourcingFor(
  env: CheckoutEnv,
  { country }: Pick<RecordView, "country">,
): Promise<Sourcing> {
  try {
    const { bundle, sourcing } = await shopSettings(env);
    const { mode, order } = chooseSourcing(
      sourcing.strategy,
      sourcing.locations,
      country ?? bundle.defaultCountry,
    );
    return { mode, order: [...order] };
  } catch (error) {
    logEvent("warn", "checkout.sourcing_unknown", describeError(error));
    return { mode: "in_order", order: [] };
  }
}
