import { describe, expect, it } from "vitest";
import type { Balance } from "./balance.ts";
import type { Hold } from "./hold.ts";
import { withdrawHold } from "./withdraw-hold.ts";

const balance: Balance = { total: 10, held: 4, committed: 2, granted: 0, safety: 0, allowance: 0 };
const held: Hold = {
  holdId: "h",
  units: 3,
  state: "held",
  sinceMs: 0,
  expiresAtMs: 1_000,
  committed: 0,
  steps: [],
};

describe("a hold is withdrawn", () => {
  it("as long as it lives and nobody pays for it", () => {
    expect(withdrawHold(balance, held, 999)).toEqual({
      ok: true,
      value: {
        balance: { ...balance, held: 1 },
        hold: { ...held, state: "released", expiresAtMs: null },
        changed: true,
      },
    });
  });

  it.each([
    ["that nobody has", null, { code: "unknown_hold" }],
    ["that has lapsed, written down or not", held, { code: "hold_ended", state: "lapsed" }],
    ["that was given back", { ...held, state: "released" }, { code: "hold_ended", state: "released" }],
    [
      "that a payment is under way for",
      { ...held, state: "pinned", expiresAtMs: null },
      { code: "hold_pinned" },
    ],
    ["that is sold", { ...held, state: "committed", committed: 2 }, { code: "hold_sold" }],
    [
      "that was sold and given back since",
      { ...held, state: "released", committed: 3 },
      { code: "hold_sold" },
    ],
  ] as const)("but not one %s", (_which, hold, refusal) => {
    expect(withdrawHold(balance, hold, 1_000)).toEqual({ ok: false, refusal });
  });
});
