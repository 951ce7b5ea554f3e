import { describe, expect, it } from "vitest";
import { changePolicy, type PolicyChange } from "./change-policy.ts";
import { type Beyond, PLAIN_POLICY } from "./item-policy.ts";

const NONE: Beyond = { kind: "none" };
const BACKORDER: Beyond = { kind: "backorder", limit: 5 };
const PREORDER: Beyond = { kind: "preorder", limit: 9, availableFromMs: 1_000 };
const preorder = { limit: 9, availableFromMs: 1_000 };

const changed = (beyond: Beyond, change: PolicyChange) => changePolicy({ ...PLAIN_POLICY, beyond }, change);

describe("a change of policy", () => {
  it.each<[what: string, before: Beyond, change: PolicyChange, then: Beyond]>([
    ["begins backorders", NONE, { backorderLimit: 5 }, BACKORDER],
    ["raises their limit", { kind: "backorder", limit: 1 }, { backorderLimit: 5 }, BACKORDER],
    ["ends them", BACKORDER, { backorderLimit: null }, NONE],
    ["begins a preorder", NONE, { preorder }, PREORDER],
    ["moves its day", { ...PREORDER, availableFromMs: 5 } as Beyond, { preorder }, PREORDER],
    ["ends it", PREORDER, { preorder: null }, NONE],
    ["turns a preorder into backorders", PREORDER, { preorder: null, backorderLimit: 5 }, BACKORDER],
    ["turns backorders into a preorder", BACKORDER, { preorder, backorderLimit: null }, PREORDER],
    ["leaves a preorder when it ends backorders", PREORDER, { backorderLimit: null }, PREORDER],
    ["leaves backorders when it ends a preorder", BACKORDER, { preorder: null }, BACKORDER],
    ["leaves what it does not name", BACKORDER, { maxPerOrder: 2 }, BACKORDER],
  ])("%s", (_what, before, change, then) => {
    expect(changed(before, change)).toMatchObject({ ok: true, value: { beyond: then } });
  });

  it.each<[what: string, before: Beyond, change: PolicyChange, present: string]>([
    ["asks for both", NONE, { preorder, backorderLimit: 5 }, "backorder"],
    ["adds a preorder to backorders", BACKORDER, { preorder }, "backorder"],
    ["adds backorders to a preorder", PREORDER, { backorderLimit: 5 }, "preorder"],
  ])("is refused when it %s", (_what, before, change, present) => {
    expect(changed(before, change)).toEqual({ ok: false, refusal: { code: "excluded_by", present } });
  });

  it("sets limits and takes them away, each by itself", () => {
    const limited = changePolicy(PLAIN_POLICY, { maxPerOrder: 3, maxPerBuyer: 2, lowAt: 0 });
    expect(limited).toEqual({ ok: true, value: { beyond: NONE, maxPerOrder: 3, maxPerBuyer: 2, lowAt: 0 } });
    if (!limited.ok) throw new Error("refused");
    expect(changePolicy(limited.value, { maxPerBuyer: null })).toEqual({
      ok: true,
      value: { beyond: NONE, maxPerOrder: 3, maxPerBuyer: null, lowAt: 0 },
    });
  });
});
