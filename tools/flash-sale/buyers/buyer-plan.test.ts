import { describe, expect, it } from "vitest";
import { type BuyerPlan, type Habits, oneOfEach, planBuyer } from "./buyer-plan.ts";

const HABITS: Habits = {
  earlyHolds: 0.2,
  abandon: 0.05,
  double: 0.05,
  decline: 0.02,
  unclear: 0.01,
  timeouts: 0.1,
};
const plans = (count: number, { seed = 7, habits = HABITS, items = 1 } = {}) =>
  Array.from({ length: count }, (_, n) =>
    planBuyer(n, { seed, burstMs: 10_000, habits, chooseWants: oneOfEach(items) }),
  );
const share = (all: BuyerPlan[], is: (plan: BuyerPlan) => boolean) => all.filter(is).length / all.length;

describe("a buyer's plan", () => {
  it("is the same for the same seed, and another one for another", () => {
    expect(plans(50)).toEqual(plans(50));
    expect(plans(50)).not.toEqual(plans(50, { seed: 8 }));
  });

  it("does not depend on how many buyers there are", () => {
    expect(plans(500).slice(0, 5)).toEqual(plans(5));
  });

  it("keeps everything else when one share changes", () => {
    const without = plans(500, { habits: { ...HABITS, decline: 0 } });
    const rest = ({ card: _, ...plan }: BuyerPlan) => plan;
    expect(without.map(rest)).toEqual(plans(500).map(rest));
  });

  it("has each habit about as often as was asked", () => {
    const all = plans(20_000);
    expect(share(all, ({ leaves }) => leaves === "after_hold")).toBeCloseTo(0.025, 2);
    expect(share(all, ({ leaves }) => leaves === "mid_complete")).toBeCloseTo(0.025, 2);
    expect(share(all, ({ clicks }) => clicks === "twice_one_key")).toBeCloseTo(0.025, 2);
    expect(share(all, ({ clicks }) => clicks === "twice_two_keys")).toBeCloseTo(0.025, 2);
    expect(share(all, ({ card }) => card === "declined")).toBeCloseTo(0.02, 2);
    expect(share(all, ({ card }) => card === "unclear")).toBeCloseTo(0.01, 2);
    expect(share(all, ({ timeout }) => timeout !== null)).toBeCloseTo(0.1, 2);
    expect(share(all, ({ holdsEarly }) => holdsEarly)).toBeCloseTo(0.22, 1);
  });

  it("does nothing special when every share is zero", () => {
    const none = { earlyHolds: 0, abandon: 0, double: 0, decline: 0, unclear: 0, timeouts: 0 };
    for (const plan of plans(1_000, { habits: none })) {
      expect(plan).toMatchObject({
        holdsEarly: false,
        leaves: "never",
        clicks: "once",
        card: "ok",
        timeout: null,
      });
    }
  });

  it("arrives within the burst, and takes the items in opposite order every other time", () => {
    const all = plans(1_000, { items: 2 });
    expect(all.every(({ arrivesAtMs }) => arrivesAtMs >= 0 && arrivesAtMs < 10_000)).toBe(true);
    expect(all.slice(0, 2).map(({ wants }) => wants.map(({ item }) => item))).toEqual([
      [0, 1],
      [1, 0],
    ]);
  });
});
