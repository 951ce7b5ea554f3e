import type { PricingSettings } from "../../../contracts/rpc/catalog.ts";
import {
  DEFAULT_CHANNEL,
  DEFAULT_LOCALE,
  type ShelfSettings,
} from "../../../domain/catalog/resolve-shelf.ts";
import type { SourceLocation, SourcingStrategy } from "../../../domain/inventory/choose-sourcing.ts";
import type { PricingBundle } from "../../../domain/pricing/pricing-bundle.ts";
import { problem } from "../../../platform/http/problem.ts";
import { describeError, logEvent } from "../../../platform/telemetry/log.ts";
import type { CheckoutEnv } from "../env.ts";

const KEEP_MS = 2_000;
const GRACE_MS = 15 * 60_000;

type ShopSettings = {
  bundle: PricingBundle;
  /** What there is to choose from: channels, markets, price groups. */
  choices: ShelfSettings;
  locations: string[];
  sourcing: { strategy: SourcingStrategy; locations: readonly SourceLocation[] };
};
let memo: (ShopSettings & { readAtMs: number }) | null = null;

/** The shop's pricing bundle, at most two seconds older than what the catalog knows. 503 while there is none. */
export async function pricingBundle(env: CheckoutEnv): Promise<PricingBundle> {
  return (await shopSettings(env)).bundle;
}

export async function shopSettings(env: CheckoutEnv): Promise<ShopSettings> {
  const nowMs = Date.now();
  // A clock that was set back makes nothing young again.
  if (memo && Math.abs(nowMs - memo.readAtMs) <= KEEP_MS) return memo;
  const current = await readSettings(env, nowMs);
  if (current === "unchanged" && memo) return memo;
  if (!current || current === "unchanged")
    throw problem("service_unavailable", { detail: "The shop is not set up yet: it has no settings." });
  memo = { ...compile(current), readAtMs: nowMs };
  return memo;
}

/** While the catalog is down, what is known goes on being used: carts stay open, and completion prices afresh anyway. */
async function readSettings(env: CheckoutEnv, nowMs: number): Promise<PricingSettings | null | "unchanged"> {
  try {
    return await env.CATALOG_RPC.pricingSettings();
  } catch (error) {
    if (!memo || nowMs - memo.readAtMs > GRACE_MS) throw error;
    logEvent("warn", "checkout.settings_stale", describeError(error));
    return "unchanged";
  }
}

/** Settings as a person writes them → the bundle that the pure rules take. */
function compile({ version, settings }: PricingSettings): ShopSettings {
  return {
    bundle: {
      version,
      defaultCountry: settings.default_country,
      currencies: settings.currencies.map((row) => ({
        code: row.code,
        pricesIncludeTax: row.prices_include_tax,
      })),
      taxRates: settings.tax_rates.map((row) => ({
        country: row.country,
        category: row.category,
        name: row.name,
        ratePpm: row.rate_ppm,
      })),
      shippingOptions: settings.shipping_options.map((row) => ({
        id: row.id,
        name: row.name,
        countries: row.countries,
        prices: row.prices,
        taxCategory: row.tax_category,
        minDays: row.min_days,
        maxDays: row.max_days,
      })),
    },
    choices: {
      currencies: settings.currencies.map((row) => ({
        code: row.code,
        pricesIncludeTax: row.prices_include_tax,
      })),
      channels: settings.channels?.map(({ handle }) => handle) ?? [DEFAULT_CHANNEL],
      locales: settings.locales ?? [DEFAULT_LOCALE],
      markets: settings.markets ?? [],
      priceGroups: settings.price_groups?.map(({ handle }) => handle) ?? [],
    },
    locations: settings.locations.map((row) => row.code),
    sourcing: {
      strategy: settings.sourcing ?? "priority",
      locations: settings.locations.map(({ code, country, serves = [] }) => ({ code, country, serves })),
    },
  };
}
