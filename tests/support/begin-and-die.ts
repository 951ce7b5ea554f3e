import { expect } from "vitest";
import type { OrdersRpc } from "../../contracts/rpc/orders.ts";
import { placeOfRecord, readCartId } from "../../domain/kernel/record-id.ts";
import type { PricingBundle } from "../../domain/pricing/pricing-bundle.ts";
import { quoteCart } from "../../domain/pricing/quote-cart.ts";
import { ordersPartitionName } from "../../platform/objects/partition-names.ts";
import type { Basket } from "./buyer.ts";
import type { Souk } from "./souk.ts";

const BUNDLE: PricingBundle = {
  version: 1,
  defaultCountry: "DE",
  currencies: [{ code: "EUR", pricesIncludeTax: true }],
  taxRates: [],
  shippingOptions: [],
};

/** A purchase whose request dies right after its first write: neither stock nor the provider was asked yet. */
export async function beginAndDie({ harness }: Souk, basket: Basket): Promise<void> {
  const id = readCartId(basket.id);
  if (!id) throw new Error(`"${basket.id}" is not a cart`);
  const { ORDERS_PARTITIONS } = (await harness.getWorker("souk-checkout").getEnv()) as {
    ORDERS_PARTITIONS: DurableObjectNamespace;
  };
  const stub = ORDERS_PARTITIONS.getByName(ordersPartitionName(placeOfRecord(id)));
  const orders = stub as unknown as OrdersRpc;
  const read = await orders.read({ id, birth: { currency: "EUR", createdAtMs: Date.now() } });
  if (read.kind !== "record") throw new Error(`the cart is ${read.kind}`);

  const { record } = read;
  const lines = record.lines.map(({ id: lineId, ...line }) => ({ ...line, lineId }));
  const ask = { currency: "EUR", lines, destinationCountry: record.country, shippingOptionId: null };
  const quoted = quoteCart(ask, BUNDLE);
  if (!quoted.ok) throw new Error(quoted.refusal.code);
  const begun = await orders.freeze({
    id,
    contentVersion: record.contentVersion,
    lines: record.lines,
    quote: quoted.value as unknown as { total: { amount: number; currency: string } },
    provider: "test",
    token: "tok_ok",
    paymentDeadlineMs: 900_000,
    spreads: [],
    idempotency: { scope: id.padEnd(64, "0"), requestHash: "0".repeat(64) },
  });
  expect(begun.kind).toBe("begun");
}
