import { describe, expect, test } from "vitest";
import { CASH_STEP_MAX, findRoundingFlaw, type RoundingPolicy, USUAL_ROUNDING } from "./rounding-policy.ts";

describe("findRoundingFlaw", () => {
  test.each<Partial<RoundingPolicy>>([
    {},
    { cashStep: 5 },
    { mode: "down", per: "order" },
    { mode: "half_even", per: "unit", cashStep: CASH_STEP_MAX },
  ])("finds none in %j", (policy) => {
    expect(findRoundingFlaw({ ...USUAL_ROUNDING, ...policy })).toBeNull();
  });

  test.each([
    [{ mode: "half_down" }, "mode_unknown"],
    [{ per: "cart" }, "per_unknown"],
    [{ cashStep: 0 }, "cash_step_out_of_range"],
    [{ cashStep: -5 }, "cash_step_out_of_range"],
    [{ cashStep: 0.05 }, "cash_step_out_of_range"],
    [{ cashStep: Number.NaN }, "cash_step_out_of_range"],
    [{ cashStep: CASH_STEP_MAX + 1 }, "cash_step_out_of_range"],
  ])("finds in %j: %s", (wrong, flaw) => {
    expect(findRoundingFlaw({ ...USUAL_ROUNDING, ...(wrong as Partial<RoundingPolicy>) })).toBe(flaw);
  });
});
