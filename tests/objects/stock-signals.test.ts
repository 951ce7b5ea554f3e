import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import type { StockEvent } from "../../contracts/messages/stock-event.ts";
import { written } from "./count-storage.ts";
import { stockEvents } from "./index.ts";
import {
  adjust,
  ask,
  askAround,
  audited,
  openStock,
  type Partition,
  received,
  settle,
  until,
} from "./stock-asks.ts";

beforeEach(() => {
  stockEvents.isDown = false;
});

const open = () => openStock(env.PUBLISHING_STOCK);
const eventsOf = (itemId: string): StockEvent[] =>
  stockEvents.batches.flat().filter((event) => event.item_id === itemId);
const told = (itemId: string) => eventsOf(itemId).map(({ version, signal }) => `v${version} ${signal}`);
const newest = (itemId: string) => eventsOf(itemId).at(-1);
const happened = (itemId: string) =>
  newest(itemId)?.happened.map(({ type, version, from, to }) => `${type} v${version} ${from} > ${to}`);

const toHear = (itemId: string, signal: string, version = 0) =>
  until(async () => newest(itemId)?.signal === signal && (newest(itemId)?.version ?? 0) >= version);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Answers as the follower does: with the newest version that it has of each item. */
const confirm = (stock: Partition, itemId: string, version?: number, showsUnits = false) =>
  stock.confirmSignals({
    signals: [{ itemId, version: version ?? newest(itemId)?.version ?? 1 }],
    showsUnits,
  });

const dueRows = (stock: Partition) =>
  runInDurableObject(stock, (_instance, { storage }) =>
    storage.sql
      .exec<{ kind: string; subject: string; parked: string | null }>(
        "SELECT kind, subject, parked FROM due WHERE kind LIKE 'publish%'",
      )
      .toArray(),
  );

async function followed(stock: Partition, units: number): Promise<string> {
  const item = await received(stock, units);
  await toHear(item, "in_stock");
  await confirm(stock, item);
  return item;
}

const buy = async (stock: Partition, itemId: string, units: number, name: string) => {
  expect(await stock.hold(ask(name, { [itemId]: units }, { pin: true }))).toMatchObject({ kind: "granted" });
  expect(await stock.commit(settle(name, { [itemId]: units }))).toEqual({ kind: "committed" });
};

describe("news of an item", { timeout: 30_000 }, () => {
  // First of all, so that no partition of another test writes while we count.
  it("costs a sale nothing while its signal stays, and some ten rows when it turns", async () => {
    const stock = await open();
    const item = await followed(stock, 5);
    await stock.hold(ask("warm", { [item]: 1 }, { pin: true }));
    await pause(50);

    let before = written.rows;
    await buy(stock, item, 1, "one of many");
    expect(written.rows - before).toBe(5);
    expect(await dueRows(stock)).toEqual([]);

    before = written.rows;
    await buy(stock, item, 3, "the last");
    await toHear(item, "out");
    await confirm(stock, item);
    expect(written.rows - before).toBeGreaterThan(5);
    expect(written.rows - before).toBeLessThanOrEqual(5 + 12);
    expect(await dueRows(stock)).toEqual([]);
    expect(told(item)).toEqual(["v1 in_stock", "v2 out"]);
  });

  it("that changes ten times before anybody was told is told once, as it is then", async () => {
    const stock = await open();
    const item = await received(stock, 10);
    for (let n = 0; n < 5; n += 1) {
      await stock.hold(ask(`h${n}`, { [item]: 10 }, { pin: true }));
      await stock.release(settle(`h${n}`, { [item]: 10 }));
    }
    await buy(stock, item, 10, "all");

    // Everything is gone again before the first word of it was said, so there is nothing to say.
    await pause(400);
    expect(told(item)).toEqual([]);
    await adjust(stock, item, 3);
    for (const delta of [1, -1, 1, -1, 1, -1, 1, -1, 1]) await adjust(stock, item, delta);
    await toHear(item, "in_stock");
    expect(told(item)).toEqual(["v1 in_stock"]);
    expect(happened(item)).toEqual(["stock.back_in_stock v1 out > in_stock"]);
  });

  it("is sent again, the same, until it is confirmed", async () => {
    const stock = await open();
    const item = await received(stock, 5);
    await until(async () => eventsOf(item).length >= 3);
    expect(new Set(told(item))).toEqual(new Set(["v1 in_stock"]));

    await confirm(stock, item);
    const sends = eventsOf(item).length;
    await pause(1_500);
    expect(eventsOf(item)).toHaveLength(sends);
    expect(await dueRows(stock)).toEqual([]);
  });

  it("goes on being sent when an older version is confirmed late", async () => {
    const stock = await open();
    const item = await received(stock, 5);
    await toHear(item, "in_stock");
    await buy(stock, item, 5, "all");
    await toHear(item, "out");

    await confirm(stock, item, 1);
    const sends = eventsOf(item).length;
    await until(async () => eventsOf(item).length > sends);
    expect(told(item).at(-1)).toBe("v2 out");
    await confirm(stock, item, 2);
    await confirm(stock, item, 1);
    expect(await dueRows(stock)).toEqual([]);
  });

  it("is not forgotten when the confirmation of what went before comes while it waits", async () => {
    const stock = await open();
    const item = await received(stock, 5);
    await toHear(item, "in_stock");
    await buy(stock, item, 5, "all");
    await confirm(stock, item, 1);
    await toHear(item, "out");
    expect(told(item).at(-1)).toBe("v2 out");
  });

  it("waits for a queue that is down, and parks nothing", async () => {
    stockEvents.isDown = true;
    const stock = await open();
    const item = await received(stock, 5);
    await pause(1_500);
    expect(eventsOf(item)).toEqual([]);
    expect(await dueRows(stock)).toEqual([{ kind: "publish", subject: item, parked: null }]);
    await buy(stock, item, 5, "all");
    await pause(300);

    stockEvents.isDown = false;
    await toHear(item, "out");
    expect(happened(item)).toEqual(["stock.back_in_stock v1 out > in_stock"]);
  });

  it("survives an eviction before it is sent, before it is confirmed, and after", async () => {
    const stock = await open();
    const item = await received(stock, 5);
    await evictDurableObject(stock);
    await toHear(item, "in_stock");
    await evictDurableObject(stock);
    const sends = eventsOf(item).length;
    await until(async () => eventsOf(item).length > sends);
    await confirm(stock, item);
    await evictDurableObject(stock);
    await buy(stock, item, 5, "all");
    await toHear(item, "out");
    expect(new Set(told(item))).toEqual(new Set(["v1 in_stock", "v2 out"]));
  });

  it("goes on above the version that a follower has when our own storage was set back", async () => {
    const stock = await open();
    const item = await followed(stock, 5);
    await confirm(stock, item, 40);
    await toHear(item, "in_stock", 41);
    await confirm(stock, item, 41);
    expect(await dueRows(stock)).toEqual([]);
  });

  it("of 250 items at once travels in batches that a queue takes", async () => {
    const stock = await open();
    const items = await Promise.all(Array.from({ length: 250 }, () => received(stock, 5)));
    await until(async () => items.every((item) => eventsOf(item).length > 0));
    expect(Math.max(...stockEvents.batches.map((batch) => batch.length))).toBeLessThanOrEqual(100);
  });

  it("ignores confirmations of items that it never published", async () => {
    const stock = await open();
    const item = await received(stock, 5);
    await confirm(stock, item, 7);
    await toHear(item, "in_stock");
    expect(told(item)[0]).toBe("v1 in_stock");
  });
});

describe("news of an item that time brings", { timeout: 30_000 }, () => {
  it("is that a preorder's day has come, and that its buyers wait", async () => {
    const stock = await open();
    const item = await received(stock, 1);
    const availableFromMs = Date.now() + 1_500;
    const beyond = { kind: "preorder" as const, limit: 5, availableFromMs };
    await stock.setPolicy({ itemId: item, policy: { beyond }, safety: [], actor: "staff" });
    await buy(stock, item, 3, "early bird");
    await toHear(item, "preorder");
    expect(newest(item)).toMatchObject({
      available_from: new Date(availableFromMs).toISOString(),
      short: false,
    });
    await confirm(stock, item);

    await toHear(item, "out");
    expect(Date.now()).toBeGreaterThanOrEqual(availableFromMs);
    expect(newest(item)).toMatchObject({ available_from: null, short: true });
    expect(happened(item)).toContain(`stock.short v${newest(item)?.version} preorder > out`);
    const { rows } = await stock.levels({ after: null, limit: 10, state: "scarce" });
    expect(rows.map(({ level }) => level.itemId)).toEqual([item]);
  });

  it("is that a preorder's day was moved", async () => {
    const stock = await open();
    const item = await received(stock, 1);
    const on = (availableFromMs: number) =>
      stock.setPolicy({
        itemId: item,
        policy: { beyond: { kind: "preorder", limit: 5, availableFromMs } },
        safety: [],
        actor: "staff",
      });
    await on(Date.now() + 3_600_000);
    await buy(stock, item, 1, "the one");
    await toHear(item, "preorder");
    await confirm(stock, item);
    const later = Date.now() + 7_200_000;
    await on(later);
    await until(async () => newest(item)?.available_from === new Date(later).toISOString());
  });

  it("is that a day which nobody was told of ends what may be promised", async () => {
    const stock = await open();
    const item = await followed(stock, 2);
    const beyond = { kind: "preorder" as const, limit: 5, availableFromMs: Date.now() + 1_200 };
    await stock.setPolicy({ itemId: item, policy: { beyond }, safety: [], actor: "staff" });
    expect(await dueRows(stock)).toHaveLength(1);
    await until(async () => (await dueRows(stock)).length === 0);
    expect(told(item)).toEqual(["v1 in_stock"]);
  });

  it("is that units came back which were held and not paid for, though nobody asks for them", async () => {
    const stock = await open();
    const item = await followed(stock, 2);
    await stock.hold(ask("early", { [item]: 2 }, { expiresAtMs: Date.now() + 1_200 }));
    await toHear(item, "out");
    await confirm(stock, item);
    await toHear(item, "in_stock");
    expect(happened(item)).toContain("stock.back_in_stock v3 out > in_stock");
    expect(await audited(stock, item)).toMatchObject({ held: 0, available: 2 });
  });

  it("is that also of holds that came after it was scarce", async () => {
    const stock = await open();
    const item = await received(stock, 4);
    await stock.setPolicy({ itemId: item, policy: { lowAt: 2 }, safety: [], actor: "staff" });
    await buy(stock, item, 2, "buyer");
    await toHear(item, "low");
    await confirm(stock, item);
    expect(await dueRows(stock)).toEqual([]);

    await stock.hold(ask("early", { [item]: 1 }, { expiresAtMs: Date.now() + 1_200 }));
    await adjust(stock, item, 1);
    await toHear(item, "in_stock");
    expect(await audited(stock, item)).toMatchObject({ held: 0, available: 3 });
  });
});

describe("news of an item that staff make", { timeout: 30_000 }, () => {
  it("is that it runs low, at the moment it does, and that a count leaves it short", async () => {
    const stock = await open();
    const item = await received(stock, 10);
    await stock.setPolicy({ itemId: item, policy: { lowAt: 3 }, safety: [], actor: "staff" });
    await toHear(item, "in_stock");
    await confirm(stock, item);
    await buy(stock, item, 7, "buyer");
    await toHear(item, "low");
    expect(happened(item)).toContain("stock.low v2 in_stock > low");

    await adjust(stock, item, -5);
    await toHear(item, "out");
    expect(newest(item)?.short).toBe(true);
    expect(happened(item)).toContain("stock.short v3 low > out");
  });
});

describe("a shop that shows numbers", { timeout: 30_000 }, () => {
  it("is told them, of what was there before too, and of a busy item once in a while", async () => {
    const stock = await open();
    const [busy, idle] = [await followed(stock, 40), await followed(stock, 7)];
    expect(newest(busy)?.units).toBeNull();

    await stock.showUnits({ showsUnits: true });
    await until(async () => newest(busy)?.units === 40 && newest(idle)?.units === 7);
    expect(happened(idle)).toEqual(["stock.back_in_stock v1 out > in_stock"]);
    await confirm(stock, busy, undefined, true);
    await confirm(stock, idle, undefined, true);
    const sends = eventsOf(busy).length;
    await Promise.all(Array.from({ length: 20 }, (_, n) => buy(stock, busy, 1, `buyer${n}`)));
    await until(async () => newest(busy)?.units === 20);
    expect(eventsOf(busy).length - sends).toBeLessThanOrEqual(2);

    await stock.hold(ask("early", { [busy]: 5 }, { expiresAtMs: Date.now() + 1_000 }));
    await until(async () => newest(busy)?.units === 15);
    await until(async () => newest(busy)?.units === 20);
  });

  it("stops being told them, and can begin again", async () => {
    const stock = await open();
    const item = await followed(stock, 9);
    await confirm(stock, item, undefined, true);
    await until(async () => newest(item)?.units === 9);
    await confirm(stock, item, undefined, false);
    await buy(stock, item, 1, "one");
    await pause(400);
    const sends = eventsOf(item).length;
    await evictDurableObject(stock);
    await buy(stock, item, 1, "two");
    await pause(400);
    expect(eventsOf(item)).toHaveLength(sends);
    await stock.showUnits({ showsUnits: true });
    await until(async () => newest(item)?.units === 7);
  });
});

describe("a partition that knew items before anything was published", { timeout: 30_000 }, () => {
  it("publishes them all when it wakes, and claims of none that it came back", async () => {
    const stock = await open();
    const items = await Promise.all(Array.from({ length: 120 }, () => received(stock, 5)));
    await runInDurableObject(stock, (_instance, { storage }) => {
      for (const statement of [
        "DROP TABLE publication",
        "ALTER TABLE shard_link DROP COLUMN promised",
        "DELETE FROM migration WHERE id = 102",
        "DELETE FROM due",
      ]) {
        storage.sql.exec(statement);
      }
      return storage.deleteAlarm();
    });
    stockEvents.batches.length = 0;
    await evictDurableObject(stock);
    await stock.describe();

    await until(async () => items.every((item) => newest(item)?.signal === "in_stock"));
    expect(items.flatMap((item) => newest(item)?.happened)).toEqual([]);
    for (const item of items) await confirm(stock, item);
    expect(await dueRows(stock)).toEqual([]);
  });
});

describe("an item that is spread over shards", { timeout: 30_000 }, () => {
  async function spread(stock: Partition, units: number, shards: number): Promise<string> {
    const item = await followed(stock, units);
    await stock.spread({ itemId: item, shards });
    await until(async () => (await stock.moveState({ itemId: item }))?.phase === "spread");
    return item;
  }

  it("is told to be out as soon as everything is promised, and to be back when some of it is given up", async () => {
    const stock = await open();
    const item = await spread(stock, 40, 4);
    await pause(400);
    expect(told(item)).toEqual(["v1 in_stock"]);

    const buyers = await Promise.all(
      Array.from({ length: 40 }, (_, n) => askAround(stock, item, 1, `buyer${n}`, { pin: true })),
    );
    expect(buyers.map(({ answer }) => answer.kind)).toEqual(Array(40).fill("granted"));
    await toHear(item, "out");
    await confirm(stock, item);

    const [first, ...others] = buyers;
    await first?.place.release(settle(first.holdId, { [item]: 1 }));
    await toHear(item, "in_stock");
    expect(happened(item)).toContain(`stock.back_in_stock v${newest(item)?.version} out > in_stock`);
    await confirm(stock, item);

    await Promise.all(others.map(({ place, holdId }) => place.commit(settle(holdId, { [item]: 1 }))));
    const last = await askAround(stock, item, 1, "last", { pin: true });
    await last.place.commit(settle(last.holdId, { [item]: 1 }));
    await toHear(item, "out");
    await adjust(stock, item, 5);
    await toHear(item, "in_stock");
    expect(await audited(stock, item)).toMatchObject({ committed: 40, available: 5 });
  });

  it("is told to be back when holds in shards lapse", async () => {
    const stock = await open();
    const item = await spread(stock, 8, 2);
    const expiresAtMs = Date.now() + 2_500;
    for (let n = 0; n < 8; n += 1) {
      const early = await askAround(stock, item, 1, `early${n}`, { expiresAtMs });
      expect(early.answer.kind).toBe("granted");
    }
    await toHear(item, "out");
    await confirm(stock, item);
    await toHear(item, "in_stock");
    expect(Date.now()).toBeGreaterThanOrEqual(expiresAtMs);
  });

  it("is told with its number where numbers are shown, and keeps nothing of its shards once it is home", async () => {
    const stock = await open();
    const item = await spread(stock, 40, 4);
    await stock.showUnits({ showsUnits: true });
    const bought = await Promise.all(
      Array.from({ length: 10 }, (_, n) => askAround(stock, item, 1, `buyer${n}`, { pin: true })),
    );
    await until(async () => newest(item)?.units === 30);
    await Promise.all(bought.map(({ place, holdId }) => place.commit(settle(holdId, { [item]: 1 }))));
    await stock.gather({ itemId: item });
    await until(async () => (await stock.moveState({ itemId: item }))?.phase === "home");
    const body = await runInDurableObject(stock, (_instance, { storage }) =>
      String(storage.sql.exec("SELECT body FROM item WHERE id = ?", item).one().body),
    );
    expect(body).not.toContain("promisedAway");
    await until(async () => newest(item)?.units === 30);
  });
});
