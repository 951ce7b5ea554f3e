import { describe, expect, it } from "vitest";
import type { OrderRecord } from "../order/record.ts";
import { advance } from "./advance.ts";
import { begun, lineIn, openRecord } from "./attempt.fixtures.ts";
import type { Fact } from "./facts.ts";
import { holdEarly } from "./hold-early.ts";
import { planOf } from "./plan-of.ts";

const legsOf = (record: OrderRecord) => record.attempts.at(-1)?.legs ?? [];
const idsOf = (record: OrderRecord) => legsOf(record).map((leg) => leg.holdId);
const told = (record: OrderRecord, ...facts: Fact[]) => advance(record, 1, facts, 1_000).record;
const todo = (record: OrderRecord) => {
  const attempt = record.attempts.at(-1);
  return attempt ? planOf(attempt).map((stage) => stage.map((command) => command.kind).join(" + ")) : [];
};

/** Two lines in two partitions, held ahead of payment and now being bought. */
function heldEarly(): OrderRecord {
  const early = holdEarly(
    openRecord([lineIn(0), lineIn(1)]),
    { holdForMs: 60_000, extend: false, asker: null, spreads: [] },
    0,
  );
  if (!early.ok) throw new Error(early.refusal.code);
  return begun(early.value.record, 1_000);
}

describe("what was held ahead of payment", () => {
  const limits = [{ itemId: "inv", limit: "per_buyer", allowed: 0 } as const];

  it("is given back when its buyer turns out to have had enough", () => {
    const record = heldEarly();
    const [first = "", second = ""] = idsOf(record);
    const undoing = told(
      record,
      { kind: "stock_held", holdId: first },
      { kind: "stock_limited", holdId: second, limits },
    );
    expect(todo(undoing)).toEqual(["release_stock + release_stock"]);
    const over = told(
      undoing,
      { kind: "stock_released", holdId: first },
      { kind: "stock_released", holdId: second },
    );
    expect(over.attempts[0]).toMatchObject({ state: "refused", refusal: { code: "limit_exceeded", limits } });
    expect(over.status).toBe("open");
  });

  it("is the only thing that a refusal leaves behind: what was first asked for is not asked about again", () => {
    const record = begun();
    const [first = "", second = ""] = idsOf(record);
    const undoing = told(
      record,
      { kind: "stock_held", holdId: first },
      { kind: "stock_limited", holdId: second, limits },
    );
    expect(todo(undoing)).toEqual(["release_stock"]);
  });
});

describe("where the units of a leg come from", () => {
  const held = (record: OrderRecord, units: number[][]): OrderRecord => {
    const [holdId = ""] = idsOf(record);
    const sources = units.map((column, n) => ({ location: `place-${n}`, units: column }));
    return told(record, { kind: "stock_held", holdId, sources });
  };

  it("is kept as stock answered, also once it is sold", () => {
    const pinned = held(begun(openRecord([lineIn(0, 3)])), [[2], [1]]);
    const sources = [
      { location: "place-0", units: [2] },
      { location: "place-1", units: [1] },
    ];
    expect(legsOf(pinned)).toMatchObject([{ state: "pinned", sources }]);
    const [holdId = ""] = idsOf(pinned);
    const sold = told(
      pinned,
      { kind: "payment_created", paymentId: "pay" },
      { kind: "payment_paid", paymentId: "pay" },
      { kind: "stock_committed", holdId },
    );
    expect(legsOf(sold)).toMatchObject([{ state: "committed", sources }]);
  });

  it("is not kept when it does not fit the leg, or would outgrow the record; the leg is held all the same", () => {
    const record = () => begun(openRecord([lineIn(0, 3)]));
    const tooMany = Array.from({ length: 36_001 }, () => [0]);
    for (const units of [[[2, 1]], [[]], tooMany]) {
      const [leg] = legsOf(held(record(), units));
      expect(leg?.state).toBe("pinned");
      expect(leg).not.toHaveProperty("sources");
    }
    expect(legsOf(held(record(), tooMany.slice(1)))[0]?.sources).toHaveLength(36_000);
  });
});
