import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Settings } from "../../../contracts/http/admin/settings-routes.ts";
import type { CheckoutEnv } from "../env.ts";
import { pricingBundle } from "./pricing.ts";

const SETTINGS: Settings = {
  default_country: "DE",
  currencies: [{ code: "EUR", prices_include_tax: true }],
  tax_rates: [],
  shipping_options: [],
  locations: [{ code: "berlin", name: "Berlin", country: "DE" }],
};

/** A catalog whose settings have a new version whenever they are asked for. */
function shop(): CheckoutEnv {
  let version = 0;
  const pricingSettings = async () => {
    version += 1;
    return { version, settings: SETTINGS };
  };
  return { CATALOG_RPC: { pricingSettings } } as unknown as CheckoutEnv;
}

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

it("settings are believed for two seconds, and not because the clock was set back", async () => {
  const env = shop();
  const versionAt = async (nowMs: number) => {
    vi.setSystemTime(nowMs);
    return (await pricingBundle(env)).version;
  };
  expect(await versionAt(1_000_000)).toBe(1);
  expect(await versionAt(1_002_000)).toBe(1);
  expect(await versionAt(1_002_001)).toBe(2);
  expect(await versionAt(900_000)).toBe(3);
  expect(await versionAt(901_000)).toBe(3);
});
