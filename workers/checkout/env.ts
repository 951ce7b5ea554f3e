import { z } from "zod";
import type { CatalogRpc } from "../../contracts/rpc/catalog.ts";

/** Bindings and settings of the checkout Worker. Durations are milliseconds. */
export type CheckoutEnv = {
  SOUK_ENV: string;
  ACTOR_TOKEN_KEY: string;
  /** Secret behind cart tokens and the ids of test payments. */
  CART_TOKEN_KEY: string;
  CATALOG_RPC: CatalogRpc;
  LAYOUT: DurableObjectNamespace;
  ORDERS_PARTITIONS: DurableObjectNamespace;
  STOCK_PARTITIONS: DurableObjectNamespace;
  STOCK_SHARDS: DurableObjectNamespace;
  TEST_PAYMENTS?: DurableObjectNamespace;
};

const Settings = z.object({
  /** How long an early hold lasts. */
  HOLD_FOR_MS: z.coerce.number().int().min(1).default(600_000),
  /** When an unpaid attempt is cancelled at the provider and its stock released. */
  PAYMENT_DEADLINE_MS: z.coerce.number().int().min(1).default(900_000),
  /**
   * PRC-10 How long the last prices of a cart may be charged while nobody can read prices; 0: not at all. No longer than
   * settings are known without news (cart/pricing.ts).
   */
  PRICE_GRACE_MS: z.coerce.number().int().min(0).max(900_000).default(900_000),
  CART_KEEP_MS: z.coerce
    .number()
    .int()
    .min(1)
    .default(30 * 24 * 3_600_000),
});
export type CheckoutSettings = z.infer<typeof Settings>;

const settings = new WeakMap<object, CheckoutSettings>();

/** Read once: an isolate's settings never change. */
export function readCheckoutSettings(env: object): CheckoutSettings {
  const known = settings.get(env);
  if (known) return known;
  const read = Settings.parse(env);
  settings.set(env, read);
  return read;
}
