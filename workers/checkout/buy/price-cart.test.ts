import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Settings } from "../../../contracts/http/admin/settings-routes.ts";
import type { PricingSettings, RecalledVariants, VariantFacts } from "../../../contracts/rpc/catalog.ts";
import type { CartChange, RecordView } from "../../../contracts/rpc/orders.ts";
import type { OpenCart } from "../cart/open-cart.ts";
import type { CheckoutEnv } from "../env.ts";
import { priceCart } from "./price-cart.ts";

const MINUTE = 60_000;
const SETTINGS: Settings = {
  default_country: "DE",
  currencies: [{ code: "EUR", prices_include_tax: true }],
  tax_rates: [],
  shipping_options: [],
  locations: [{ code: "berlin", name: "Berlin", country: "DE" }],
};
const TEE: VariantFacts = {
  variantId: "var_tee",
  productId: "prod_tee",
  productHandle: "tee",
  productTitle: "Tee",
  variantTitle: "One size",
  sku: "TEE",
  itemId: "inv_tee",
  unitPrice: { amount: 2_000, currency: "EUR" },
  taxCategory: "standard",
  requiresShipping: false,
};

let nowMs = 1_790_000_000_000;
beforeEach(() => {
  // Each test finds settings that are too old to be believed unasked.
  nowMs += 60 * MINUTE;
  vi.useFakeTimers({ now: nowMs });
});
afterEach(() => void vi.useRealTimers());

const down = async (): Promise<never> => {
  throw Object.assign(new Error("the database does not answer"), { retryable: true });
};
/** A catalog with its database down that remembers settings and nothing else, but for what is given. */
function catalog(given: Partial<CheckoutEnv["CATALOG_RPC"]>): CheckoutEnv {
  const recalled: RecalledVariants = { database: "down", described: [], outdated: [] };
  return {
    CATALOG_RPC: {
      pricingSettings: async () => settings(Date.now()),
      describeVariants: down,
      recallVariants: async () => recalled,
      ...given,
    },
  } as unknown as CheckoutEnv;
}
const settings = (asOfMs?: number): PricingSettings => ({
  version: 1,
  settings: SETTINGS,
  ...(asOfMs === undefined ? {} : { asOfMs }),
});

/** A cart with one tee that was read a minute ago, and what it is told to change. */
function shown() {
  const changes: CartChange[] = [];
  const line = { ...TEE, id: "line_tee", quantity: 1, asOf: { atMs: nowMs - MINUTE, seq: 7 } };
  const record = { contentVersion: 3, currency: "EUR", lines: [line], country: "DE", shippingOptionId: null };
  const change = async (ask: { change: CartChange }) => void changes.push(ask.change);
  const cart = { ref: { id: "cart", birth: { currency: "EUR", createdAtMs: 0 } }, orders: { change } };
  return { cart: cart as unknown as OpenCart, record: record as unknown as RecordView, changes };
}
const price = (env: CheckoutEnv, { cart, record } = shown()) => priceCart(env, cart, record, undefined);

describe("PRC-10 while prices can't be read", () => {
  it("a cart is charged its last ones, with their age", async () => {
    const priced = await price(catalog({}));
    expect([priced.quote.total.amount, priced.grace]).toEqual([2_000, { sinceMs: nowMs - MINUTE }]);
  });

  it("the settings that it is charged by are the ones that must be young", async () => {
    const answers = [settings(), settings(nowMs)];
    const env = catalog({
      pricingSettings: async () => answers.shift() ?? null,
      describeVariants: () => {
        vi.setSystemTime(nowMs + 3_000);
        return down();
      },
    });
    await expect(price(env)).rejects.toMatchObject({ code: "service_unavailable" });
  });

  it("nothing is charged where the catalog does not say that its database is down", async () => {
    await expect(price(catalog({ recallVariants: down }))).rejects.toThrow("does not answer");
    const recallVariants = async () => ({ database: "answers" }) as const;
    await expect(price(catalog({ recallVariants }))).rejects.toMatchObject({ code: "service_unavailable" });
  });
});

it.each<[string, VariantFacts[], string]>([
  ["for sale no more", [], "variant_unavailable"],
  ["not to be had for so few", [{ ...TEE, priceSteps: [[6, 700]] }], "limit_exceeded"],
])("PRC-10 what is found to be %s is not sold by its last price", async (_name, described, code) => {
  const basket = shown();
  const env = catalog({ describeVariants: async () => described });
  await expect(price(env, basket)).rejects.toMatchObject({ code });
  expect(basket.changes).toEqual([{ kind: "refresh_lines", variants: [], gone: ["var_tee"] }]);
});
