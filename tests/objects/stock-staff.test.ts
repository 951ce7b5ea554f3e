import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { describe, expect, it, vi } from "vitest";
import type { StockRpc } from "../../contracts/rpc/stock.ts";
import type { AdjustRowAsk } from "../../contracts/rpc/stock-staff.ts";
import { composeItemId } from "../../domain/kernel/item-id.ts";
import { randomDigits } from "../../platform/ids/mint.ts";
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

const hash = (text: string) => text.padEnd(64, ".");
const withdraw = (stock: Partition, itemId: string, holdId: string) =>
  stock.withdraw({ itemId, holdId, actor: "key_of_staff" });

async function ledger(stock: Partition, itemId: string, kind?: "adjusted" | "transferred" | "released") {
  const answer = await stock.movements({
    itemId,
    beforeSequence: null,
    limit: 100,
    ...(kind ? { kind } : {}),
  });
  if (answer.kind !== "movements") throw new Error(answer.kind);
  return answer.movements;
}

/** Changes rows behind the object's back. */
const spoil = (stock: Partition, sql: string, ...values: unknown[]) =>
  runInDurableObject(stock, (_instance, state) => void state.storage.sql.exec(sql, ...values));

describe("staff take back a hold", () => {
  it("ahead of payment: its units are free, and the ledger says who did it, once", async () => {
    const stock = await openStock();
    const item = await received(stock, 5);
    await stock.hold(ask("h", { [item]: 3 }));

    const taken = await withdraw(stock, item, "h");
    expect(taken).toMatchObject({
      kind: "withdrawn",
      hold: { state: "released", outstanding: 0, parts: [] },
    });
    expect(await withdraw(stock, item, "h")).toEqual(taken);
    expect(await audited(stock, item)).toMatchObject({ held: 0, available: 5, movements: 2 });
    expect((await ledger(stock, item, "released")).map(({ atMs: _at, ...line }) => line)).toEqual([
      {
        sequence: 2,
        kind: "released",
        location: null,
        onHandDelta: 0,
        committedDelta: 0,
        reason: "withdrawn",
        note: "hold h",
        actor: "key_of_staff",
        reference: "order",
      },
    ]);
    expect(await stock.hold(ask("h", { [item]: 3 }))).toEqual({ kind: "ended", state: "released" });
  });

  it("of several items: all of them, also when it was granted a moment ago", async () => {
    const stock = await openStock();
    const [a, b, c] = [await received(stock, 5), await received(stock, 5), await received(stock, 5)];
    const inOneGroup = await runInDurableObject(stock, (instance) =>
      Promise.all([
        (instance as unknown as StockRpc).hold(ask("h", { [a]: 1, [b]: 2 })),
        (instance as unknown as StockRpc).withdraw({ itemId: b, holdId: "h", actor: "key_of_staff" }),
      ]),
    );
    expect(inOneGroup.map(({ kind }) => kind)).toEqual(["granted", "withdrawn"]);
    await stock.hold(ask("later", { [a]: 1, [b]: 1, [c]: 1 }));
    expect((await withdraw(stock, c, "later")).kind).toBe("withdrawn");
    for (const item of [a, b, c]) expect(await audited(stock, item)).toMatchObject({ held: 0, available: 5 });
    expect(await ledger(stock, a, "released")).toHaveLength(2);
  });

  it("but not while a payment is under way, and not once it is sold", async () => {
    const stock = await openStock();
    const item = await received(stock, 5);
    await stock.hold(ask("h", { [item]: 3 }, { pin: true }));
    expect(await withdraw(stock, item, "h")).toMatchObject({ kind: "pinned", hold: { units: 3 } });
    await stock.commit(settle("h", { [item]: 3 }));
    expect(await withdraw(stock, item, "h")).toMatchObject({ kind: "sold", hold: { outstanding: 3 } });
    expect(await audited(stock, item)).toMatchObject({ committed: 3, available: 2 });
  });

  it("and nothing of one that is over, or that nobody has", async () => {
    const stock = await openStock();
    const item = await received(stock, 5);
    await stock.hold(ask("short", { [item]: 1 }, { expiresAtMs: Date.now() + 400 }));
    await stock.hold(ask("given", { [item]: 1 }));
    await stock.release(settle("given", { [item]: 1 }));
    await new Promise((resolve) => setTimeout(resolve, 401));

    expect(await withdraw(stock, item, "short")).toMatchObject({
      kind: "ended",
      hold: { state: "lapsed", outstanding: 0, parts: [] },
    });
    expect(await withdraw(stock, item, "given")).toMatchObject({
      kind: "ended",
      hold: { state: "released" },
    });
    expect(await withdraw(stock, item, "nobody's")).toEqual({ kind: "unknown_hold" });
    expect((await stock.hold(ask("nobody's", { [item]: 1 }))).kind).toBe("granted");
    expect(await ledger(stock, item)).toHaveLength(1);
  });

  it("that a shard keeps, with the line in the home's ledger, however often they ask", async () => {
    const stock = await openStock();
    const item = await received(stock, 20);
    await stock.spread({ itemId: item, shards: 4 });
    await until(async () => (await stock.moveState({ itemId: item }))?.phase === "spread");
    const held = await askAround(stock, item, 2, "buyer");
    expect(held.shard).not.toBeNull();

    const answers = await Promise.all([1, 2, 3].map(() => withdraw(stock, item, held.holdId)));
    expect(answers.map(({ kind }) => kind)).toEqual(["withdrawn", "withdrawn", "withdrawn"]);
    expect(answers[0]).toMatchObject({ hold: { shard: held.shard } });
    expect(await ledger(stock, item, "released")).toMatchObject([
      { actor: "key_of_staff", reference: "order" },
    ]);
    expect(await audited(stock, item)).toMatchObject({ held: 0, available: 20, movements: 2 });
  });
});

describe("many adjustments", () => {
  const row = (itemId: string, key: string, change: AdjustRowAsk["change"]): AdjustRowAsk => ({
    ...{ itemId, location: "berlin", change, reason: "stocktake", note: null, actor: "staff" },
    idempotency: { scope: hash(key), requestHash: hash("body") },
  });
  const delta = (units: number) => ({ kind: "delta" as const, units });

  it("are applied in their order, each by itself, and once, however many ask at a time", async () => {
    const stock = await openStock();
    const [a, b] = [composeItemId(0, randomDigits()), await received(stock, 1)];
    const asks = [
      row(a, "0", delta(5)),
      row(b, "1", delta(-2)),
      row(a, "2", delta(-6)),
      row(a, "3", { kind: "counted", units: 4 }),
      ...Array.from({ length: 200 }, (_, n) => row(b, `more ${n}`, delta(1))),
    ];

    const answers = await Promise.all([1, 2, 3].map(() => stock.adjustMany({ asks })));
    expect(answers[0]?.slice(0, 5)).toEqual([
      { kind: "adjusted", movement: 1 },
      { kind: "would_be_negative", location: "berlin", onHand: 1 },
      { kind: "would_be_negative", location: "berlin", onHand: 5 },
      { kind: "adjusted", movement: 2 },
      { kind: "adjusted", movement: 2 },
    ]);
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    expect(await audited(stock, a)).toMatchObject({ onHand: 4, movements: 2 });
    expect(await audited(stock, b)).toMatchObject({ onHand: 201, movements: 201 });
    // There would be enough by now; the row was answered all the same.
    expect((await stock.adjustMany({ asks: asks.slice(1, 2) }))[0]?.kind).toBe("would_be_negative");
  });

  it("are refused under a key that is another request's, before any row of it is touched", async () => {
    const stock = await openStock();
    const item = composeItemId(0, randomDigits());
    const idempotency = { scope: hash("key"), requestHash: hash("one") };
    expect(await stock.claim({ idempotency })).toEqual({ kind: "claimed", replayed: false });
    expect(await stock.claim({ idempotency })).toEqual({ kind: "claimed", replayed: true });
    expect(await stock.claim({ idempotency: { ...idempotency, requestHash: hash("two") } })).toEqual({
      kind: "key_reused",
    });

    const first = row(item, "0", delta(1));
    await stock.adjustMany({ asks: [first] });
    const other = { ...first, idempotency: { ...first.idempotency, requestHash: hash("other") } };
    expect(await stock.adjustMany({ asks: [other] })).toEqual([{ kind: "key_reused" }]);
  });

  it("of an item that is spread call its free units home first", async () => {
    const stock = await openStock();
    const item = await received(stock, 20);
    await stock.spread({ itemId: item, shards: 4 });
    await until(async () => (await stock.moveState({ itemId: item }))?.phase === "spread");
    const held = await askAround(stock, item, 3, "buyer", { pin: true });
    expect(held.answer.kind).toBe("granted");

    const answers = await stock.adjustMany({
      asks: [row(item, "0", delta(-8)), row(item, "1", delta(1)), row(item, "2", delta(-9))],
    });
    expect(answers).toEqual([2, 3, 4].map((movement) => ({ kind: "adjusted", movement })));
    expect(await audited(stock, item)).toMatchObject({ onHand: 4, held: 3, available: 1, short: false });
    expect((await askAround(stock, item, 1, "next", { pin: true })).answer.kind).toBe("granted");
    expect((await askAround(stock, item, 1, "too late", { pin: true })).answer.kind).toBe("insufficient");
  });

  it("and single ones that come together leave nothing in shards that is not there any more", async () => {
    for (const how of ["single", "bulk"] as const) {
      const stock = await openStock();
      const item = await received(stock, 20);
      await stock.spread({ itemId: item, shards: 4 });
      await until(async () => (await stock.moveState({ itemId: item }))?.phase === "spread");
      await adjust(stock, item, 20);

      const answers = await Promise.all(
        ["0", "1"].map(async (key) =>
          how === "single"
            ? adjust(stock, item, -20)
            : (await stock.adjustMany({ asks: [row(item, key, delta(-20))] }))[0],
        ),
      );
      expect(answers).toMatchObject([{ kind: "adjusted" }, { kind: "adjusted" }]);
      expect((await askAround(stock, item, 1, "buyer", { pin: true })).answer.kind).toBe("insufficient");
      expect(await audited(stock, item)).toMatchObject({ onHand: 0, held: 0, available: 0, short: false });
    }
  });

  it("at a location that the shop closed count what lies there, and bring nothing new", async () => {
    const stock = await openStock();
    const item = await received(stock, 3, "old-house");
    const closed = { location: "old-house", mustBeKnown: true };
    expect(
      await stock.adjustMany({
        asks: [
          { ...row(item, "0", { kind: "counted", units: 1 }), ...closed },
          { ...row(item, "1", delta(1)), location: "atlantis", mustBeKnown: true },
        ],
      }),
    ).toEqual([
      { kind: "adjusted", movement: 2 },
      { kind: "unknown_location", location: "atlantis" },
    ]);
  });
});

describe("a list of levels", () => {
  const walk = async (stock: Partition, state: "all" | "scarce" | "low" | "out" | "short", limit = 2) => {
    const found: string[] = [];
    for (let after: string | null = null, page = 0; page < 20; page += 1) {
      const answer = await stock.levels({ after, limit, state });
      expect(answer.rows.length).toBeLessThanOrEqual(limit);
      found.push(...answer.rows.map(({ level }) => level.itemId));
      if (answer.after === null) return found;
      after = answer.after;
    }
    throw new Error("a list without end");
  };

  it("names what is low, out and short, each item once, in the order of ids", async () => {
    const stock = await openStock();
    const [plenty, low, out, short, backordered] = [
      await received(stock, 9),
      await received(stock, 2),
      await received(stock, 1),
      await received(stock, 4),
      await received(stock, 1),
    ];
    const policy = (itemId: string, more: object) =>
      stock.setPolicy({ itemId, policy: more, safety: [], actor: "staff" });
    await policy(low, { lowAt: 2 });
    await stock.hold(ask("o", { [out]: 1 }, { pin: true }));
    await stock.hold(ask("s", { [short]: 4 }, { pin: true }));
    await adjust(stock, short, -1);
    await policy(backordered, { beyond: { kind: "backorder", limit: 5 } });
    await stock.hold(ask("b", { [backordered]: 2 }, { pin: true }));

    const sorted = (...items: string[]) => [...items].sort();
    expect(await walk(stock, "all")).toEqual(sorted(plenty, low, out, short, backordered));
    expect(await walk(stock, "scarce")).toEqual(sorted(low, out, short, backordered));
    expect(await walk(stock, "low")).toEqual([low]);
    expect(await walk(stock, "out", 1)).toEqual(sorted(out, short, backordered));
    expect(await walk(stock, "short")).toEqual([short]);
  });

  it("is as of now: units whose hold has lapsed are there, and those that a shard holds are not", async () => {
    const stock = await openStock();
    const [lapsing, spread] = [await received(stock, 1), await received(stock, 8)];
    await stock.hold(ask("h", { [lapsing]: 1 }, { expiresAtMs: Date.now() + 400 }));
    expect(await walk(stock, "out")).toEqual([lapsing]);
    await stock.spread({ itemId: spread, shards: 1 });
    await until(async () => (await stock.moveState({ itemId: spread }))?.phase === "spread");
    expect((await askAround(stock, spread, 8, "all", { pin: true })).shard).toBe(0);
    await new Promise((resolve) => setTimeout(resolve, 401));

    expect(await walk(stock, "out")).toEqual([spread]);
    expect((await stock.levels({ after: null, limit: 9, state: "out" })).rows[0]).toMatchObject({
      level: { available: 0, held: 8 },
      move: { phase: "spread", shards: 1 },
    });
  });
});

describe("a list of holds", () => {
  it("names live ones by id, page by page, and none that has lapsed", async () => {
    const stock = await openStock();
    const item = await received(stock, 9);
    for (const holdId of ["c", "a", "d"]) await stock.hold(ask(holdId, { [item]: 1 }));
    await stock.hold(ask("b", { [item]: 1 }, { expiresAtMs: Date.now() + 400 }));
    await stock.hold(ask("sold", { [item]: 1 }, { pin: true }));
    await stock.commit(settle("sold", { [item]: 1 }));
    await new Promise((resolve) => setTimeout(resolve, 401));

    const page = async (after: string | null, state: "live" | "committed" = "live") => {
      const answer = await stock.holds({ itemId: item, state, after, limit: 2 });
      return answer.kind === "holds" ? answer.holds.map(({ holdId }) => holdId) : answer.kind;
    };
    expect(await page(null)).toEqual(["a", "c"]);
    expect(await page("c")).toEqual(["d"]);
    expect(await page(null, "committed")).toEqual(["sold"]);
  });
});

describe("a policy", () => {
  it("is changed way by way, and one way does not silently end another", async () => {
    const stock = await openStock();
    const item = await received(stock, 1);
    const set = (ways: {
      backorderLimit?: number | null;
      preorder?: { limit: number; availableFromMs: number } | null;
    }) => stock.setPolicy({ itemId: item, policy: {}, ways, safety: [], actor: "staff" });
    const preorder = { limit: 5, availableFromMs: Date.now() + 60_000 };

    expect((await set({ backorderLimit: 5 })).kind).toBe("set");
    expect(await set({ preorder })).toEqual({ kind: "excluded_by", present: "backorder" });
    expect(await set({ preorder, backorderLimit: null })).toMatchObject({
      kind: "set",
      level: { allowance: 5, policy: { beyond: { kind: "preorder" } } },
    });
    expect((await set({ backorderLimit: null })).kind).toBe("set");
    expect(await set({ backorderLimit: 1 })).toEqual({ kind: "excluded_by", present: "preorder" });
    expect(await stock.level({ itemId: item })).toMatchObject({ level: { allowance: 5 } });
  });

  it("keeps back no units at a location that nobody knows", async () => {
    const stock = await openStock();
    const item = await received(stock, 3, "old-house");
    const keep = (location: string) =>
      stock.setPolicy({
        itemId: item,
        policy: { lowAt: 7 },
        safety: [{ location, units: 1, mustBeKnown: true }],
        actor: "staff",
      });
    expect(await keep("atlantis")).toEqual({ kind: "unknown_location", location: "atlantis" });
    expect(await stock.level({ itemId: item })).toMatchObject({
      level: { safety: 0, policy: { lowAt: null } },
    });
    expect(await keep("old-house")).toMatchObject({ kind: "set", level: { safety: 1, available: 2 } });
  });

  it("that limits each buyer holds although the item was just being spread", async () => {
    const stock = await openStock();
    const item = await received(stock, 40);
    await Promise.all([
      stock.spread({ itemId: item, shards: 4 }),
      stock.setPolicy({ itemId: item, policy: { maxPerBuyer: 2 }, safety: [], actor: "staff" }),
    ]);
    await new Promise((resolve) => setTimeout(resolve, 300));

    const answers = [];
    for (let n = 0; n < 8; n += 1) {
      const { answer } = await askAround(stock, item, 1, `cart ${n}`, { pin: true, buyer: "one buyer" });
      answers.push(answer.kind);
    }
    expect(answers.filter((kind) => kind === "granted")).toHaveLength(2);
  });
});

describe("a spread by hand", () => {
  it("that is asked for again is the same move, and makes one that began by itself stay", async () => {
    const stock = await openStock();
    const item = await received(stock, 40);
    const spread = (shards: number) => stock.spread({ itemId: item, shards });
    expect((await spread(4)).kind).toBe("moving");
    await until(async () => (await stock.moveState({ itemId: item }))?.phase === "spread");
    await spoil(stock, "UPDATE spread SET by_hand = 0");

    expect(await spread(4)).toMatchObject({ kind: "moving", state: { phase: "spread", version: 1 } });
    const byHand = await runInDurableObject(stock, (_instance, state) =>
      Number(state.storage.sql.exec("SELECT by_hand FROM spread").one().by_hand),
    );
    expect(byHand).toBe(1);
    expect((await spread(5)).kind).toBe("busy");
    await stock.gather({ itemId: item });
    expect(["busy", "moving"]).toContain((await spread(4)).kind);
    expect(await audited(stock, item)).toMatchObject({ onHand: 40, available: 40 });
  });
});

describe("an audit of all items", () => {
  const spoilt = async () => {
    const stock = await openStock();
    const items = [];
    for (let n = 0; n < 30; n += 1) items.push(await received(stock, 3));
    const [broken = ""] = items;
    await stock.hold(ask("h", { [broken]: 2 }));
    await spoil(stock, "UPDATE hold SET units = 1 WHERE hold_id = 'h'");
    return { stock, items, broken };
  };

  it("finds the one that does not balance, whatever page it is on, and counts every other", async () => {
    const { stock, items, broken } = await spoilt();
    let audited = 0;
    const unbalanced = [];
    for (let after: string | null = null, page = 0; page < 10; page += 1) {
      const answer = await stock.auditItems({ after, limit: 7 });
      audited += answer.audited;
      unbalanced.push(...answer.unbalanced);
      expect(answer.uncounted).toEqual([]);
      if (answer.after === null) break;
      after = answer.after;
    }
    expect(audited).toBe(items.length);
    expect(unbalanced.map(({ level }) => level.itemId)).toEqual([broken]);
    expect(unbalanced[0]?.checks).toContainEqual({ name: "held, by holds", counted: 1, recorded: 2 });
  });

  it("names what it could not count, and counts the rest", async () => {
    const { stock, items, broken } = await spoilt();
    const [, , third = ""] = items;
    await spoil(stock, "INSERT INTO spread VALUES (?, 1, 'spread', 1, 0, 0)", third);
    await spoil(
      stock,
      `INSERT INTO shard_link (item_id, shard, grant_number, return_number, lent, is_over)
         VALUES (?, 0, 0, 0, '[]', 0)`,
      third,
    );
    const answer = await stock.auditItems({ after: null, limit: 100 });
    expect(answer).toMatchObject({ audited: items.length - 1, uncounted: [third], after: null });
    expect(answer.unbalanced.map(({ level }) => level.itemId)).toEqual([broken]);
  });

  it("is done by the partition itself, slice by slice, and a day later again", async () => {
    const { stock, items, broken } = await spoilt();
    const errors = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const dueAtMs = () =>
      runInDurableObject(stock, (_instance, state) =>
        Number(state.storage.sql.exec("SELECT at_ms FROM due WHERE kind = 'audit'").one().at_ms),
      );
    const toldOf = (event: string) =>
      errors.mock.calls.flatMap(([line]) => {
        const told = JSON.parse(String(line)) as Record<string, unknown>;
        return told.event === event ? [told] : [];
      });
    const beganAtMs = Date.now();
    expect(await dueAtMs()).toBeGreaterThan(beganAtMs + 23 * 3_600_000);

    for (let slice = 0; slice < 2; slice += 1) {
      expect(toldOf("stock.audited")).toEqual([]);
      await spoil(stock, "UPDATE due SET at_ms = 0 WHERE kind = 'audit'");
      await runDurableObjectAlarm(stock);
    }

    expect(toldOf("stock.unbalanced")).toMatchObject([
      { item: broken, checks: expect.stringContaining("held, by holds: 1, not 2") },
    ]);
    expect(toldOf("stock.audited")).toMatchObject([{ items: items.length, unbalanced: 1, uncounted: 0 }]);
    expect(await dueAtMs()).toBeGreaterThanOrEqual(beganAtMs + 24 * 3_600_000);
    errors.mockRestore();
  });
});
