import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { HoldStock } from "../../contracts/rpc/stock.ts";
import { composeItemId } from "../../domain/kernel/item-id.ts";
import { randomDigits } from "../../platform/ids/mint.ts";
import { written } from "./count-storage.ts";
import type { CountedStock } from "./index.ts";
import { adjust, ask, audited, openStock, received, settle } from "./stock-asks.ts";

describe("a stock partition grants", () => {
  it("exactly as many units as there are to 300 askers at once", async () => {
    const stock = await openStock();
    const item = await received(stock, 100);

    const answers = await Promise.all(
      Array.from({ length: 300 }, (_, n) => stock.hold(ask(`h${n}`, { [item]: 1 }))),
    );
    expect(answers.filter((answer) => answer.kind === "granted")).toHaveLength(100);
    expect(answers.filter((answer) => answer.kind === "insufficient")).toHaveLength(200);
    expect(await audited(stock, item)).toMatchObject({ onHand: 100, held: 100, available: 0 });
  });

  it("all items of a cart or none, also to carts that ask in opposite order", async () => {
    const stock = await openStock();
    const [a, b] = [await received(stock, 50), await received(stock, 50)];

    const answers = await Promise.all(
      Array.from({ length: 120 }, (_, n) =>
        stock.hold(ask(`h${n}`, n % 2 ? { [a]: 1, [b]: 1 } : { [b]: 1, [a]: 1 })),
      ),
    );
    expect(answers.filter((answer) => answer.kind === "granted")).toHaveLength(50);
    expect(await audited(stock, a)).toMatchObject({ held: 50 });
    expect(await audited(stock, b)).toMatchObject({ held: 50 });
  });

  it("300 items in one call, and nothing of them when the last one is short", async () => {
    const stock = await openStock();
    const items = await Promise.all(Array.from({ length: 300 }, () => received(stock, 2)));
    const all = Object.fromEntries(items.map((item) => [item, 2]));
    const [first = "", last = ""] = [items[0], items[299]];

    expect(await stock.hold(ask("big", { ...all, [last]: 3 }))).toMatchObject({ kind: "insufficient" });
    expect(await audited(stock, first)).toMatchObject({ held: 0 });
    expect((await stock.hold(ask("big2", all, { pin: true }))).kind).toBe("granted");
    expect((await stock.commit(settle("big2", all))).kind).toBe("committed");
    expect(await audited(stock, first)).toMatchObject({ held: 0, committed: 2, available: 0 });
  });

  it("a replacement in one step, and keeps the old hold when the new one is refused", async () => {
    const stock = await openStock();
    const item = await received(stock, 3);
    await stock.hold(ask("old", { [item]: 2 }));
    const replaces = [{ holdId: "old", items: [{ itemId: item, units: 2 }] }];

    expect((await stock.hold(ask("new", { [item]: 4 }, { replaces }))).kind).toBe("insufficient");
    expect(await audited(stock, item)).toMatchObject({ held: 2 });
    expect((await stock.hold(ask("newer", { [item]: 3 }, { replaces }))).kind).toBe("granted");
    expect(await audited(stock, item)).toMatchObject({ held: 3, available: 0 });
  });
});

describe("a stock partition frees", () => {
  it("10,000 holds at the second they lapse, without an alarm and without blocking the next buyer", {
    timeout: 60_000,
  }, async () => {
    const stock = await openStock();
    const item = await received(stock, 10_000);
    const expiresAtMs = Date.now() + 5_000;
    for (let n = 0; n < 10_000; n += 500) {
      const asks = Array.from({ length: 500 }, (_, k) => ask(`h${n + k}`, { [item]: 1 }, { expiresAtMs }));
      const answers = await stock.holdMany({ asks });
      expect(answers.filter((answer) => answer.kind !== "granted")).toEqual([]);
    }
    expect(await audited(stock, item)).toMatchObject({ held: 10_000, available: 0 });
    expect((await stock.hold(ask("early", { [item]: 1 }))).kind).toBe("insufficient");

    await new Promise((resolve) => setTimeout(resolve, expiresAtMs - Date.now() + 5));
    expect(await audited(stock, item)).toMatchObject({ held: 0, available: 10_000 });
    const startedMs = performance.now();
    expect((await stock.hold(ask("next", { [item]: 1 }))).kind).toBe("granted");
    expect(performance.now() - startedMs).toBeLessThan(250);
    expect((await stock.hold(ask("all", { [item]: 9_999 }))).kind).toBe("granted");
    expect(await audited(stock, item)).toMatchObject({ held: 10_000, available: 0 });
  });

  it("nothing that is pinned, however long the payment takes", async () => {
    const stock = await openStock();
    const item = await received(stock, 1);
    await stock.hold(ask("p", { [item]: 1 }, { pin: true, expiresAtMs: 0 }));
    await evictDurableObject(stock);

    expect((await stock.hold(ask("q", { [item]: 1 }))).kind).toBe("insufficient");
    expect((await stock.commit(settle("p", { [item]: 1 }))).kind).toBe("committed");
  });
});

describe("a stock partition refuses", () => {
  it("a hold whose release came first, and a commit of it", async () => {
    const stock = await openStock();
    const item = await received(stock, 5);
    expect((await stock.release(settle("late", { [item]: 2 }))).kind).toBe("released");

    expect(await stock.hold(ask("late", { [item]: 2 }))).toEqual({ kind: "ended", state: "released" });
    expect(await stock.commit(settle("late", { [item]: 2 }))).toEqual({
      kind: "ended",
      state: "released",
    });
    expect(await audited(stock, item)).toMatchObject({ held: 0, available: 5 });
  });

  it("another content under the same id: more units, another item, fewer items", async () => {
    const stock = await openStock();
    const [a, b] = [await received(stock, 5), await received(stock, 5)];
    await stock.hold(ask("h", { [a]: 1, [b]: 1 }));

    for (const units of [{ [a]: 2, [b]: 1 }, { [a]: 1 }, { [a]: 1, [composeItemId(0, randomDigits())]: 1 }]) {
      const kind = (await stock.hold(ask("h", units))).kind;
      expect(["mismatch", "unknown_items"]).toContain(kind);
    }
    expect(await audited(stock, a)).toMatchObject({ held: 1 });
  });

  it("items that it does not keep, without calling them sold out", async () => {
    const stock = await openStock();
    const unknown = composeItemId(0, randomDigits());
    expect(await stock.hold(ask("h", { [unknown]: 1 }))).toEqual({
      kind: "unknown_items",
      itemIds: [unknown],
    });
    expect(await stock.level({ itemId: unknown })).toEqual({ kind: "unknown_item" });
  });

  it("to go below zero at a location, and sells nothing more once a count found less than was promised", async () => {
    const stock = await openStock();
    const item = await received(stock, 5);
    await stock.hold(ask("p", { [item]: 4 }, { pin: true }));

    expect(await adjust(stock, item, -6)).toEqual({
      kind: "would_be_negative",
      location: "berlin",
      onHand: 5,
    });
    expect((await adjust(stock, item, -3)).kind).toBe("adjusted");
    expect(await audited(stock, item)).toMatchObject({ onHand: 2, held: 4, available: -2, short: true });
    expect((await stock.hold(ask("q", { [item]: 1 }))).kind).toBe("insufficient");
    expect((await stock.commit(settle("p", { [item]: 4 }))).kind).toBe("committed");
  });

  it("to ship from a location what is not there, or twice", async () => {
    const stock = await openStock();
    const item = await received(stock, 2);
    await adjust(stock, item, 3, "lisbon");
    await stock.hold(ask("p", { [item]: 3 }, { pin: true }));
    await stock.commit(settle("p", { [item]: 3 }));
    const from = (location: string) =>
      stock.fulfil({ ...settle("p", { [item]: 3 }), stepId: "parcel", location, actor: "staff" });

    expect(await from("berlin")).toEqual({ kind: "location_short", itemId: item, onHand: 2 });
    expect((await from("lisbon")).kind).toBe("fulfilled");
    expect((await from("lisbon")).kind).toBe("fulfilled");
    expect(await audited(stock, item)).toMatchObject({ onHand: 2, committed: 0, available: 2 });
    expect(
      (await stock.uncommit({ ...settle("p", { [item]: 3 }), stepId: "edit", actor: "staff" })).kind,
    ).toBe("not_committed");
  });
});

describe("an adjustment", () => {
  it("counts once under its key, however often it is sent", async () => {
    const stock = await openStock();
    const itemId = composeItemId(0, randomDigits());
    const idempotency = { scope: "a".repeat(64), requestHash: "b".repeat(64) };
    const once = {
      itemId,
      location: "berlin",
      change: { kind: "delta" as const, units: 7 },
      reason: "received",
      note: null,
      actor: "staff",
      idempotency,
    };

    await Promise.all([1, 2, 3].map(() => stock.adjust(once)));
    expect(await audited(stock, itemId)).toMatchObject({ onHand: 7, movements: 1 });
    const other = {
      ...once,
      change: { kind: "delta" as const, units: 8 },
      idempotency: { ...idempotency, requestHash: "c".repeat(64) },
    };
    expect(await stock.adjust(other)).toEqual({ kind: "key_reused" });
  });

  it("can be traced: who, why, when, in order", async () => {
    const stock = await openStock();
    const item = await received(stock, 5);
    await stock.hold(ask("p", { [item]: 2 }, { pin: true }));
    await stock.commit(settle("p", { [item]: 2 }));
    await stock.uncommit({ ...settle("p", { [item]: 2 }), stepId: "edit", actor: "staff" });

    const answer = await stock.movements({ itemId: item, beforeSequence: null, limit: 10 });
    if (answer.kind !== "movements") throw new Error(answer.kind);
    expect(
      answer.movements.map(({ sequence, kind, committedDelta }) => [sequence, kind, committedDelta]),
    ).toEqual([
      [3, "uncommitted", -2],
      [2, "committed", 2],
      [1, "adjusted", 0],
    ]);
  });
});

describe("what a sale writes", () => {
  async function writtenBy(work: () => Promise<unknown>): Promise<typeof written> {
    const before = { ...written };
    await work();
    return { rows: written.rows - before.rows, commits: written.commits - before.commits };
  }

  it("is five rows when it comes alone: to hold, pin and commit one item", async () => {
    const stock = await openStock(env.COUNTED_STOCK);
    const item = await received(stock, 5);
    await stock.hold(ask("warm", { [item]: 1 }, { pin: true }));

    const sale = await writtenBy(async () => {
      await stock.hold(ask("sale", { [item]: 1 }, { pin: true }));
      await stock.commit(settle("sale", { [item]: 1 }));
    });
    expect(sale).toEqual({ rows: 5, commits: 2 });
  });

  it("is little more than three when many come together, and a commit for every 64 steps", async () => {
    const stock = await openStock(env.COUNTED_STOCK);
    const item = await received(stock, 1_000);
    await stock.hold(ask("warm", { [item]: 1 }, { pin: true }));
    const names = Array.from({ length: 512 }, (_, n) => `sale${n}`);

    // Inside the object, so that they arrive together however busy the machine is.
    const sales = await runInDurableObject(stock as DurableObjectStub<CountedStock>, (object) =>
      writtenBy(async () => {
        await Promise.all(names.map((name) => object.hold(ask(name, { [item]: 1 }, { pin: true }))));
        await Promise.all(names.map((name) => object.commit(settle(name, { [item]: 1 }))));
      }),
    );
    expect(sales).toEqual({ rows: names.length * 3 + 16, commits: 16 });
  });

  it("is three rows for a hold ahead of payment, its place among those that lapse being one", async () => {
    const stock = await openStock(env.COUNTED_STOCK);
    const item = await received(stock, 5);
    await stock.hold(ask("warm", { [item]: 1 }, { pin: true }));
    expect(await writtenBy(() => stock.hold(ask("h", { [item]: 1 })))).toEqual({ rows: 3, commits: 1 });
  });

  it("is two rows for each of 300 lines of a wholesale cart to hold, three to commit, one commit each", async () => {
    const stock = await openStock(env.COUNTED_STOCK);
    const items = await Promise.all(Array.from({ length: 300 }, () => received(stock, 2)));
    const all = Object.fromEntries(items.map((item) => [item, 1]));
    await stock.hold(ask("warm", { [await received(stock, 9)]: 1 }, { pin: true }));
    expect(await writtenBy(() => stock.hold(ask("big", all, { pin: true })))).toEqual({
      rows: 600,
      commits: 1,
    });
    expect(await writtenBy(() => stock.commit(settle("big", all)))).toEqual({ rows: 900, commits: 1 });
  });
});

describe("many holds in one call", () => {
  it("are decided one after the other and answered one by one", async () => {
    const stock = await openStock();
    const [a, b] = [await received(stock, 3), await received(stock, 10)];
    const unknown = composeItemId(0, randomDigits());
    const answers = await stock.holdMany({
      asks: [
        ask("1", { [a]: 2 }),
        ask("2", { [a]: 2, [b]: 1 }),
        ask("3", { [a]: 1, [b]: 1 }),
        ask("4", { [unknown]: 1 }),
        ask("1", { [a]: 2 }),
        ask("1", { [a]: 1 }),
      ],
    });
    expect(answers.map((answer) => answer.kind)).toEqual([
      "granted",
      "insufficient",
      "granted",
      "unknown_items",
      "granted",
      "mismatch",
    ]);
    expect(await audited(stock, a)).toMatchObject({ held: 3, available: 0 });
    expect(await audited(stock, b)).toMatchObject({ held: 1 });
  });
});

describe("a crowd with huge carts", () => {
  const hugeCart = (name: string, items: number): HoldStock => ({
    ...ask(`cart_${name}.1`, {}, { pin: true }),
    items: Array.from({ length: items }, () => ({ itemId: composeItemId(0, randomDigits()), units: 1 })),
    replaces: [
      {
        holdId: `cart_${name}.0`,
        items: Array.from({ length: items }, () => ({ itemId: composeItemId(0, randomDigits()), units: 1 })),
      },
    ],
  });

  it("leaves everybody else who asks with it alone", { timeout: 30_000 }, async () => {
    const stock = await openStock(env.COUNTED_STOCK);
    const item = await received(stock, 10);
    const answers = await runInDurableObject(stock as DurableObjectStub<CountedStock>, (object) =>
      Promise.all([
        ...Array.from({ length: 8 }, (_, n) => object.hold(hugeCart(`${n}`, 6_000))),
        object.hold(ask("innocent", { [item]: 1 }, { pin: true })),
      ]),
    );
    expect(answers.map((answer) => answer.kind)).toEqual([...Array(8).fill("unknown_items"), "granted"]);
  });

  it("is served, though its items are known at fifty locations each", { timeout: 60_000 }, async () => {
    const stock = await openStock(env.COUNTED_STOCK);
    const ids = Array.from({ length: 1_000 }, () => composeItemId(0, randomDigits()));
    const safety = Array.from({ length: 50 }, (_, n) => ({ location: `warehouse-number-${n}`, units: 0 }));
    const answer = await runInDurableObject(stock as DurableObjectStub<CountedStock>, async (object) => {
      for (const itemId of ids) {
        await object.setPolicy({
          itemId,
          policy: { beyond: { kind: "backorder", limit: 9 } },
          safety,
          actor: "staff",
        });
      }
      const items = ids.map((itemId) => ({ itemId, units: 1 }));
      return object.hold({ ...ask("big", {}, { pin: true }), items });
    });
    expect(answer.kind).toBe("granted");
  });
});
