import { describe, expect, it } from "vitest";
import type { Beyond } from "./item-policy.ts";
import type { Signal } from "./signal.ts";
import { newItem, type StockItem } from "./stock-item.ts";
import { isSameNews, newsOf, newsTurnsAtMs } from "./stock-news.ts";

const DAY_MS = 86_400_000;
const backorder: Beyond = { kind: "backorder", limit: 4 };
const preorder: Beyond = { kind: "preorder", limit: 4, availableFromMs: DAY_MS };

type Figures = Partial<Record<"onHand" | "held" | "sold" | "granted" | "away" | "lowAt", number>>;

function item(figures: Figures, beyond: Beyond = { kind: "none" }): StockItem {
  const { onHand = 0, held = 0, sold = 0, granted = 0, away = 0, lowAt = null } = figures;
  const plain = newItem("inv");
  return {
    ...plain,
    held,
    committed: sold,
    promisedAway: away,
    levels: [{ location: "berlin", onHand, promised: held + sold, granted, safety: 0 }],
    policy: { ...plain.policy, beyond, lowAt },
  };
}

describe("the news of an item", () => {
  it.each<[Figures, Beyond["kind"], Signal, number]>([
    [{ onHand: 5 }, "none", "in_stock", 5],
    [{ onHand: 5, held: 2, sold: 2 }, "none", "in_stock", 1],
    [{ onHand: 5, held: 2, lowAt: 3 }, "none", "low", 3],
    [{ onHand: 5, held: 1, lowAt: 3 }, "none", "in_stock", 4],
    [{ onHand: 5, held: 5, lowAt: 3 }, "none", "out", 0],
    [{}, "none", "out", 0],
    [{ onHand: 1, sold: 3 }, "none", "out", 0],
    // Units come first; what may be promised beyond them counts once they are gone.
    [{ onHand: 2, sold: 1 }, "backorder", "in_stock", 1],
    [{ onHand: 2, sold: 2 }, "backorder", "backorder", 4],
    [{ onHand: 2, sold: 6 }, "backorder", "out", 0],
    [{ sold: 1 }, "preorder", "preorder", 3],
    // What shards have free is there; what they have promised is not.
    [{ onHand: 9, granted: 9 }, "none", "in_stock", 9],
    [{ onHand: 9, granted: 9, away: 8, lowAt: 1 }, "none", "low", 1],
    [{ onHand: 9, granted: 9, away: 9 }, "none", "out", 0],
    [{ onHand: 9, granted: 9, away: 9 }, "backorder", "backorder", 4],
  ])("is, with %o and %s, %s and %i to buy", (figures, kind, signal, units) => {
    const beyond = { none: { kind: "none" } as const, backorder, preorder }[kind];
    expect(newsOf(item(figures, beyond), true, 0)).toMatchObject({ signal, units });
  });

  it("has numbers only for shops that show them", () => {
    expect(newsOf(item({ onHand: 5 }), false, 0).units).toBeNull();
  });

  it("names the day of a preorder until it comes; from then on there is none", () => {
    const ahead = item({ sold: 1 }, preorder);
    expect(newsOf(ahead, false, DAY_MS - 1)).toMatchObject({ signal: "preorder", availableFromMs: DAY_MS });
    expect(newsTurnsAtMs(ahead, DAY_MS - 1)).toBe(DAY_MS);
    expect(newsOf(ahead, false, DAY_MS)).toMatchObject({ signal: "out", availableFromMs: null });
    expect(newsTurnsAtMs(ahead, DAY_MS)).toBeNull();
    expect(newsTurnsAtMs(item({}, backorder), 0)).toBeNull();
  });

  it("says that an item is short when more is promised than may be", () => {
    expect(newsOf(item({ onHand: 3, sold: 3 }), false, 0).isShort).toBe(false);
    expect(newsOf(item({ onHand: 2, sold: 3 }), false, 0).isShort).toBe(true);
    expect(newsOf(item({ onHand: 2, sold: 3 }, backorder), false, 0).isShort).toBe(false);
    expect(newsOf(item({ sold: 3 }, preorder), false, DAY_MS).isShort).toBe(true);
  });

  it("is the same only if nothing of it differs", () => {
    const news = newsOf(item({ sold: 1 }, preorder), true, 0);
    expect(isSameNews(news, { ...news })).toBe(true);
    for (const other of [{ signal: "low" as const }, { units: 9 }, { availableFromMs: 9 }, { isShort: true }])
      expect(isSameNews(news, { ...news, ...other })).toBe(false);
  });
});
