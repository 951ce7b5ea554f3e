import { describe, expect, it } from "vitest";
import { composeItemId } from "../kernel/item-id.ts";
import type { AsOf, CartLine, VariantSnapshot } from "./cart-line.ts";
import { chargeUnderGrace, type Recalled } from "./charge-under-grace.ts";

const MINUTE = 60_000;
const GRACE = 15 * MINUTE;
const NOON = 1_790_000_000_000;
/** So many minutes before noon, or after it. */
const at = (minutes: number, seq = 100, more: Partial<AsOf> = {}): AsOf => ({
  atMs: NOON + minutes * MINUTE,
  seq,
  ...more,
});

function line(name: string, asOf?: AsOf): CartLine {
  return {
    id: `line_${name}`,
    quantity: 1,
    variantId: `var_${name}`,
    productId: "prod",
    productHandle: "tee",
    productTitle: "Tee",
    variantTitle: "One size",
    sku: name,
    itemId: composeItemId(0, "1".repeat(20)),
    unitPrice: { amount: 1_000, currency: "EUR" },
    taxCategory: "standard",
    requiresShipping: true,
    ...(asOf ? { asOf } : {}),
  };
}
const described = (name: string, amount: number, asOf: AsOf): Recalled => {
  const { id: _, quantity: __, ...variant } = line(name, asOf);
  return { ...variant, unitPrice: { amount, currency: "EUR" } };
};
const recalled = (known: Record<string, Recalled>) =>
  new Map(Object.entries(known).map(([name, one]) => [`var_${name}`, one]));
const charge = (
  lines: CartLine[],
  known: Record<string, Recalled> = {},
  terms: { settingsAtMs?: number | null; nowMs?: number; graceMs?: number } = {},
) => chargeUnderGrace(lines, recalled(known), { settingsAtMs: NOON, nowMs: NOON, graceMs: GRACE, ...terms });
const pricesOf = (charged: ReturnType<typeof charge>) =>
  charged.ok
    ? [...charged.value.variants.values()].map(({ unitPrice }: VariantSnapshot) => unitPrice.amount)
    : charged.refusal;

describe("PRC-10 grants while prices can't be read", () => {
  it("the last price of each line, and says since when the oldest stands", () => {
    const charged = charge([line("a", at(-14)), line("b", at(-3))], {}, { settingsAtMs: NOON - MINUTE });
    expect(charged).toMatchObject({ ok: true, value: { sinceMs: NOON - 14 * MINUTE } });
    expect(pricesOf(charged)).toEqual([1_000, 1_000]);
    const settingsAtMs = NOON - 9 * MINUTE;
    expect(charge([line("a", at(-3))], {}, { settingsAtMs })).toMatchObject({
      value: { sinceMs: settingsAtMs },
    });
  });

  it.each<[string, AsOf, AsOf, number]>([
    ["a later state", at(-5, 100), at(-2, 101), 900],
    ["the same state, confirmed later", at(-5, 100), at(-2, 100), 900],
    ["an earlier state, whatever the clocks say", at(-5, 100), at(-2, 99), 1_000],
    ["the same state, confirmed earlier", at(-2, 100), at(-5, 100), 1_000],
  ])("what others remember of %s if it is newer", (_name, own, others, price) => {
    expect(pricesOf(charge([line("a", own)], { a: described("a", 900, others) }))).toEqual([price]);
  });
});

describe("PRC-10 refuses", () => {
  const unknown = { code: "price_unknown", lineIds: ["line_a"] };

  it.each<[string, CartLine, Record<string, Recalled>]>([
    ["a price of as long ago as the grace", line("a", at(-15)), {}],
    ["one of longer ago", line("a", at(-60)), {}],
    ["one of a clock that was set back since", line("a", at(15)), {}],
    ["one that nobody knows when it was read", line("a"), {}],
    ["that also where others remember it", line("a"), { a: described("a", 900, at(-1, 200)) }],
    ["one from the moment at which it was known to end", line("a", at(-5, 100, { untilMs: NOON })), {}],
    [
      "one that others know to have ended",
      line("a", at(-5, 100)),
      { a: described("a", 900, at(-1, 101, { untilMs: NOON })) },
    ],
    ["one that is known to be outdated, nobody knows by what", line("a", at(-1)), { a: "outdated" }],
  ])("%s", (_name, own, known) => {
    expect(pricesOf(charge([own, line("b", at(-1))], known))).toEqual(unknown);
  });

  it.each([
    ["of as long ago as the grace", NOON - GRACE],
    ["of nobody knows when", null],
  ])("to tax and ship by settings %s", (_name, settingsAtMs) => {
    expect(pricesOf(charge([line("a", at(-1))], {}, { settingsAtMs }))).toEqual({ code: "settings_unknown" });
  });

  it("everything where the grace is nothing", () => {
    expect(charge([line("a", at(0))], {}, { graceMs: 0 }).ok).toBe(false);
  });

  it("nothing a moment before the end of the grace, or of the price", () => {
    expect(charge([line("a", { atMs: NOON - GRACE + 1, seq: 1, untilMs: NOON + 1 })]).ok).toBe(true);
  });
});
