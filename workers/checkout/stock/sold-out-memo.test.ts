import { describe, expect, it } from "vitest";
import { SoldOutMemo } from "./sold-out-memo.ts";

const short = (itemId: string, available: number, validUntilMs = 10_000) => ({
  ...{ itemId, asked: 9, available, mayReturn: false, validUntilMs },
});
const want = (itemId: string, units: number) => [{ itemId, units }];

describe("a refusal that is still good", () => {
  it("is repeated until its end; then one asks, and the others still get the old answer", () => {
    const memo = new SoldOutMemo();
    memo.learn([short("tee", 0)], 5_000);
    expect(memo.refuse(want("tee", 1), 9_999)).toMatchObject([{ validUntilMs: 10_000 }]);
    expect(memo.refuse(want("tee", 1), 10_000)).toBeNull();
    expect(memo.refuse(want("tee", 1), 10_001)).not.toBeNull();
    expect(memo.refuse(want("tee", 1), 11_000)).toBeNull();
  });

  it("says nothing of other items, nor of units that are there", () => {
    const memo = new SoldOutMemo();
    memo.learn([short("tee", 2)], 0);
    expect(memo.refuse(want("tee", 2), 1)).toBeNull();
    expect(memo.refuse(want("mug", 1), 1)).toBeNull();
    expect(memo.refuse([...want("mug", 1), ...want("tee", 3)], 1)).toEqual([
      { itemId: "tee", asked: 3, available: 2, mayReturn: false, validUntilMs: 10_000 },
    ]);
  });

  it("is forgotten when something of the item was granted, and never lasts longer than half a minute", () => {
    const memo = new SoldOutMemo();
    memo.learn([short("tee", 0, 1_000_000), short("mug", 0, 1_000_000)], 0);
    memo.forget(["tee"]);
    expect(memo.refuse(want("tee", 1), 1)).toBeNull();
    expect(memo.refuse(want("mug", 1), 29_999)).not.toBeNull();
    expect(memo.refuse(want("mug", 1), 30_000)).toBeNull();
  });

  it("is each item's own, and one that is refused for another item does not use up its question", () => {
    const memo = new SoldOutMemo();
    memo.learn([short("hot", 0, 1_000), short("dead", 0, 30_000)], 0);
    expect(memo.refuse([...want("hot", 1), ...want("dead", 1)], 1_500)).toMatchObject([{ itemId: "dead" }]);
    expect(memo.refuse(want("hot", 1), 1_501)).toBeNull();
  });
});
