import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { stockShardName } from "../../platform/objects/partition-names.ts";
import {
  adjust,
  ask,
  askAround,
  audited,
  openStock,
  type Partition,
  received,
  settle,
  shardOf,
  until,
} from "./stock-asks.ts";

const phase = async (stock: Partition, itemId: string) =>
  (await stock.moveState({ itemId }))?.phase ?? "home";

async function spreadOver(stock: Partition, itemId: string, shards: number): Promise<void> {
  expect(await stock.spread({ itemId, shards })).toMatchObject({ kind: "moving" });
  await until(async () => (await phase(stock, itemId)) === "spread");
}

/** Buys as checkout does: hold and pin, then commit where it was held. */
async function buy(stock: Partition, itemId: string, units: number, name: string) {
  const bought = await askAround(stock, itemId, units, name, { pin: true });
  if (bought.answer.kind !== "granted") return bought;
  expect(await bought.place.commit(settle(bought.holdId, { [itemId]: units }))).toEqual({
    kind: "committed",
  });
  return bought;
}

describe("an item that is spread over shards", () => {
  it("sells exactly what there is, to the last unit, and comes home with its sales", {
    timeout: 30_000,
  }, async () => {
    const stock = await openStock(env.STRICT_STOCK);
    const item = await received(stock, 100);
    await spreadOver(stock, item, 8);
    expect(await audited(stock, item)).toMatchObject({ onHand: 100, available: 100 });

    const sold = await Promise.all(Array.from({ length: 150 }, (_, n) => buy(stock, item, 1, `buyer${n}`)));
    expect(sold.filter(({ answer }) => answer.kind === "granted")).toHaveLength(100);
    expect(sold.filter(({ answer }) => answer.kind === "insufficient")).toHaveLength(50);
    expect(
      sold.filter(({ shard, answer }) => shard !== null && answer.kind === "granted").length,
    ).toBeGreaterThan(50);
    expect(await audited(stock, item)).toMatchObject({ onHand: 100, held: 0, committed: 100, available: 0 });

    await until(async () => (await phase(stock, item)) === "home");
    expect(await audited(stock, item)).toMatchObject({ committed: 100, movements: 101 });
    const fromShard = sold.find(({ shard }) => shard !== null);
    const parcel = { ...settle(fromShard?.holdId ?? "", { [item]: 1 }), stepId: "p1", actor: "staff" };
    expect(await stock.fulfil({ ...parcel, location: "berlin" })).toEqual({ kind: "fulfilled" });
    expect(await audited(stock, item)).toMatchObject({ onHand: 99, committed: 99 });
  });

  it("adds up at every moment while it is spread, sold and brought back", { timeout: 30_000 }, async () => {
    const stock = await openStock(env.STRICT_STOCK);
    const item = await received(stock, 500);
    let isOver = false;
    const auditing = (async () => {
      let audits = 0;
      while (!isOver) {
        await audited(stock, item);
        audits += 1;
      }
      return audits;
    })();
    const moving = (async () => {
      for (let round = 0; round < 4; round += 1) {
        await stock.spread({ itemId: item, shards: 2 + round });
        await until(async () => (await stock.gather({ itemId: item })).kind === "moving");
        await until(async () => (await phase(stock, item)) === "home");
      }
    })();
    const selling = (async () => {
      const sold = [];
      for (let wave = 0; wave < 30; wave += 1) {
        sold.push(
          ...(await Promise.all(Array.from({ length: 20 }, (_, n) => buy(stock, item, 1, `b${wave}-${n}`)))),
        );
      }
      return sold;
    })();

    const [sold] = await Promise.all([selling, moving]);
    isOver = true;
    expect(await auditing).toBeGreaterThan(3);
    expect(sold.filter(({ answer }) => answer.kind === "granted")).toHaveLength(500);
    expect(await audited(stock, item)).toMatchObject({ held: 0, committed: 500, available: 0 });
  });

  it("refuses nobody while a shard has units free", async () => {
    const stock = await openStock();
    const item = await received(stock, 40);
    await spreadOver(stock, item, 8);

    // No shard has 35; together they have.
    expect((await askAround(stock, item, 35, "wholesaler")).answer.kind).toBe("granted");
    expect((await askAround(stock, item, 5, "the rest")).answer.kind).toBe("granted");
    expect((await askAround(stock, item, 1, "too late")).answer).toMatchObject({ kind: "insufficient" });
    expect(await audited(stock, item)).toMatchObject({ held: 40, available: 0 });
  });

  it("finds units that came free in a shard after it was closed", async () => {
    const stock = await openStock();
    const item = await received(stock, 8);
    await spreadOver(stock, item, 4);
    const expiresAtMs = Date.now() + 1_500;
    const early = await askAround(stock, item, 2, "early", { expiresAtMs });
    const paying = await askAround(stock, item, 2, "paying", { pin: true });
    expect([early.answer.kind, paying.answer.kind]).toEqual(["granted", "granted"]);
    expect((await askAround(stock, item, 4, "rest")).answer.kind).toBe("granted");
    expect((await askAround(stock, item, 1, "hopeful")).answer).toMatchObject({
      kind: "insufficient",
      shortages: [{ mayReturn: true }],
    });

    await paying.place.release(settle(paying.holdId, { [item]: 2 }));
    expect((await askAround(stock, item, 2, "after a release")).answer.kind).toBe("granted");
    await new Promise((resolve) => setTimeout(resolve, expiresAtMs - Date.now() + 1));
    expect((await askAround(stock, item, 2, "after a lapse")).answer.kind).toBe("granted");
    expect(await audited(stock, item)).toMatchObject({ held: 8, available: 0 });
  });

  it("loses nothing when home and shards are evicted in the middle", { timeout: 30_000 }, async () => {
    const stock = await openStock(env.STRICT_STOCK);
    const item = await received(stock, 60);
    await stock.spread({ itemId: item, shards: 3 });
    await evictDurableObject(stock);
    await until(async () => (await phase(stock, item)) === "spread");

    for (let n = 0; n < 20; n += 1) await buy(stock, item, 1, `buyer${n}`);
    await evictDurableObject(env.STOCK_SHARDS.getByName(`stock-shard:${item}:1`));
    await stock.gather({ itemId: item });
    await evictDurableObject(stock);
    await until(async () => (await phase(stock, item)) === "home");
    expect(await audited(stock, item)).toMatchObject({ onHand: 60, committed: 20, available: 40 });
  });

  it("answers a late repeat as before, wherever the units are by then", async () => {
    const stock = await openStock(env.STRICT_STOCK);
    const item = await received(stock, 10);
    await spreadOver(stock, item, 2);
    const [sold, held, released] = [
      await buy(stock, item, 1, "sold"),
      await askAround(stock, item, 1, "held"),
      await askAround(stock, item, 1, "released"),
    ];
    await released.place.release(settle(released.holdId, { [item]: 1 }));
    await stock.gather({ itemId: item });
    await until(async () => (await audited(stock, item)).available === 8);

    const again = ({ holdId, place }: typeof sold, pin = false) =>
      place.hold(ask(holdId, { [item]: 1 }, { pin }));
    expect(await again(sold, true)).toMatchObject({ kind: "granted" });
    expect(await sold.place.commit(settle(sold.holdId, { [item]: 1 }))).toEqual({ kind: "committed" });
    expect(await sold.place.release(settle(sold.holdId, { [item]: 1 }))).toEqual({ kind: "committed" });
    expect(await again(held)).toMatchObject({ kind: "granted" });
    expect(await again(released)).toEqual({ kind: "ended", state: "released" });
    expect(await shardOf(item, 0).hold(ask("new", { [item]: 1 }))).toMatchObject({ kind: "moved" });
    expect(await audited(stock, item)).toMatchObject({ held: 1, committed: 1, available: 8 });
  });

  it("is counted down only by what is really promised", async () => {
    const stock = await openStock(env.STRICT_STOCK);
    const item = await received(stock, 20);
    await spreadOver(stock, item, 4);
    await buy(stock, item, 3, "buyer");

    const counted = await stock.adjust({
      itemId: item,
      location: "berlin",
      change: { kind: "counted", units: 2 },
      reason: "stocktake",
      note: null,
      actor: "staff",
      idempotency: null,
    });
    expect(counted).toMatchObject({ kind: "adjusted", level: { onHand: 2, available: -1, short: true } });
    expect((await askAround(stock, item, 1, "next")).answer.kind).toBe("insufficient");
    await adjust(stock, item, 2);
    expect((await askAround(stock, item, 1, "after the delivery")).answer.kind).toBe("granted");
  });

  it("ships what a shard has just sold", async () => {
    const stock = await openStock();
    const item = await received(stock, 20);
    await spreadOver(stock, item, 4);
    const { holdId, shard } = await buy(stock, item, 2, "buyer");

    const parcel = {
      ...settle(holdId, { [item]: 2 }),
      stepId: "p1",
      actor: "staff",
      location: "berlin",
      shard,
    };
    expect(await stock.fulfil(parcel)).toEqual({ kind: "fulfilled" });
    expect(await stock.fulfil(parcel)).toEqual({ kind: "fulfilled" });
    expect(await audited(stock, item)).toMatchObject({ onHand: 18, committed: 0, available: 18 });
  });
});

describe("a spread item stays spread", () => {
  it("whoever asks for more than an order may have, or than there is", async () => {
    const stock = await openStock();
    const [limited, item, dead] = [
      await received(stock, 400),
      await received(stock, 400),
      await received(stock, 1),
    ];
    await stock.setPolicy({ itemId: limited, policy: { maxPerOrder: 2 }, safety: [], actor: "staff" });
    await spreadOver(stock, limited, 4);
    await spreadOver(stock, item, 4);

    expect((await askAround(stock, limited, 9_999, "greedy", { pin: true })).answer.kind).toBe("limited");
    expect((await askAround(stock, item, 9_999, "vandal", { pin: true })).answer).toMatchObject({
      kind: "insufficient",
      shortages: [{ mayReturn: true }],
    });
    const seen = [{ itemId: item, version: (await stock.moveState({ itemId: item }))?.version ?? 0 }];
    const withDead = ask("unlucky", { [dead]: 2, [item]: 300 }, { pin: true, seen });
    expect(await stock.hold(withDead)).toMatchObject({ kind: "insufficient", shortages: [{ itemId: dead }] });
    expect([await phase(stock, limited), await phase(stock, item)]).toEqual(["spread", "spread"]);
  });
});

describe("units that are to come", () => {
  it("are not promised while others lie free in shards", async () => {
    const stock = await openStock();
    const item = await received(stock, 8);
    const beyond = { kind: "backorder" as const, limit: 10 };
    await stock.setPolicy({ itemId: item, policy: { beyond }, safety: [], actor: "staff" });
    await spreadOver(stock, item, 4);
    for (let n = 0; n < 8; n += 1) {
      const { answer } = await askAround(stock, item, 1, `buyer${n}`, { pin: true });
      expect(answer).toMatchObject({ kind: "granted", allocations: [{ awaited: 0 }] });
    }
    expect((await askAround(stock, item, 1, "next", { pin: true })).answer).toMatchObject({
      kind: "granted",
      allocations: [{ awaited: 1 }],
    });
  });
});

describe("a shard with a full queue", () => {
  it("still gives its home what that asks for", async () => {
    const stock = await openStock();
    const item = await received(stock, 4_000);
    await spreadOver(stock, item, 2);
    const shard = env.STOCK_SHARDS.getByName(stockShardName(item, 0));
    const collected = await runInDurableObject(shard, async (place) => {
      const holds = Array.from({ length: 1_100 }, (_, n) =>
        place.hold(ask(`h${n}`, { [item]: 1 }, { pin: true })),
      );
      const collect = place.collect({
        itemId: item,
        version: 1,
        acknowledged: 0,
        takeFree: false,
        close: false,
      });
      const [answer] = await Promise.allSettled([collect, ...holds]);
      return answer?.status;
    });
    expect(collected).toBe("fulfilled");
  });
});

describe("a move", () => {
  it("begins by itself when an item is hot, and ends when it is cool", { timeout: 30_000 }, async () => {
    const stock = await openStock(env.STRICT_STOCK);
    const item = await received(stock, 5_000);
    let n = 0;
    await until(async () => {
      await Promise.all(
        Array.from({ length: 10 }, () => askAround(stock, item, 1, `buyer${n++}`, { pin: true })),
      );
      return (await phase(stock, item)) === "spread";
    });
    expect((await askAround(stock, item, 1, "next", { pin: true })).shard).not.toBeNull();
    await until(async () => (await phase(stock, item)) === "gathering", 20_000);
    expect(await audited(stock, item)).toMatchObject({ onHand: 5_000, held: n + 1 });
  });

  it("is one at a time, of an item that is there and is not limited per buyer", async () => {
    const stock = await openStock();
    const item = await received(stock, 50);
    expect((await stock.spread({ itemId: item, shards: 4 })).kind).toBe("moving");
    expect((await stock.spread({ itemId: item, shards: 8 })).kind).toBe("busy");
    expect((await stock.spread({ itemId: `inv_00${"0".repeat(20)}`, shards: 2 })).kind).toBe("unknown_item");

    const limited = await received(stock, 50);
    await stock.setPolicy({ itemId: limited, policy: { maxPerBuyer: 2 }, safety: [], actor: "staff" });
    expect((await stock.spread({ itemId: limited, shards: 4 })).kind).toBe("limited_per_buyer");
  });
});
