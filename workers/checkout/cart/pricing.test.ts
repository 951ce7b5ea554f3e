import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Settings } from "../../../contracts/http/admin/settings-routes.ts";
import { type CheckoutEnv, readCheckoutSettings } from "../env.ts";
import { pricingBundle, shopSettings } from "./pricing.ts";

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

it("PRC-10 settings are as old as the catalog said, however often nobody can say more", async () => {
  const answers = [{ version: 1, settings: SETTINGS, asOfMs: 1_990_000 }];
  const pricingSettings = async () => {
    const answer = answers.pop();
    if (!answer) throw new Error("down");
    return answer;
  };
  const env = { CATALOG_RPC: { pricingSettings } } as unknown as CheckoutEnv;
  for (const nowMs of [2_000_000, 2_300_000, 2_600_000]) {
    vi.setSystemTime(nowMs);
    expect((await shopSettings(env)).asOfMs).toBe(1_990_000);
  }
  answers.push({ version: 1, settings: SETTINGS } as (typeof answers)[0]);
  vi.setSystemTime(2_700_000);
  expect((await shopSettings(env)).asOfMs).toBeNull();
});

it("PRC-10 a grace that is longer than settings outlive an outage is refused", () => {
  const graceOf = (PRICE_GRACE_MS?: string) => readCheckoutSettings({ PRICE_GRACE_MS }).PRICE_GRACE_MS;
  expect([graceOf(), graceOf("0"), graceOf("900000")]).toEqual([900_000, 0, 900_000]);
  expect(() => graceOf("900001")).toThrow();
});
