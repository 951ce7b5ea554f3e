import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it, vi } from "vitest";
import type { CartRef, FreezeCart, NewLineFacts, OrdersRpc } from "../../contracts/rpc/orders.ts";
import type { PartitionRpc } from "../../contracts/rpc/partition.ts";
import { composeItemId } from "../../domain/kernel/item-id.ts";
import { composeRecordId } from "../../domain/kernel/record-id.ts";
import { randomDigits } from "../../platform/ids/mint.ts";
import { queue } from "./index.ts";
import { openAsk } from "./open-partition.ts";

const PRICE = { amount: 1000, currency: "EUR" };

function newRef(): CartRef {
  const id = composeRecordId({ placement: 0, generation: 1, partition: 0 }, randomDigits());
  return { id, birth: { currency: "EUR", createdAtMs: Date.now() } };
}

function newLine(): NewLineFacts {
  return {
    lineId: `line_${randomDigits()}`,
    quantity: 1,
    variant: {
      variantId: `var_${randomDigits()}`,
      productId: "prod_x",
      productHandle: "tee",
      productTitle: "Tee",
      variantTitle: "One size",
      sku: "TEE",
      itemId: composeItemId(0, randomDigits()),
      unitPrice: PRICE,
      taxCategory: "standard",
      requiresShipping: false,
    },
  };
}

function hash(seed: string): { scope: string; requestHash: string } {
  return { scope: seed.padEnd(64, "0"), requestHash: seed.padEnd(64, "1") };
}

type Partition = OrdersRpc & PartitionRpc & DurableObjectStub;

async function openOrders(name: string): Promise<Partition> {
  const stub = env.ORDERS_PARTITIONS.getByName(name) as unknown as Partition;
  await stub.open(openAsk());
  return stub;
}

/** A cart with one line whose checkout was begun and left behind. */
async function beginCheckout(stub: Partition, key: string) {
  const ref = newRef();
  const line = newLine();
  const created = await stub.create({ ...ref, lines: [line], details: {}, idempotency: null });
  if (created.kind !== "cart") throw new Error(created.kind);
  const freeze: FreezeCart = {
    id: ref.id,
    contentVersion: created.record.contentVersion,
    lines: [{ ...line.variant, id: line.lineId, quantity: 1 }],
    quote: { total: PRICE },
    provider: "test",
    token: "tok_ok",
    paymentDeadlineMs: 900_000,
    spreads: [],
    idempotency: hash(key),
  };
  const begun = await stub.freeze(freeze);
  if (begun.kind !== "begun") throw new Error(begun.kind);
  return { ref, begun, freeze };
}

const makeDue = (stub: Partition) =>
  runInDurableObject(stub, (_instance, state) => {
    state.storage.sql.exec("UPDATE due SET at_ms = 1 WHERE kind = 'saga' AND parked IS NULL");
    return state.storage.setAlarm(Date.now() + 3_600_000);
  });

describe("the reminders of an orders partition", () => {
  it("go on for everybody else when one record can't be read, and park that one", async () => {
    const stub = await openOrders("orders:poison");
    const poisoned = await beginCheckout(stub, "a");
    const healthy = await beginCheckout(stub, "b");
    await runInDurableObject(stub, (_instance, state) => {
      state.storage.sql.exec("UPDATE record SET body = '{broken' WHERE id = ?", poisoned.ref.id);
    });
    await evictDurableObject(stub);

    for (let alarm = 0; alarm < 10; alarm += 1) {
      await makeDue(stub);
      await runDurableObjectAlarm(stub);
    }

    const rows = await runInDurableObject(stub, (_instance, state) =>
      state.storage.sql
        .exec("SELECT subject, attempts, parked, at_ms FROM due WHERE kind = 'saga'")
        .toArray(),
    );
    expect(rows.find((row) => row.subject === poisoned.ref.id)).toMatchObject({
      attempts: 10,
      parked: expect.any(String),
    });
    const kept = rows.find((row) => row.subject === healthy.ref.id);
    expect(kept).toMatchObject({ attempts: 0, parked: null });
    expect(Number(kept?.at_ms)).toBeGreaterThan(Date.now());
    expect((await stub.describe()).parked).toHaveLength(1);
  });

  it("undo a checkout whose deadline passed, and cancel its order", async () => {
    const stub = await openOrders("orders:deadline");
    const { ref, begun } = await beginCheckout(stub, "c");
    await runInDurableObject(stub, (_instance, state) => {
      const [row] = state.storage.sql
        .exec<{ body: string }>("SELECT body FROM record WHERE id = ?", ref.id)
        .toArray();
      const record = JSON.parse(row?.body ?? "{}");
      record.attempts[0].deadlineAtMs = 1;
      state.storage.sql.exec("UPDATE record SET body = ? WHERE id = ?", JSON.stringify(record), ref.id);
    });
    await evictDurableObject(stub);
    await makeDue(stub);
    await runDurableObjectAlarm(stub);

    const resumed = await stub.resume({ id: ref.id });
    if (resumed.kind !== "record") throw new Error(resumed.kind);
    const [leg] = begun.work.plan[0] ?? [];
    expect(resumed.work[0]?.plan).toEqual([[expect.objectContaining({ kind: "release_stock" })]]);
    if (leg?.kind !== "hold_stock") throw new Error("the first command holds stock");
    const reported = await stub.report({
      id: ref.id,
      attempt: 1,
      facts: [{ kind: "stock_released", holdId: leg.holdId }],
    });
    expect(reported).toMatchObject({
      kind: "record",
      record: { status: "cancelled", cancelReason: "payment_deadline_passed" },
    });
  });
});

describe("a queue that is down", () => {
  it("parks nothing, however long it lasts, and everything is sent once it is back", async () => {
    const stub = env.ORDERS_WITH_QUEUES.getByName("orders:queues") as unknown as Partition;
    await stub.open(openAsk());
    const { ref, begun } = await beginCheckout(stub, "q");
    const [leg] = begun.work.plan[0] ?? [];
    if (leg?.kind !== "hold_stock") throw new Error("the first command holds stock");
    await stub.report({
      id: ref.id,
      attempt: 1,
      facts: [
        { kind: "stock_held", holdId: leg.holdId },
        { kind: "payment_created", paymentId: "pay" },
        { kind: "payment_paid", paymentId: "pay" },
      ],
    });
    const passTime = async () => {
      await runInDurableObject(stub, (_instance, state) => {
        state.storage.sql.exec("UPDATE due SET at_ms = 1 WHERE parked IS NULL AND kind <> 'sweep'");
        return state.storage.setAlarm(Date.now() + 3_600_000);
      });
      await runDurableObjectAlarm(stub);
    };
    const kinds = () =>
      runInDurableObject(stub, (_instance, state) =>
        state.storage.sql
          .exec("SELECT kind, attempts, parked FROM due WHERE kind <> 'sweep' ORDER BY kind")
          .toArray(),
      );

    queue.isDown = true;
    for (let alarm = 0; alarm < 15; alarm += 1) await passTime();
    expect(await kinds()).toEqual([
      { kind: "drain", attempts: 0, parked: null },
      { kind: "saga", attempts: 0, parked: null },
    ]);

    queue.isDown = false;
    await passTime();
    expect((await kinds()).map((row) => row.kind)).toEqual(["nudge", "saga"]);
  });
});

describe("an orders partition", () => {
  it("answers a repeated freeze under its key, and refuses another body under it", async () => {
    const stub = await openOrders("orders:keys");
    const { freeze } = await beginCheckout(stub, "d");

    expect((await stub.freeze(freeze)).kind).toBe("in_progress");
    const other = { ...freeze, idempotency: { ...freeze.idempotency, requestHash: "f".repeat(64) } };
    expect((await stub.freeze(other)).kind).toBe("key_reused");
    expect((await stub.freeze({ ...freeze, idempotency: hash("e") })).kind).toBe("in_progress");
  });

  it("refuses a late original of a key that was fenced, and answers for one that it made", async () => {
    const stub = await openOrders("orders:fence");
    const first = newRef();
    await stub.create({ ...first, lines: [], details: {}, idempotency: hash("1") });
    expect(await stub.answerOrFence({ scope: hash("1").scope })).toMatchObject({
      kind: "found",
      id: first.id,
    });

    expect(await stub.answerOrFence({ scope: hash("2").scope })).toEqual({ kind: "fenced" });
    expect(await stub.create({ ...newRef(), lines: [], details: {}, idempotency: hash("2") })).toEqual({
      kind: "fenced",
    });
  });

  it("takes no new carts once it is closed, and serves those it has", async () => {
    const stub = await openOrders("orders:closed");
    const { ref } = await beginCheckout(stub, "g");
    await stub.close({ layoutVersion: 7 });

    expect(await stub.create({ ...newRef(), lines: [], details: {}, idempotency: null })).toEqual({
      kind: "closed",
    });
    expect(await stub.read(ref)).toMatchObject({ kind: "record", record: { status: "checking_out" } });
  });

  it("takes the same facts any number of times, in one order of log lines", async () => {
    const stub = await openOrders("orders:facts");
    const { ref, begun } = await beginCheckout(stub, "h");
    const [leg] = begun.work.plan[0] ?? [];
    if (leg?.kind !== "hold_stock") throw new Error("the first command holds stock");
    const facts = [
      { kind: "stock_held" as const, holdId: leg.holdId },
      { kind: "payment_created" as const, paymentId: "pay_1" },
    ];
    await Promise.all([1, 2, 3].map(() => stub.report({ id: ref.id, attempt: 1, facts })));
    await Promise.all(
      [1, 2].map(() =>
        stub.report({ id: ref.id, attempt: 1, facts: [{ kind: "payment_paid", paymentId: "pay_1" }] }),
      ),
    );
    await stub.report({ id: ref.id, attempt: 1, facts: [{ kind: "stock_committed", holdId: leg.holdId }] });
    await stub.report({
      id: ref.id,
      attempt: 1,
      facts: [{ kind: "payment_declined", paymentId: "pay_1", reason: "late" }],
    });

    const read = await stub.log({ id: ref.id });
    if (read.kind !== "log") throw new Error(read.kind);
    expect(read.log.map((line) => line.type)).toEqual([
      "checkout.securing",
      "checkout.confirming",
      "order.placed",
      "checkout.settled",
    ]);
    expect(await stub.events({ epoch: 1, afterPosition: 0, limit: 100 })).toMatchObject({
      epoch: 1,
      events: [
        { type: "order.placed", previous_position: 0, sequence: 1, order: { status: "placed", units: 1 } },
      ],
    });
  });

  it("sweeps a cart that nobody bought in time, with who it was for, and nothing that is being bought", async () => {
    const stub = await openOrders("orders:sweep");
    const { ref: bought } = await beginCheckout(stub, "i");
    const ref = newRef();
    await stub.change({
      ...ref,
      change: { kind: "set_details", details: { email: "ada@example.com" } },
      ifVersion: null,
      idempotency: null,
    });
    await runInDurableObject(stub, (_instance, state) => {
      state.storage.sql.exec("UPDATE record SET expires_at_ms = 1");
      state.storage.sql.exec("UPDATE due SET at_ms = 1 WHERE kind = 'sweep'");
      return state.storage.setAlarm(Date.now() + 3_600_000);
    });
    await evictDurableObject(stub);
    await runDurableObjectAlarm(stub);

    const left = await runInDurableObject(stub, (_instance, state) => ({
      records: state.storage.sql.exec("SELECT id FROM record").toArray(),
      persons: state.storage.sql.exec("SELECT record_id FROM person").toArray(),
    }));
    expect(left).toEqual({ records: [{ id: bought.id }], persons: [] });
    const old = { ...ref, birth: { ...ref.birth, createdAtMs: Date.now() - 31 * 24 * 3_600_000 } };
    expect(await stub.read(old)).toEqual({ kind: "missing" });
  });
});

describe("the sweep", () => {
  it("leaves a cart whose purchase begins in the same moment", async () => {
    const stub = await openOrders("orders:swept");
    const ref = newRef();
    const line = newLine();
    const created = await stub.create({ ...ref, lines: [line], details: {}, idempotency: null });
    if (created.kind !== "cart") throw new Error(created.kind);
    // Its time was over between `prepare` and `freeze`.
    await runInDurableObject(stub, (_instance, state) => {
      state.storage.sql.exec("UPDATE record SET expires_at_ms = 1");
    });
    await evictDurableObject(stub);

    const kinds = await runInDurableObject(stub, async (instance, state) => {
      const orders = instance as unknown as OrdersRpc & { alarm(): Promise<void> };
      state.storage.sql.exec("UPDATE due SET at_ms = 1 WHERE kind = 'sweep'");
      const begun = orders.freeze({
        id: ref.id,
        contentVersion: created.record.contentVersion,
        lines: [{ ...line.variant, id: line.lineId, quantity: 1 }],
        quote: { total: PRICE },
        provider: "test",
        token: "tok_ok",
        paymentDeadlineMs: 900_000,
        spreads: [],
        idempotency: hash("swept"),
      });
      await Promise.all([begun, orders.alarm()]);
      return [(await begun).kind, (await orders.report({ id: ref.id, attempt: 1, facts: [] })).kind];
    });
    expect(kinds).toEqual(["begun", "record"]);
  });
});

describe("an early hold", () => {
  const ask = { holdForMs: 600_000, extend: false, asker: null, spreads: [] };

  it("is stored by itself a moment after it was noted, and over once the record was written again", async () => {
    const stub = await openOrders("orders:noted");
    const ref = newRef();
    const line = newLine();
    await stub.create({ ...ref, lines: [line], details: {}, idempotency: null });
    const first = await stub.hold({ ...ref, ...ask });
    if (first.kind !== "hold") throw new Error(first.kind);
    const stored = () =>
      runInDurableObject(stub, (_instance, state) =>
        state.storage.sql
          .exec<{ number: number; body: string }>("SELECT number, body FROM early_note")
          .toArray()
          .map(({ number, body }) => ({ number, hold: JSON.parse(body).earlyHold.legs[0].holdId })),
      );
    await vi.waitFor(async () => expect(await stored()).toHaveLength(1), 2_000);
    expect(await stored()).toEqual([{ number: 1, hold: first.legs[0]?.holdId }]);

    await evictDurableObject(stub);
    expect(await stub.hold({ ...ref, ...ask })).toMatchObject({ what: "kept", legs: first.legs });

    // A changed cart keeps its hold until it asks for another one, and that one is stored with the record.
    const more = { kind: "set_quantity" as const, lineId: line.lineId, quantity: 2 };
    await stub.change({ ...ref, change: more, ifVersion: null, idempotency: null });
    const second = await stub.hold({ ...ref, ...ask });
    expect(second).toMatchObject({ what: "begun", replaces: first.legs });
    await stub.change({ ...ref, change: { ...more, quantity: 3 }, ifVersion: null, idempotency: null });
    await evictDurableObject(stub);
    if (second.kind !== "hold") throw new Error(second.kind);
    expect(await stub.hold({ ...ref, ...ask })).toMatchObject({ what: "begun", replaces: second.legs });
  });
});
