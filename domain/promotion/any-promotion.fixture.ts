import fc from "fast-check";
import { ROUNDING_MODES } from "../money/round-ratio.ts";
import { ROUNDED_PER } from "../money/rounding-policy.ts";
import type { LineFilter, LineSelection } from "./line-selection.ts";
import { askOf, eur, lineOf, promotionOf } from "./promotion.fixture.ts";
import type { Promotion } from "./promotion.ts";
import type { PromotionAction } from "./promotion-action.ts";
import type { PromotedLine, PromotionAsk } from "./promotion-ask.ts";

const NAMES = ["x", "y", "z"] as const;
const someNames = fc.subarray([...NAMES]);
const ratePpm = fc.oneof(
  fc.integer({ min: 1, max: 1_000_000 }),
  fc.constantFrom(100_000, 500_000, 1_000_000),
);
const units = fc.integer({ min: 1, max: 3 });
const setsMax = fc.constantFrom(null, null, 1, 2);
const amounts = fc.nat(3_000).map((amount) => [eur(amount + 1)]);

const anyFilter: fc.Arbitrary<LineFilter> = fc.record(
  { tags: someNames, collections: someNames, brands: someNames },
  { requiredKeys: [] },
);

export const anySelection: fc.Arbitrary<LineSelection> = fc.record({
  only: fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, { weight: 3, arbitrary: anyFilter }),
  not: fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: anyFilter }),
  discountedLines: fc.constantFrom("include", "include", "exclude"),
});

const lines = anySelection;
export const anyAction: fc.Arbitrary<PromotionAction> = fc.oneof(
  fc.record({
    kind: fc.constant("percentage"),
    lines,
    ratePpm,
    atMost: fc.oneof(fc.constant([]), amounts),
  }),
  fc.record({
    kind: fc.constant("amount_off"),
    lines,
    amounts,
    per: fc.constantFrom("unit", "line", "order"),
  }),
  fc.record({ kind: fc.constant("fixed_price"), lines, prices: amounts }),
  fc.record({
    kind: fc.constant("buy_x_get_y"),
    buy: lines,
    buyUnits: units,
    get: lines,
    getUnits: units,
    ratePpm,
    setsMax,
  }),
  fc.record({
    kind: fc.constant("n_for_m"),
    lines,
    units: units.map((n) => n + 1),
    payFor: fc.constant(1),
    setsMax,
  }),
  fc.record({
    kind: fc.constant("tiered_spend"),
    lines,
    tiers: fc.tuple(ratePpm, amounts).map(([rate, [amount = eur(1)]]) => [
      { from: eur(2_000), off: { kind: "percentage" as const, ratePpm: rate } },
      { from: eur(5_000), off: { kind: "amount" as const, amount } },
    ]),
  }),
  fc.record({
    kind: fc.constant("bundle_price"),
    sets: fc.array(fc.record({ lines, units }), { minLength: 1, maxLength: 3 }),
    prices: amounts,
    setsMax,
  }),
  fc.record({
    kind: fc.constant("shipping"),
    optionIds: fc.constant([]),
    off: fc.oneof(
      fc.record({ kind: fc.constant("percentage"), ratePpm }),
      fc.record({ kind: fc.constant("amount"), amounts }),
      fc.record({ kind: fc.constant("fixed_price"), prices: amounts }),
    ),
  }),
  fc.record({ kind: fc.constant("gift"), variantId: fc.constant("variant_mug"), units, worth: amounts }),
);

export const anyPromotions = (maxLength: number, minLength = 0): fc.Arbitrary<Promotion[]> => {
  const parts = fc.record({
    action: anyAction,
    priority: fc.integer({ min: -1, max: 1 }),
    group: fc.constantFrom(null, null, "g", "h"),
    exclusive: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.boolean() }),
    code: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.constant("c") }),
    counted: anySelection,
    quantityMin: fc.constantFrom(null, null, 2),
    subtotalMin: fc.constantFrom([], [], [eur(1_000)]),
  });
  return fc.array(parts, { minLength, maxLength }).map((drawn) =>
    drawn.map(({ action, priority, group, exclusive, code, ...conditions }, at) =>
      promotionOf(`promo_${at}`, action, {
        priority,
        group,
        exclusive,
        trigger: code === null ? { kind: "automatic" } : { kind: "code", codes: [code] },
        conditions,
      }),
    ),
  );
};

export const anyLine = (unitPriceMax: number, quantityMax: number): fc.Arbitrary<PromotedLine> =>
  fc
    .record({
      name: fc.uuid(),
      unitPrice: fc.nat(unitPriceMax),
      quantity: fc.integer({ min: 1, max: quantityMax }),
      tags: someNames,
      collections: someNames,
      brand: fc.constantFrom(null, ...NAMES),
      isGiftCard: fc.oneof(
        { weight: 9, arbitrary: fc.constant(false) },
        { weight: 1, arbitrary: fc.boolean() },
      ),
      isReduced: fc.constantFrom(undefined, false, true),
    })
    .map(({ name, unitPrice, ...rest }) => lineOf(name, unitPrice, rest));

/** A shop that ships for 4.90, and for nothing above 30.00 of what is left. */
const thriftyShipping = {
  optionId: "ship_post",
  priceFor: (left: ArrayLike<number>) =>
    Array.from(left).reduce((sum, one) => sum + one, 0) >= 3_000 ? 0 : 490,
};

export const anyCart = (
  maxLines: number,
  unitPriceMax = 3_000,
  quantityMax = 5,
): fc.Arbitrary<PromotionAsk> =>
  fc
    .record({
      lines: fc.array(anyLine(unitPriceMax, quantityMax), { maxLength: maxLines }),
      mode: fc.constantFrom(...ROUNDING_MODES),
      per: fc.constantFrom(...ROUNDED_PER),
      codes: fc.constantFrom([], [{ code: "C", promotionId: null }]),
      shipping: fc.constantFrom(null, thriftyShipping),
    })
    .map(({ lines: drawn, mode, per, codes, shipping }) =>
      askOf(drawn, { rounding: { mode, per }, codes, shipping }),
    );
