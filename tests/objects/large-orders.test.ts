import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import type { Fact, NewLineFacts, OrdersRpc } from "../../contracts/rpc/orders.ts";
import type { PartitionRpc } from "../../contracts/rpc/partition.ts";
import { composeItemId } from "../../domain/kernel/item-id.ts";
import { composeRecordId } from "../../domain/kernel/record-id.ts";
import { randomDigits } from "../../platform/ids/mint.ts";
import { openAsk } from "./open-partition.ts";

/** What a row of an object may hold. */
const ROW_BYTES_MAX = 2_000_000;
const PARTITIONS = 16;
const PRICE = { amount: 1_000, currency: "EUR" };

/** A bundle of 20 things that no other bundle contains, with names of a usual length. */
function bundleLine(n: number): NewLineFacts {
  return {
    lineId: `line_${randomDigits()}`,
    quantity: 9_999,
    variant: {
      variantId: `var_${randomDigits()}`,
      productId: `prod_${randomDigits()}`,
      productHandle: `a-set-of-twenty-things-for-the-whole-house-${n}`,
      productTitle: `A set of twenty things for the whole house, number ${n}`,
      variantTitle: "Large / sage / for a family of four",
      sku: `SET-HOUSE-LARGE-SAGE-${n}`,
      itemId: composeItemId(n % PARTITIONS, randomDigits()),
      unitPrice: { ...PRICE, amount: 1 },
      priceSteps: Array.from(
        { length: 20 },
        (_, tier) => [tier * 500 + 1, 1, 100_000_000_000, false] as const,
      ),
      taxCategory: "standard",
      requiresShipping: false,
      asOf: { atMs: 1_790_000_000_000, seq: 1_000_000_000, untilMs: 1_790_000_000_000 },
      components: Array.from({ length: 20 }, (_, k) => ({
        itemId: composeItemId((n + k) % PARTITIONS, randomDigits()),
        units: 1_000,
      })),
    },
  };
}

it("an order of 300 bundles of 20 things and 20 price tiers each fits its row, held early, remade, held and sold from six locations", async () => {
  const stub = env.ORDERS_PARTITIONS.getByName("orders:large") as unknown as OrdersRpc & PartitionRpc;
  await stub.open(openAsk());
  const id = composeRecordId({ placement: 0, generation: 1, partition: 0 }, randomDigits());
  const ref = { id, birth: { currency: "EUR", createdAtMs: Date.now() } };
  const lines = Array.from({ length: 300 }, (_, n) => bundleLine(n));
  const created = await stub.create({ ...ref, lines, details: {}, idempotency: null });
  if (created.kind !== "cart") throw new Error(created.kind);
  expect((await stub.hold({ ...ref, holdForMs: 60_000, extend: false, asker: null, spreads: [] })).kind).toBe(
    "hold",
  );
  const [line] = created.record.lines;
  const changed = await stub.change({
    ...ref,
    change: { kind: "set_quantity", lineId: line?.id ?? "", quantity: 9_998 },
    ifVersion: null,
    idempotency: null,
  });
  if (changed.kind !== "record") throw new Error(changed.kind);

  const quoted = changed.record.lines.map(({ id: lineId }) => ({
    ...{ lineId, unitPrice: PRICE, subtotal: PRICE, net: PRICE, tax: PRICE, total: PRICE },
    ...{ taxName: "Value added tax", ratePpm: 190_000, quantity: 9_999 },
  }));
  const frozen = await stub.freeze({
    id,
    contentVersion: changed.record.contentVersion,
    lines: changed.record.lines.map((sold) => ({ ...sold, priceSteps: sold.priceSteps?.slice(-1) })),
    quote: { total: PRICE, lines: quoted } as { total: typeof PRICE },
    provider: "test",
    token: "tok_ok",
    paymentDeadlineMs: 900_000,
    spreads: [],
    idempotency: { scope: "a".repeat(64), requestHash: "b".repeat(64) },
  });
  if (frozen.kind !== "begun") throw new Error(frozen.kind);
  const holds = (frozen.work.plan[0] ?? []).flatMap((command) =>
    command.kind === "hold_stock" ? [command] : [],
  );
  expect(holds.flatMap(({ items }) => items)).toHaveLength(6_000);

  const [first] = holds;
  const ended: Fact = { kind: "hold_ended", holdId: first?.holdId ?? "" };
  const remade = await stub.report({ id, attempt: 1, facts: [ended] });
  if (remade.kind !== "record") throw new Error(remade.kind);
  const asked = (remade.work.plan[0] ?? []).flatMap((command) =>
    command.kind === "hold_stock" ? [command] : [],
  );
  const facts = asked.map(({ holdId, items }): Fact => {
    const sources = Array.from({ length: 6 }, (_, n) => ({
      location: `a-warehouse-far-away-${n}`,
      units: items.map(() => 1_600_000),
    }));
    return { kind: "stock_held", holdId, sources };
  });
  const held = await stub.report({ id, attempt: 1, facts });
  if (held.kind !== "record") throw new Error(held.kind);
  expect(held.record.attempt?.held?.flatMap(({ items }) => items)).toHaveLength(6_000);

  const bytes = await runInDurableObject(stub as unknown as DurableObjectStub, (_instance, state) =>
    Number(state.storage.sql.exec("SELECT MAX(LENGTH(CAST(body AS BLOB))) AS n FROM record").one().n),
  );
  expect(bytes).toBeGreaterThan(1_000_000);
  expect(bytes).toBeLessThan(ROW_BYTES_MAX);
});
