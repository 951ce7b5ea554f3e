import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { FreezeCart, OrdersRpc } from "../../contracts/rpc/orders.ts";
import type { PartitionRpc } from "../../contracts/rpc/partition.ts";
import type { HoldStock } from "../../contracts/rpc/stock.ts";
import { applyFact } from "../../domain/checkout/apply-fact.ts";
import type { Attempt } from "../../domain/checkout/attempt.ts";
import { composeItemId } from "../../domain/kernel/item-id.ts";
import { composeRecordId } from "../../domain/kernel/record-id.ts";
import type { ObjectsEnv } from "../../durable-objects/settings.ts";
import { Stock } from "../../durable-objects/stock/stock.ts";
import { StockRows } from "../../durable-objects/stock/stock-rows.ts";
import { randomDigits } from "../../platform/ids/mint.ts";
import { stockShardName } from "../../platform/objects/partition-names.ts";
import { SoldOutMemo } from "../../workers/checkout/stock/sold-out-memo.ts";
import { openAsk } from "./open-partition.ts";
import { adjust, ask, askAround, audited, openStock, type Partition, received, settle, shardOf, until } from "./stock-asks.ts";

const phase = async (stock: Pick<Partition, "moveState">, itemId: string) =>
  (await stock.moveState({ itemId }))?.phase ?? "home";

async function spreadOver(stock: Partition, itemId: string, shards: number): Promise<void> {
  expect(await stock.spread({ itemId, shards })).toMatchObject({ kind: "moving" });
  await until(async () => (await phase(stock, itemId)) === "spread");
}

const bigAsk = (name: string, items: number, replaced = 0): HoldStock => {
  const list = (count: number) =>
    Array.from({ length: count }, () => ({ itemId: composeItemId(0, randomDigits()), units: 1 }));
  const prefix = `cart_00000000000000000000000000.${name}`;
  return {
    ...ask(`${prefix}.1`, {}),
    items: list(items),
    replaces: replaced > 0 ? [{ holdId: `${prefix}.0`, items: list(replaced) }] : [],
    pin: true,
  };
};

/** The longest parameter that the book's statements were given. */
async function longest(run: () => Promise<void>): Promise<{ read: number; write: number }> {
  const most = { read: 0, write: 0 };
  const { holds, saveItems } = StockRows.prototype;
  StockRows.prototype.holds = function (keys) {
    most.read = Math.max(most.read, JSON.stringify(keys).length);
    return holds.call(this, keys);
  };
  StockRows.prototype.saveItems = function (rows) {
    for (let start = 0; start < rows.length; start += 1_000) {
      const chunk = rows.slice(start, start + 1_000).map(({ item, signal }) => [item.itemId, item.held, item.early, item.committed, item.movements, signal, JSON.stringify({ levels: item.levels, policy: item.policy })]);
      most.write = Math.max(most.write, JSON.stringify(chunk).length);
    }
    saveItems.call(this, rows);
  };
  try {
    await run();
  } finally {
    Object.assign(StockRows.prototype, { holds, saveItems });
  }
  return most;
}

describe("T1 a group", () => {
  for (const [count, items, replaced] of [[3, 6_000, 6_000], [5, 6_000, 0], [40, 300, 300], [63, 300, 300], [30, 6_000, 6_000]] as const) {
    it(`of ${count} carts of ${items} items (+${replaced} replaced) leaves the innocent one alone`, { timeout: 60_000 }, async () => {
      const stock = await openStock();
      const item = await received(stock, 10);
      let innocent = "";
      const most = await longest(async () => {
        const results = await runInDurableObject(stock as unknown as DurableObjectStub, async (instance: Stock) =>
          Promise.allSettled([
            instance.hold(ask("innocent", { [item]: 1 }, { pin: true })),
            ...Array.from({ length: count }, (_, n) => instance.hold(bigAsk(`${n}`, items, replaced))),
          ]),
        );
        const [first] = results;
        innocent = first?.status === "rejected" ? `${first.reason} ${(first.reason as Error).cause}` : "fulfilled";
      });
      expect([innocent, most.read < 2_000_000, most.read]).toEqual(["fulfilled", true, expect.any(Number)]);
    });
  }

  for (const [items, locations] of [[300, 50], [1_000, 15], [1_000, 25], [1_000, 50], [2_500, 50]] as const) {
    it(`that holds ${items} items known at ${locations} locations is written`, { timeout: 120_000 }, async () => {
      const stock = await openStock();
      const one = await received(stock, 1);
      const ids = Array.from({ length: items }, () => composeItemId(0, randomDigits()));
      const safety = Array.from({ length: locations }, (_, n) => ({ location: `warehouse-number-${n}`, units: 0 }));
      await runInDurableObject(stock as unknown as DurableObjectStub, async (instance: Stock) => {
        for (let at = 0; at < ids.length; at += 50)
          await Promise.all(ids.slice(at, at + 50).map(async (itemId) => {
            await instance.setPolicy({ itemId, policy: {}, safety, actor: "staff" });
            await instance.adjust({
              itemId, location: "warehouse-number-0", change: { kind: "delta", units: 5 },
              reason: "received", note: null, actor: "staff", idempotency: null,
            });
          }));
        const big = { ...ask("big.1", {}, { pin: true }), items: ids.map((itemId) => ({ itemId, units: 1 })) };
        let outcome: string[] = [];
        const most = await longest(async () => {
          outcome = (await Promise.allSettled([instance.hold(big), instance.hold(ask("innocent", { [one]: 1 }))])).map((settled) => settled.status === "rejected" ? `${settled.reason} ${(settled.reason as Error).cause}` : settled.status);
        });
        expect([...outcome, most.write < 2_000_000, most.write]).toEqual(["fulfilled", "fulfilled", true, expect.any(Number)]);
      });
    });
  }
});

describe("T2 a move", () => {
  it("that begins while the one before is tidied up goes on", { timeout: 30_000 }, async () => {
    const stock = await openStock();
    const stub = stock as unknown as DurableObjectStub;
    const item = await received(stock, 40);
    await spreadOver(stock, item, 2);
    const early = await askAround(stock, item, 2, "early");
    expect(early.shard).not.toBeNull();
    await stock.gather({ itemId: item });
    await new Promise((resolve) => setTimeout(resolve, 350));
    expect(await phase(stock, item)).toBe("gathering");
    await early.place.release(settle(early.holdId, { [item]: 2 }));
    await runInDurableObject(stub, async (instance: Stock, state) => {
      // A buyer brings the rest home; the duty's next look is still planned.
      const asked = await Promise.all([instance.hold(ask("wholesale", { [item]: 40 })), instance.hold(ask("other", { [item]: 40 }))]);
      console.log(JSON.stringify(asked));
      expect(await phase(instance as unknown as Partition, item)).toBe("home");
      const due = () => JSON.stringify(state.storage.sql.exec("SELECT subject, at_ms FROM due WHERE kind='move'").toArray());
      console.log("due", due());
      await state.storage.setAlarm(Date.now() + 3_600_000);
      await new Promise((resolve) => setTimeout(resolve, 400));
      // Its alarm, and staff who spread the item again, in the same moment.
      const [, begun] = await Promise.all([instance.alarm(), instance.spread({ itemId: item, shards: 2 })]);
      console.log(JSON.stringify(begun), due());
    });
    await until(async () => (await phase(stock, item)) === "spread", 6_000);
  });
});

/** The shipped home in the shell of a fresh object, with shards whose answers a test can hold back, and no alarm of its own. */
async function controlled(run: (home: Stock, gates: { collect: ((shard: string, ask: { close: boolean }) => Promise<void>) | null; after: ((shard: string, ask: { close: boolean }, answer: unknown) => Promise<void>) | null; fails: ((shard: string, method: string) => boolean) | null }) => Promise<void>) {
  const stub = env.STOCK_PARTITIONS.getByName(`stock:${randomDigits()}`);
  const gates: Parameters<typeof run>[1] = { collect: null, after: null, fails: null };
  await runInDurableObject(stub, async (_instance, state) => {
    Object.defineProperty(state.storage, "setAlarm", { value: async () => undefined });
    Object.defineProperty(state.storage, "getAlarm", { value: async () => null });
    const namespace = {
      idFromName: (name: string) => name,
      get(name: string) {
        const real = env.STOCK_SHARDS.getByName(name);
        return new Proxy({}, {
          get: (_target, method: string) => async (input: { close: boolean }) => {
            if (gates.fails?.(name, method)) throw new Error("lost");
            if (method === "collect" && gates.collect) await gates.collect(name, input);
            const answer = await (real as unknown as Record<string, (input: unknown) => Promise<unknown>>)[method]?.(input);
            if (method === "collect" && gates.after) await gates.after(name, input, answer);
            return answer;
          },
        });
      },
    };
    const home = new Stock(state, { ...env, STOCK_SHARDS: namespace, STOCK_SETTLE_MS: "50" } as unknown as ObjectsEnv);
    await home.open(openAsk());
    await run(home, gates);
  });
}

const drive = async (home: Stock, itemId: string, wanted: string, withinMs = 5_000) => {
  const endMs = Date.now() + withinMs;
  while ((await phase(home as unknown as Partition, itemId)) !== wanted) {
    if (Date.now() > endMs) throw new Error(`still ${await phase(home as unknown as Partition, itemId)}, wanted ${wanted}`);
    await home.alarm();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

describe("T3 a late answer", () => {
  for (const late of ["question", "answer"] as const) {
    it(`(its ${late} was slow) does not reopen a shard's account that is closed`, { timeout: 40_000 }, async () => {
      await controlled(async (home, gates) => {
        const item = composeItemId(0, randomDigits());
        await home.adjust({ itemId: item, location: "berlin", change: { kind: "delta", units: 40 }, reason: "received", note: null, actor: "staff", idempotency: null });
        await home.spread({ itemId: item, shards: 2 });
        await drive(home, item, "spread");
        // Somebody holds in shard 0, so that its figures are news to the home.
        await shardOf(item, 0).hold(ask("early", { [item]: 1 }));

        let open = () => {};
        const gate = new Promise<void>((resolve) => { open = resolve; });
        let isFirst = true;
        const hold = async (shard: string, { close }: { close: boolean }) => {
          if (!isFirst || close || shard !== stockShardName(item, 0)) return;
          isFirst = false;
          await gate;
        };
        if (late === "question") gates.collect = hold;
        else gates.after = hold;
        // Staff ship an order whose sale has not come home: its shard is asked.
        const shipping = home.fulfil({ ...settle("someone", { [item]: 1 }), stepId: "p", actor: "staff", location: "berlin", shard: 0 });
        await new Promise((resolve) => setTimeout(resolve, 100));
        await shardOf(item, 0).release(settle("early", { [item]: 1 }));
        await home.gather({ itemId: item });
        await drive(home, item, "home");
        open();
        await shipping;
        gates.collect = null;
        gates.after = null;

        await home.spread({ itemId: item, shards: 2 });
        await drive(home, item, "spread", 6_000);
      });
    });
  }
});

describe("T4 the sold-out memo", () => {
  it("repeats a refusal no longer than it is good, for each item", async () => {
    const stock = await openStock();
    const gone = await received(stock, 1);
    const hot = await received(stock, 1);
    await stock.hold(ask("g", { [gone]: 1 }, { pin: true }));
    await stock.commit(settle("g", { [gone]: 1 }));
    await stock.hold(ask("h", { [hot]: 1 }, { pin: true }));
    const alone = await stock.hold(ask("x", { [hot]: 1 }, { pin: true }));
    const both = await stock.hold(ask("y", { [hot]: 1, [gone]: 1 }, { pin: true }));
    if (alone.kind !== "insufficient" || both.kind !== "insufficient") throw new Error("granted");
    expect(alone.validUntilMs - Date.now()).toBeLessThan(1_100);
    const memo = new SoldOutMemo();
    const nowMs = Date.now();
    memo.learn(both.shortages, both.validUntilMs, nowMs);
    // The one that held it gave it back; two seconds later somebody wants it alone.
    await stock.release(settle("h", { [hot]: 1 }));
    const refused = memo.refuse([{ itemId: hot, units: 1 }], nowMs + 2_000);
    console.log("memo", JSON.stringify(refused), nowMs);
    expect(refused).toBeNull();
  });
});

describe("T4b the sold-out memo", () => {
  it("lets one question through per item, not one per refused cart", () => {
    const memo = new SoldOutMemo();
    const short = (itemId: string, mayReturn: boolean) => ({ itemId, asked: 1, available: 0, mayReturn });
    memo.learn([short("hot", true)], 1_000, 0);
    memo.learn([short("gone", false)], 30_000, 0);
    let asked = 0;
    // Each second somebody wants both, and a moment later ten people want the hot one alone.
    for (let nowMs = 1_000; nowMs < 29_000; nowMs += 1_000) {
      memo.refuse([{ itemId: "hot", units: 1 }, { itemId: "gone", units: 1 }], nowMs);
      for (let n = 1; n <= 10; n += 1) if (memo.refuse([{ itemId: "hot", units: 1 }], nowMs + n * 90) === null) asked += 1;
    }
    expect(asked).toBeGreaterThan(0);
  });
});

describe("T5 a cart that is being bought", () => {
  it("is not swept by the group in which its purchase begins", async () => {
    const stub = env.ORDERS_PARTITIONS.getByName(`orders:${randomDigits()}`) as unknown as OrdersRpc & PartitionRpc & DurableObjectStub;
    await stub.open(openAsk());
    const id = composeRecordId({ placement: 0, generation: 1, partition: 0 }, randomDigits());
    const PRICE = { amount: 1_000, currency: "EUR" };
    const variant = {
      variantId: `var_${randomDigits()}`, productId: "prod_x", productHandle: "tee", productTitle: "Tee", variantTitle: "One", sku: "TEE",
      itemId: composeItemId(0, randomDigits()), unitPrice: PRICE, taxCategory: "standard", requiresShipping: false,
    };
    const lineId = `line_${randomDigits()}`;
    const created = await stub.create({ id, birth: { currency: "EUR", createdAtMs: Date.now() }, lines: [{ lineId, quantity: 1, variant }], details: {}, idempotency: null });
    if (created.kind !== "cart") throw new Error(created.kind);
    const freeze: FreezeCart = {
      id, contentVersion: created.record.contentVersion, lines: [{ ...variant, id: lineId, quantity: 1 }], quote: { total: PRICE },
      provider: "test", token: "tok_ok", paymentDeadlineMs: 900_000, spreads: [],
      idempotency: { scope: "a".repeat(64), requestHash: "b".repeat(64) },
    };
    // Its time is over between `prepare` and `freeze`, and the hourly sweep is due.
    await runInDurableObject(stub as unknown as DurableObjectStub, (_i, state) => {
      state.storage.sql.exec("UPDATE record SET expires_at_ms = ?", Date.now() - 1);
    });
    await evictDurableObject(stub as unknown as DurableObjectStub);
    const answers = await runInDurableObject(stub as unknown as DurableObjectStub, async (instance: OrdersRpc & { alarm(): Promise<void> }, state) => {
      state.storage.sql.exec("UPDATE due SET at_ms = 1 WHERE kind = 'sweep'");
      const [begun] = await Promise.all([instance.freeze(freeze), instance.alarm()]);
      const report = await instance.report({ id, attempt: 1, facts: [] });
      return [begun.kind, report.kind];
    });
    expect(answers).toEqual(["begun", "record"]);
  });
});

describe("T6 one asker ahead of payment", () => {
  it("takes no more of an item because it is spread", async () => {
    const stock = await openStock();
    const item = await received(stock, 400);
    await spreadOver(stock, item, 8);
    let units = 0;
    for (let n = 0; n < 60; n += 1) {
      const { answer } = await askAround(stock, item, 4, `bot${n}`, { asker: "bot" });
      if (answer.kind === "granted") units += 4;
    }
    expect(units).toBeLessThanOrEqual(20);
  });
});

describe("T7 an ask for more than there is", () => {
  it("does not end the spread of an item", async () => {
    const stock = await openStock();
    const item = await received(stock, 4_000);
    await stock.setPolicy({ itemId: item, policy: { maxPerOrder: 2 }, safety: [], actor: "staff" });
    await spreadOver(stock, item, 4);
    const { answer } = await askAround(stock, item, 9_999, "vandal", { pin: true });
    console.log(JSON.stringify(answer));
    expect(await phase(stock, item)).toBe("spread");
  });
});

describe("T8 a backorder", () => {
  it("is not promised while units lie free in shards", async () => {
    const stock = await openStock();
    const item = await received(stock, 8);
    await stock.setPolicy({ itemId: item, policy: { beyond: { kind: "backorder", limit: 10 } }, safety: [], actor: "staff" });
    await spreadOver(stock, item, 4);
    // Shard 0 sells its two units; the next buyer who comes there is sent home. Six units lie free in three shards.
    expect((await shardOf(item, 0).hold(ask("a", { [item]: 2 }, { pin: true }))).kind).toBe("granted");
    expect((await shardOf(item, 0).hold(ask("b", { [item]: 1 }, { pin: true }))).kind).toBe("moved");
    const version = (await stock.moveState({ itemId: item }))?.version ?? 0;
    const answer = await stock.hold(ask("c", { [item]: 1 }, { pin: true, seen: [{ itemId: item, version }] }));
    expect(answer).toMatchObject({ kind: "granted", allocations: [{ awaited: 0 }] });
  });
});

describe("T9 a shard with a full queue", () => {
  it("still gives its home what it is asked for", async () => {
    const stock = await openStock();
    const item = await received(stock, 4_000);
    await spreadOver(stock, item, 2);
    const results = await runInDurableObject(env.STOCK_SHARDS.getByName(stockShardName(item, 0)), async (shard) => {
      const place = shard as unknown as ReturnType<typeof shardOf>;
      const holds = Array.from({ length: 1_100 }, (_, n) => place.hold(ask(`h${n}`, { [item]: 1 }, { pin: true })));
      const collect = place.collect({ itemId: item, version: 1, acknowledged: 0, takeFree: true, close: true });
      const [collected] = await Promise.allSettled([collect]);
      await Promise.allSettled(holds);
      return collected?.status === "rejected" ? String((collected as PromiseRejectedResult).reason) : "fulfilled";
    });
    expect(results).toBe("fulfilled");
  });
});

describe("T10 a hold of an item that was never stocked", () => {
  it("that was released first is ended", async () => {
    const stock = await openStock();
    const item = composeItemId(0, randomDigits());
    await stock.release(settle("h", { [item]: 1 }));
    expect(await stock.hold(ask("h", { [item]: 1 }))).toEqual({ kind: "ended", state: "released" });
  });
});

describe("T11 whoever holds units in a shard that was closed", () => {
  it("can exchange them for others, also when nobody else has any", async () => {
    let refused = 0;
    for (let round = 0; round < 5; round += 1) {
      const stock = await openStock();
      const item = await received(stock, 4);
      await spreadOver(stock, item, 2);
      const mine = await askAround(stock, item, 2, "mine");
      expect((await askAround(stock, item, 2, "theirs", { pin: true })).answer.kind).toBe("granted");
      await stock.gather({ itemId: item });
      // The shopper buys one of his two. His shard sends him home, and what the new leg can't replace is left over:
      // planOf puts both into one stage.
      const at = await mine.place.hold(ask("order.1", { [item]: 1 }, { pin: true, replaces: [{ holdId: mine.holdId, items: [{ itemId: item, units: 2 }] }] }));
      if (at.kind === "granted") continue;
      expect(at.kind).toBe("moved");
      const version = (await stock.moveState({ itemId: item }))?.version ?? 0;
      const [answer] = await Promise.all([
        stock.hold(ask("order.2", { [item]: 1 }, { pin: true, seen: [{ itemId: item, version }] })),
        mine.place.release(settle(mine.holdId, { [item]: 2 })),
      ]);
      if (answer.kind !== "granted") refused += 1;
    }
    expect(refused).toBe(0);
  });
});

describe("T12 a shard", () => {
  it("sells by the policy that the home compared", { timeout: 20_000 }, async () => {
    await controlled(async (home, gates) => {
      const item = composeItemId(0, randomDigits());
      await home.adjust({ itemId: item, location: "berlin", change: { kind: "delta", units: 40 }, reason: "received", note: null, actor: "staff", idempotency: null });
      gates.fails = (shard, method) => method === "openShard" && shard === stockShardName(item, 1);
      await home.spread({ itemId: item, shards: 2 });
      await home.alarm();
      // Shard 0 is open, shard 1 can't be reached. Staff limit orders now.
      await home.setPolicy({ itemId: item, policy: { maxPerOrder: 2 }, safety: [], actor: "staff" });
      gates.fails = null;
      await drive(home, item, "spread");
      expect(await shardOf(item, 0).hold(ask("greedy", { [item]: 15 }, { pin: true }))).toMatchObject({ kind: "limited" });
    });
  });
});

describe("T17 an attempt", () => {
  it("over more hot items than it may remake legs is not refused while they have units", () => {
    const items = Array.from({ length: 14 }, () => ({ itemId: composeItemId(0, randomDigits()), units: 1 }));
    const attempt = {
      n: 1, state: "securing", request: { scope: "", requestHash: "" }, frozen: null,
      legs: items.map((item, n) => ({ place: { partition: 0, shard: 3 }, holdId: `c.1.${n + 1}`, items: [item], seen: [], replaces: [], state: "asked" })),
      legsMade: 14, pick: 3, leftovers: [],
      payment: { provider: "test", token: null, key: "c.1", id: null, amount: { amount: 1, currency: "EUR" }, status: "none", nextActionUrl: null },
      refusal: null, handouts: 1, startedAtMs: 0, progressAtMs: 0, deadlineAtMs: 1,
    } as unknown as Attempt;
    const after = items.reduce<Attempt>((at, { itemId }, n) =>
      applyFact(at, { kind: "stock_moved", holdId: `c.1.${n + 1}`, spreads: [{ itemId, version: 2, shards: 0, direct: true }] }) ?? at, attempt);
    expect([after.state, after.refusal]).toEqual(["securing", null]);
  });
});
