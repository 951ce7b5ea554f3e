import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { SetPolicy } from "../../contracts/rpc/stock.ts";
import { adjust, ask, audited, openStock, type Partition, received, settle } from "./stock-asks.ts";

const policy = (
  stock: Partition,
  itemId: string,
  more: SetPolicy["policy"],
  safety: SetPolicy["safety"] = [],
) => stock.setPolicy({ itemId, policy: more, safety, actor: "staff" });

const kinds = (answers: { kind: string }[]) =>
  Object.fromEntries(
    [...Map.groupBy(answers, (answer) => answer.kind)].map(([kind, some]) => [kind, some.length]),
  );

describe("holds ahead of payment", () => {
  it("of one asker take so many units of an item, however many carts ask at once; others still hold", async () => {
    const stock = await openStock(env.STRICT_STOCK);
    const item = await received(stock, 100);
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) => stock.hold(ask(`h${n}`, { [item]: 1 }, { asker: "one address" }))),
    );
    expect(kinds(answers)).toEqual({ granted: 4, limited: 8 });
    expect(answers.find((answer) => answer.kind === "limited")).toEqual({
      kind: "limited",
      limits: [{ itemId: item, limit: "early_holds", allowed: 0 }],
    });
    expect((await stock.hold(ask("other", { [item]: 4 }, { asker: "another" }))).kind).toBe("granted");
    expect((await stock.hold(ask("buyer", { [item]: 9 }, { asker: "one address", pin: true }))).kind).toBe(
      "granted",
    );

    await stock.release(settle("h0", { [item]: 1 }));
    expect((await stock.hold(ask("again", { [item]: 1 }, { asker: "one address" }))).kind).toBe("granted");
  });

  it("take half of what is unsold at most, so that buyers who pay always find some", async () => {
    const stock = await openStock(env.STRICT_STOCK);
    const item = await received(stock, 11);
    const early = await Promise.all(
      Array.from({ length: 11 }, (_, n) => stock.hold(ask(`h${n}`, { [item]: 1 }))),
    );
    expect(kinds(early)).toEqual({ granted: 6, limited: 5 });
    const paid = await Promise.all(
      Array.from({ length: 6 }, (_, n) => stock.hold(ask(`p${n}`, { [item]: 1 }, { pin: true }))),
    );
    expect(kinds(paid)).toEqual({ granted: 5, insufficient: 1 });
    expect(await audited(stock, item)).toMatchObject({ held: 11, available: 0 });
  });

  it("do not count once they have lapsed, written down or not", async () => {
    const stock = await openStock(env.STRICT_STOCK);
    const item = await received(stock, 10);
    const expiresAtMs = Date.now() + 100;
    expect((await stock.hold(ask("a", { [item]: 5 }, { expiresAtMs }))).kind).toBe("granted");
    expect((await stock.hold(ask("b", { [item]: 5 }))).kind).toBe("limited");
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect((await stock.hold(ask("c", { [item]: 5 }))).kind).toBe("granted");
  });

  it("of one asker count no more in the very moment in which payment begins", async () => {
    const stock = await openStock(env.STRICT_STOCK);
    const item = await received(stock, 100);
    const held = (holdId: string, pin: boolean) => ask(holdId, { [item]: 4 }, { asker: "one address", pin });
    expect((await stock.hold(held("a", false))).kind).toBe("granted");
    // In one call, so that they are decided as one group.
    const answers = await stock.holdMany({ asks: [held("a", true), held("b", false), held("c", false)] });
    expect(answers.map(({ kind }) => kind)).toEqual(["granted", "granted", "limited"]);
  });

  it("may take the last unit, and count no more once payment begins", async () => {
    const stock = await openStock(env.STRICT_STOCK);
    const item = await received(stock, 2);
    expect((await stock.hold(ask("a", { [item]: 1 }))).kind).toBe("granted");
    expect((await stock.hold(ask("b", { [item]: 1 }))).kind).toBe("limited");
    await stock.hold(ask("a", { [item]: 1 }, { pin: true }));
    expect((await stock.hold(ask("b", { [item]: 1 }))).kind).toBe("granted");
  });
});

describe("a sale is limited", () => {
  it("per order", async () => {
    const stock = await openStock();
    const item = await received(stock, 10);
    await policy(stock, item, { maxPerOrder: 3 });
    expect(await stock.hold(ask("a", { [item]: 4 }, { pin: true }))).toEqual({
      kind: "limited",
      limits: [{ itemId: item, limit: "per_order", allowed: 3 }],
    });
    expect((await stock.hold(ask("b", { [item]: 3 }, { pin: true }))).kind).toBe("granted");
  });

  it("per buyer also in what was held before anybody knew who buys", async () => {
    const stock = await openStock();
    const item = await received(stock, 50);
    await policy(stock, item, { maxPerBuyer: 3 });
    const early = (holdId: string, units: number) => stock.hold(ask(holdId, { [item]: units }));
    const pinned = (holdId: string, units: number, buyer = "ada") =>
      stock.hold(ask(holdId, { [item]: units }, { pin: true, buyer }));

    expect((await early("too much", 4)).kind).toBe("limited");
    expect(kinds(await Promise.all([early("a", 2), early("b", 2), early("c", 1)]))).toEqual({ granted: 3 });
    const answers = await Promise.all([pinned("a", 2), pinned("b", 2), pinned("c", 1), pinned("a", 2)]);
    expect(answers[1]).toEqual({
      kind: "limited",
      limits: [{ itemId: item, limit: "per_buyer", allowed: 1 }],
    });
    expect(kinds(answers)).toEqual({ granted: 3, limited: 1 });
    expect((await pinned("b", 2, "bob")).kind).toBe("granted");
    expect((await pinned("d", 1)).kind).toBe("limited");

    await stock.release(settle("a", { [item]: 2 }));
    expect((await pinned("d", 2)).kind).toBe("granted");
    expect(await audited(stock, item)).toMatchObject({ held: 5 });
  });

  it("per buyer over all orders, also those that come together, sold or shipped", async () => {
    const stock = await openStock();
    const item = await received(stock, 50);
    await policy(stock, item, { maxPerBuyer: 3 });
    const of = (buyer: string, holdId: string, units = 1) =>
      stock.hold(ask(holdId, { [item]: units }, { pin: true, buyer }));

    const together = await Promise.all(Array.from({ length: 8 }, (_, n) => of("ada", `a${n}`)));
    expect(kinds(together)).toEqual({ granted: 3, limited: 5 });
    const granted = together.findIndex((answer) => answer.kind === "granted");
    const sold = settle(`a${granted}`, { [item]: 1 });
    await stock.commit(sold);
    await stock.fulfil({ ...sold, stepId: "p", location: "berlin", actor: "staff" });
    expect((await of("ada", "more")).kind).toBe("limited");
    expect((await of("bob", "b", 3)).kind).toBe("granted");

    await stock.release(settle("b", { [item]: 3 }));
    expect((await of("bob", "b2", 3)).kind).toBe("granted");
    await stock.commit(settle("b2", { [item]: 3 }));
    await stock.uncommit({ ...settle("b2", { [item]: 2 }), stepId: "edit", actor: "staff" });
    expect(await of("bob", "b3", 3)).toMatchObject({ kind: "limited", limits: [{ allowed: 2 }] });
    expect((await of("bob", "b4", 2)).kind).toBe("granted");
  });
});

describe("more than is there", () => {
  it("is sold on backorder up to its own limit, and says how much of it waits", async () => {
    const stock = await openStock();
    const item = await received(stock, 2);
    await policy(stock, item, { beyond: { kind: "backorder", limit: 3 } });
    expect(await stock.hold(ask("a", { [item]: 4 }, { pin: true }))).toEqual({
      kind: "granted",
      allocations: [{ itemId: item, parts: [{ location: "berlin", units: 2 }], awaited: 2 }],
    });
    expect(await stock.hold(ask("b", { [item]: 2 }, { pin: true }))).toMatchObject({
      kind: "insufficient",
      shortages: [{ available: 1 }],
    });
    expect((await stock.hold(ask("c", { [item]: 1 }, { pin: true }))).kind).toBe("granted");
    expect(await audited(stock, item)).toMatchObject({ held: 5, available: -3, short: false });

    await adjust(stock, item, 3);
    expect(await audited(stock, item)).toMatchObject({ onHand: 5, available: 0, short: false });
    await stock.commit(settle("a", { [item]: 4 }));
    const parcel = { ...settle("a", { [item]: 4 }), stepId: "p", location: "berlin", actor: "staff" };
    expect(await stock.fulfil(parcel)).toEqual({ kind: "fulfilled" });
    expect(await audited(stock, item)).toMatchObject({ onHand: 1, committed: 0, held: 1, available: 0 });
  });

  it("is sold as a preorder until its day, and then no more", async () => {
    const stock = await openStock();
    const item = await received(stock, 1);
    await adjust(stock, item, -1);
    const availableFromMs = Date.now() + 300;
    await policy(stock, item, { beyond: { kind: "preorder", limit: 2, availableFromMs } });
    expect((await stock.hold(ask("a", { [item]: 1 }, { pin: true }))).kind).toBe("granted");
    await new Promise((resolve) => setTimeout(resolve, 320));
    expect((await stock.hold(ask("b", { [item]: 1 }, { pin: true }))).kind).toBe("insufficient");
    expect(await audited(stock, item)).toMatchObject({ held: 1, available: -1, short: true });
  });

  it("is never what the owner keeps back at a location", async () => {
    const stock = await openStock();
    const item = await received(stock, 10);
    await adjust(stock, item, 4, "lisbon");
    await policy(stock, item, {}, [{ location: "berlin", units: 3 }]);
    expect(await stock.hold(ask("a", { [item]: 12 }, { pin: true }))).toMatchObject({
      kind: "insufficient",
      shortages: [{ available: 11 }],
    });
    expect(await stock.hold(ask("b", { [item]: 11 }, { pin: true }))).toMatchObject({
      allocations: [
        {
          parts: [
            { location: "berlin", units: 7 },
            { location: "lisbon", units: 4 },
          ],
        },
      ],
    });
  });
});

describe("several locations", () => {
  it("are taken from as the strategy says, in the transaction that holds", async () => {
    const stock = await openStock();
    const [tee, mug] = [await received(stock, 5, "berlin"), await received(stock, 5, "berlin")];
    await adjust(stock, tee, 5, "lisbon");
    await adjust(stock, mug, 1, "lisbon");
    const parts = async (name: string, units: Record<string, number>, mode: "in_order" | "fewest") => {
      const sourcing = { mode, order: ["lisbon", "berlin"] };
      const answer = await stock.hold(ask(name, units, { pin: true, sourcing }));
      if (answer.kind !== "granted") throw new Error(answer.kind);
      await stock.release(settle(name, units));
      return answer.allocations.map((item) => item.parts);
    };

    expect(await parts("a", { [tee]: 2, [mug]: 2 }, "in_order")).toEqual([
      [{ location: "lisbon", units: 2 }],
      [
        { location: "lisbon", units: 1 },
        { location: "berlin", units: 1 },
      ],
    ]);
    expect(await parts("b", { [tee]: 2, [mug]: 2 }, "fewest")).toEqual([
      [{ location: "berlin", units: 2 }],
      [{ location: "berlin", units: 2 }],
    ]);
    expect(await audited(stock, tee)).toMatchObject({ held: 0, available: 10 });
  });

  it("never promise the same units twice, whoever asks together", async () => {
    const stock = await openStock();
    const item = await received(stock, 5, "berlin");
    await adjust(stock, item, 5, "lisbon");
    await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        stock.hold(
          ask(
            `h${n}`,
            { [item]: 1 },
            { pin: true, sourcing: { mode: "in_order", order: [n % 2 ? "berlin" : "lisbon"] } },
          ),
        ),
      ),
    );
    const answer = await stock.level({ itemId: item });
    expect(answer).toMatchObject({
      level: {
        held: 10,
        locations: [
          { location: "berlin", onHand: 5, promised: 5, available: 0 },
          { location: "lisbon", onHand: 5, promised: 5, available: 0 },
        ],
      },
    });
    await audited(stock, item);
  });

  it("exchange units in one step, and only units that are there", async () => {
    const stock = await openStock();
    const item = await received(stock, 5, "berlin");
    const way = { itemId: item, from: "berlin", to: "lisbon", note: null, actor: "staff", idempotency: null };
    expect(await stock.transfer({ ...way, units: 6 })).toEqual({
      kind: "would_be_negative",
      location: "berlin",
      onHand: 5,
    });
    expect(await stock.transfer({ ...way, units: 3 })).toMatchObject({
      kind: "adjusted",
      level: {
        onHand: 5,
        locations: [
          { location: "berlin", onHand: 2 },
          { location: "lisbon", onHand: 3 },
        ],
      },
    });
    expect(await audited(stock, item)).toMatchObject({ onHand: 5, movements: 3 });
  });
});

describe("a hold lasts longer", () => {
  it("when it is extended in time, and not for ever", async () => {
    const stock = await openStock();
    const item = await received(stock, 1);
    const startMs = Date.now();
    await stock.hold(ask("h", { [item]: 1 }, { expiresAtMs: startMs + 150 }));
    const longer = {
      holdId: "h",
      items: [{ itemId: item, units: 1 }],
      expiresAtMs: startMs + 60_000,
      lastMs: 400,
    };
    const extended = await stock.extend(longer);
    expect(extended.kind === "extended" && (extended.expiresAtMs ?? 0) - startMs).toBeLessThan(500);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect((await stock.hold(ask("other", { [item]: 1 }))).kind).toBe("insufficient");
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await stock.extend(longer)).toEqual({ kind: "ended", state: "lapsed" });
    expect((await stock.hold(ask("another", { [item]: 1 }))).kind).toBe("granted");
  });
});
