import type { Actor } from "../../../platform/auth/actor.ts";

export const STAFF: Actor = {
  id: "key_staff",
  kind: "secret",
  mode: "test",
  scopes: ["catalog:read", "catalog:write"],
};
export const SHOPPER: Actor = { id: "key_shop", kind: "publishable", mode: "test", scopes: ["store"] };

/** Two currencies, EUR first. */
export const SETTINGS = {
  default_country: "DE",
  currencies: [
    { code: "EUR", prices_include_tax: true },
    { code: "USD", prices_include_tax: false },
  ],
  tax_rates: [{ country: "DE", category: "standard", name: "MwSt.", rate_ppm: 190_000 }],
  shipping_options: [],
  locations: [{ code: "berlin", name: "Berlin", country: "DE" }],
};

let made = 0;

/** A published product with one variant, unlike any other of the test run. */
export function newTee(change: object = {}) {
  made += 1;
  return {
    title: `Tee ${made}`,
    handle: `tee-${made}`,
    status: "active",
    variants: [{ sku: `TEE-${made}`, title: "One size", prices: [{ amount: 1999, currency: "EUR" }] }],
    ...change,
  };
}
