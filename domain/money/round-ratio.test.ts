import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ROUNDING_MODES, roundRatio } from "./round-ratio.ts";

const anyDividend = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
const anyDivisor = fc.oneof(fc.bigInt({ min: 1n, max: 20n }), fc.bigInt({ min: 1n, max: 10n ** 18n }));
const anyMode = fc.constantFrom(...ROUNDING_MODES);
const magnitude = (value: bigint) => (value < 0n ? -value : value);

describe("roundRatio", () => {
  test.each([
    // exact              half_up  half_even  down
    ["0.4", 4n, 10n, 0n, 0n, 0n],
    ["0.5", 5n, 10n, 1n, 0n, 0n],
    ["0.6", 6n, 10n, 1n, 1n, 0n],
    ["1.5", 15n, 10n, 2n, 2n, 1n],
    ["2.5", 25n, 10n, 3n, 2n, 2n],
    ["2.51", 251n, 100n, 3n, 3n, 2n],
    ["3.5", 35n, 10n, 4n, 4n, 3n],
    ["−0.4", -4n, 10n, 0n, 0n, 0n],
    ["−0.5", -5n, 10n, -1n, 0n, 0n],
    ["−1.5", -15n, 10n, -2n, -2n, -1n],
    ["−2.5", -25n, 10n, -3n, -2n, -2n],
    ["one third", 1n, 3n, 0n, 0n, 0n],
    ["two thirds", 2n, 3n, 1n, 1n, 0n],
    ["seven", 7n, 1n, 7n, 7n, 7n],
    ["nothing", 0n, 7n, 0n, 0n, 0n],
    ["a hair under a half that no double can tell", 10n ** 20n - 1n, 2n * 10n ** 20n, 0n, 0n, 0n],
  ])("rounds %s", (_, dividend, divisor, halfUp, halfEven, down) => {
    const rounded = ROUNDING_MODES.map((mode) => roundRatio(dividend, divisor, mode));
    expect(rounded).toEqual([halfUp, halfEven, down]);
  });

  test("MON-4 is within half a unit of the exact ratio, and within one when rounded down", () => {
    fc.assert(
      fc.property(anyDividend, anyDivisor, anyMode, (dividend, divisor, mode) => {
        const error = magnitude(roundRatio(dividend, divisor, mode) * divisor - dividend);
        if (mode === "down") expect(error < divisor).toBe(true);
        else expect(2n * error <= divisor).toBe(true);
      }),
    );
  });

  test("mirrors around zero in every mode, so a refund mirrors its charge", () => {
    fc.assert(
      fc.property(anyDividend, anyDivisor, anyMode, (dividend, divisor, mode) => {
        expect(roundRatio(-dividend, divisor, mode)).toBe(-roundRatio(dividend, divisor, mode));
      }),
    );
  });

  test("never falls when the dividend rises", () => {
    fc.assert(
      fc.property(
        anyDividend,
        fc.bigInt({ min: 0n, max: 50n }),
        anyDivisor,
        anyMode,
        (dividend, more, divisor, mode) => {
          const rises = roundRatio(dividend + more, divisor, mode) - roundRatio(dividend, divisor, mode);
          expect(rises >= 0n).toBe(true);
        },
      ),
    );
  });

  test("depends on the ratio alone, not on its terms", () => {
    fc.assert(
      fc.property(anyDividend, anyDivisor, anyDivisor, anyMode, (dividend, divisor, factor, mode) => {
        expect(roundRatio(dividend * factor, divisor * factor, mode)).toBe(
          roundRatio(dividend, divisor, mode),
        );
      }),
    );
  });

  test("lets halves cancel out when they go to the even neighbour", () => {
    const halves = Array.from({ length: 100 }, (_, index) => BigInt(2 * index + 1));
    const drift = (mode: (typeof ROUNDING_MODES)[number]) =>
      halves.reduce((sum, half) => sum + 2n * roundRatio(half, 2n, mode) - half, 0n);
    expect([drift("half_up"), drift("half_even"), drift("down")]).toEqual([100n, 0n, -100n]);
  });

  test("guards against a divisor of zero or less", () => {
    for (const divisor of [0n, -1n]) expect(() => roundRatio(1n, divisor, "down")).toThrow("MON-4");
  });
});
