import type { PricingSettings } from "../../../contracts/rpc/catalog.ts";
import type { ShelfSettings } from "../../../domain/catalog/resolve-shelf.ts";
import { shelfSettingsOf } from "../../../domain/catalog/shelf-settings.ts";
import type { SourceLocation, SourcingStrategy } from "../../../domain/inventory/choose-sourcing.ts";
import type { PricingBundle } from "../../../domain/pricing/pricing-bundle.ts";
import { problem } from "../../../platform/http/problem.ts";
import { describeError, logEvent } from "../../../platform/telemetry/log.ts";
import type { CheckoutEnv } from "../env.ts";

const KEEP_MS = 2_000;
/** How long carts go on being shown by the settings of before; what may be charged by them, PRC-10 says. */
const SHOWN_WITHOUT_NEWS_MS = 15 * 60_000;

export type ShopSettings = {
  bundle: PricingBundle;
  /** What there is to choose from: channels, markets, price groups. */
  choices: ShelfSettings;
  locations: string[];
  sourcing: { strategy: SourcingStrategy; locations: readonly SourceLocation[] };
  /** When they were known to be in force; null: they may be of any age. */
  asOfMs: number | null;
};
let memo: (ShopSettings & { askedAtMs: number }) | null = null;

/** The shop's pricing bundle, at most two seconds older than what the catalog knows. 503 while there is none. */
export async function pricingBundle(env: CheckoutEnv): Promise<PricingBundle> {
  return (await shopSettings(env)).bundle;
}

export async function shopSettings(env: CheckoutEnv): Promise<ShopSettings> {
  const nowMs = Date.now();
  // A clock that was set back makes nothing young again.
  if (memo && Math.abs(nowMs - memo.askedAtMs) <= KEEP_MS) return memo;
  const current = await readSettings(env, nowMs);
  if (current === "unchanged" && memo) return memo;
  if (!current || current === "unchanged")
    throw problem("service_unavailable", { detail: "The shop is not set up yet: it has no settings." });
  memo = { ...compile(current), askedAtMs: nowMs };
  return memo;
}

/** While the catalog is down, what is known goes on being used: carts stay open. */
async function readSettings(env: CheckoutEnv, nowMs: number): Promise<PricingSettings | null | "unchanged"> {
  try {
    return await env.CATALOG_RPC.pricingSettings();
  } catch (error) {
    if (!memo || Math.abs(nowMs - memo.askedAtMs) > SHOWN_WITHOUT_NEWS_MS) throw error;
    logEvent("warn", "checkout.settings_stale", describeError(error));
    return "unchanged";
  }
}

/** Settings as a person writes them → the bundle that the pure rules take. */
function compile({ version, settings, asOfMs }: PricingSettings): ShopSettings {
  return {
    asOfMs: asOfMs ?? null,
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
    choices: shelfSettingsOf(settings),
    locations: settings.locations.map((row) => row.code),
    sourcing: {
      strategy: settings.sourcing ?? "priority",
      locations: settings.locations.map(({ code, country, serves = [] }) => ({ code, country, serves })),
    },
  };
}
