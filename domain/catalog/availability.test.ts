import { describe, expect, it } from "vitest";
import type { Signal } from "../inventory/signal.ts";
import { availabilityOf, isReturn, type StockPart } from "./availability.ts";

const DAY_MS = 86_400_000;

function part(signal: Signal, units: number | null = null, takes = 1): StockPart {
  return { units: takes, stock: { signal, units, availableFromMs: signal === "preorder" ? DAY_MS : null } };
}

describe("the availability of a variant", () => {
  it("is that of its item", () => {
    expect(availabilityOf([part("low")], false)).toEqual({
      signal: "low",
      quantity: null,
      availableFromMs: null,
    });
    expect(availabilityOf([part("preorder", 3)], true)).toEqual({
      signal: "preorder",
      quantity: 3,
      availableFromMs: DAY_MS,
    });
  });

  it("is out for what was never stocked, and for what is made of nothing", () => {
    const out = { signal: "out", quantity: 0, availableFromMs: null };
    expect(availabilityOf([{ units: 1, stock: null }], true)).toEqual(out);
    expect(availabilityOf([{ units: 1, stock: null }], false)).toEqual({ ...out, quantity: null });
    expect(availabilityOf([], false).signal).toBe("out");
  });

  it("keeps numbers to itself in shops that do not show them", () => {
    expect(availabilityOf([part("in_stock", 7)], false).quantity).toBeNull();
  });

  it("makes up no number that was not heard yet", () => {
    expect(availabilityOf([part("in_stock", null)], true)).toMatchObject({
      signal: "in_stock",
      quantity: null,
    });
  });
});

describe("the availability of a bundle", () => {
  it.each<[Signal[], Signal]>([
    [["in_stock", "low"], "low"],
    [["in_stock", "backorder", "low"], "backorder"],
    [["backorder", "preorder"], "preorder"],
    [["in_stock", "out"], "out"],
  ])("of %j is %s", (signals, signal) => {
    expect(
      availabilityOf(
        signals.map((each) => part(each)),
        false,
      ).signal,
    ).toBe(signal);
  });

  it("counts whole sets, and is out when none is whole", () => {
    expect(availabilityOf([part("in_stock", 7, 2), part("in_stock", 9)], true).quantity).toBe(3);
    expect(availabilityOf([part("low", 2, 3), part("in_stock", 9)], true)).toMatchObject({
      signal: "out",
      quantity: 0,
    });
  });

  it("waits for the last of its days, and is not numbered while one number is missing", () => {
    const late: StockPart = {
      units: 1,
      stock: { signal: "preorder", units: null, availableFromMs: 2 * DAY_MS },
    };
    expect(availabilityOf([part("preorder", 5), late, part("in_stock", 5)], true)).toEqual({
      signal: "preorder",
      quantity: null,
      availableFromMs: 2 * DAY_MS,
    });
  });
});

it("a return is to be there after not being there", () => {
  expect([isReturn("out", "low"), isReturn("backorder", "in_stock"), isReturn("low", "in_stock")]).toEqual([
    true,
    true,
    false,
  ]);
  expect(isReturn("out", "backorder")).toBe(false);
});
