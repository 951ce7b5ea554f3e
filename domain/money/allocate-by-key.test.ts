import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allocateByKey, type KeyedWeight } from "./allocate-by-key.ts";
import { AMOUNT_MAX, money } from "./money.ts";

const anyAmount = fc.integer({ min: -AMOUNT_MAX, max: AMOUNT_MAX });
const anyParts = fc.uniqueArray(
  fc.record({
    key: fc.string({ minLength: 1, maxLength: 4 }),
    weight: fc.oneof(fc.nat(3), fc.nat(AMOUNT_MAX)),
  }),
  { selector: ({ key }) => key, minLength: 1, maxLength: 12 },
);

const split = (amount: number, parts: readonly KeyedWeight[]): Record<string, number> =>
  Object.fromEntries(
    allocateByKey(money(amount, "EUR"), parts).map((share, at) => [parts[at]?.key, share.amount]),
  );

describe("allocateByKey", () => {
  test("gives the odd cent to the lesser key, wherever it stands", () => {
    const [a, b, c] = [..."abc"].map((key) => ({ key, weight: 1 })) as [
      KeyedWeight,
      KeyedWeight,
      KeyedWeight,
    ];
    for (const parts of [
      [a, b, c],
      [c, b, a],
      [b, c, a],
    ])
      expect(split(1_000, parts)).toEqual({ a: 334, b: 333, c: 333 });
  });

  test("compares by code unit, not by the words of any language", () => {
    const parts = ["ä", "z", "Z"].map((key) => ({ key, weight: 1 }));
    expect(split(1, parts)).toEqual({ ä: 0, z: 0, Z: 1 });
  });

  test("MON-1 keeps the sum, and gives every key the same in any order", () => {
    const shuffled = anyParts.chain((parts) =>
      fc.tuple(fc.constant(parts), fc.shuffledSubarray(parts, { minLength: parts.length })),
    );
    fc.assert(
      fc.property(anyAmount, shuffled, (amount, [parts, others]) => {
        const shares = split(amount, parts);
        expect(Object.values(shares).reduce((sum, share) => sum + BigInt(share), 0n)).toBe(BigInt(amount));
        expect(split(amount, others)).toEqual(shares);
      }),
    );
  });

  test("MON-1 takes from nobody more than their weight while the whole is no more than all weights", () => {
    const part = fc.tuple(anyParts, fc.nat(1_000_000)).map(([parts, permille]) => {
      const all = parts.reduce((sum, { weight }) => sum + BigInt(weight), 0n);
      const whole = (all * BigInt(permille)) / 1_000_000n;
      return { parts, whole };
    });
    fc.assert(
      fc.property(part, ({ parts, whole }) => {
        fc.pre(whole <= BigInt(AMOUNT_MAX));
        const shares = split(Number(whole), parts);
        for (const { key, weight } of parts) expect(shares[key]).toBeLessThanOrEqual(weight);
      }),
    );
  });

  test("guards against one key twice", () => {
    const twice = [
      { key: "a", weight: 1 },
      { key: "a", weight: 2 },
    ];
    expect(() => allocateByKey(money(3, "EUR"), twice)).toThrow("MON-1");
  });
});
