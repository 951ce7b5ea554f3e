import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Publication, publish, UNPUBLISHED } from "../inventory/publication.ts";
import { isThere, type Signal } from "../inventory/signal.ts";
import { type Followed, followSignals, type HeardSignal, type KnownSignal } from "./follow-signals.ts";

function heard(version: number, signal: Signal, more: Partial<HeardSignal> = {}): HeardSignal {
  return { itemId: "inv_a", version, signal, units: null, availableFromMs: null, happened: [], ...more };
}

const back = (version: number) => [{ type: "stock.back_in_stock" as const, version }];
const known = (version: number, signal: Signal): KnownSignal => heard(version, signal);
const none: Followed = { newer: [], shownItemIds: [], turnedItemIds: [], returnedItemIds: [] };

describe("a follower", () => {
  it("takes the newest of what it hears, and nothing that is older than what it knows", () => {
    const newest = heard(7, "low");
    expect(followSignals([], [heard(5, "out"), newest, heard(6, "in_stock")]).newer).toEqual([newest]);
    expect(followSignals([known(7, "low")], [newest, heard(3, "out")])).toEqual(none);
  });

  it("tells shoppers what they see differently, and lists only what turned", () => {
    const present = { ...known(1, "in_stock"), units: 9 };
    expect(followSignals([present], [heard(2, "in_stock", { units: 9 })])).toMatchObject({
      shownItemIds: [],
      turnedItemIds: [],
    });
    expect(followSignals([present], [heard(2, "in_stock", { units: 8 })])).toMatchObject({
      shownItemIds: ["inv_a"],
      turnedItemIds: [],
    });
    expect(followSignals([present], [heard(2, "low", { units: 8 })])).toMatchObject({
      shownItemIds: ["inv_a"],
      turnedItemIds: ["inv_a"],
    });
    const dated = { ...known(1, "preorder"), availableFromMs: 5 };
    expect(followSignals([dated], [heard(2, "preorder", { availableFromMs: 6 })]).shownItemIds).toEqual([
      "inv_a",
    ]);
    // Everybody assumes of an unknown item that there is none.
    expect(followSignals([], [heard(1, "out")])).toMatchObject({ shownItemIds: [], turnedItemIds: [] });
  });

  it.each<[string, KnownSignal[], HeardSignal, boolean]>([
    ["seen with one's own eyes", [known(1, "out")], heard(2, "in_stock", { happened: back(2) }), true],
    ["that was told of before", [known(2, "in_stock")], heard(3, "low", { happened: back(2) }), false],
    ["between two messages", [known(1, "in_stock")], heard(4, "low", { happened: back(3) }), true],
    ["that is over already", [known(1, "out")], heard(4, "out", { happened: back(3) }), false],
    ["of what was never there", [], heard(1, "in_stock", { happened: back(1) }), true],
    ["that nobody claims, of an unknown item", [], heard(1, "in_stock"), false],
    ["after our home was set back", [known(9, "out")], heard(11, "in_stock", { happened: back(2) }), true],
    ["of units that are still to come", [known(1, "out")], heard(2, "backorder"), false],
  ])("counts a return %s: %o", (_case, present, message, counts) => {
    expect(followSignals(present, [message]).returnedItemIds).toEqual(counts ? ["inv_a"] : []);
  });

  it("keeps items apart", () => {
    const other = heard(1, "in_stock", { itemId: "inv_b", happened: back(1) });
    const followed = followSignals([known(5, "out")], [heard(4, "low"), other]);
    expect(followed.newer).toEqual([other]);
    expect(followed.returnedItemIds).toEqual(["inv_b"]);
  });

  it("ends where the item is, and hears of its last return once, however messages are lost, doubled and mixed", () => {
    const story = fc.array(fc.constantFrom<Signal>("in_stock", "low", "backorder", "out"), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(story, fc.infiniteStream(fc.nat()), (signals, chance) => {
        const messages = messagesOf(signals);
        const last = messages.at(-1);
        if (!last) return;
        // Every message comes any number of times, in any order; the last one comes at least once.
        const arriving = messages.flatMap((message) => Array(chance.next().value % 3).fill(message));
        arriving.push(last);
        arriving.sort(() => (chance.next().value % 2) - 0.5);

        let present: KnownSignal[] = [];
        const returns: number[] = [];
        for (const message of arriving) {
          const { newer, returnedItemIds } = followSignals(present, [message]);
          if (returnedItemIds.length > 0) returns.push(message.version);
          if (newer.length > 0) present = [...newer];
        }
        expect(present[0]).toEqual(last);
        expect(new Set(returns).size).toBe(returns.length);
        const lastReturn = last.happened.find(({ type }) => type === "stock.back_in_stock")?.version ?? 0;
        const heardOfLast = returns.filter((version) => version >= lastReturn).length;
        expect(heardOfLast).toBeLessThanOrEqual(1);
        if (lastReturn > 0 && isThere(last.signal)) expect(heardOfLast).toBe(1);
      }),
    );
  });
});

/** What a home would send over this story of signals. */
function messagesOf(signals: readonly Signal[]): HeardSignal[] {
  let publication: Publication = UNPUBLISHED;
  return signals.flatMap((signal, atMs) => {
    const before = publication;
    publication = publish(publication, { signal, units: null, availableFromMs: null, isShort: false }, atMs);
    if (publication === before) return [];
    const { version, happened } = publication;
    return [heard(version, signal, { happened: [...happened] })];
  });
}
