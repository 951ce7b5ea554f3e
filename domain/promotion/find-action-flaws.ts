import type { Flaw } from "../catalog/flaw.ts";
import { WHOLE_PPM } from "../money/apply-rate.ts";
import type { Money } from "../money/money.ts";
import { COUNT, findAmountFlaws, flawIf, isCount } from "./find-amount-flaws.ts";
import { PROMOTION_LIMITS } from "./promotion.ts";
import type { PromotionAction } from "./promotion-action.ts";

type At = Flaw["at"];

/** PRM-14 Whether an action can do what it says. */
export function findActionFlaws(action: PromotionAction): Flaw[] {
  const inAction = (...at: At) => ["action", ...at];
  switch (action.kind) {
    case "percentage":
      return [
        ...findRateFlaws(action.ratePpm, inAction("ratePpm")),
        ...findAmountFlaws(action.atMost, inAction("atMost"), 1),
      ];
    case "amount_off":
      return findListFlaws(action.amounts, inAction("amounts"), 1);
    case "fixed_price":
      return findListFlaws(action.prices, inAction("prices"), 0);
    case "buy_x_get_y":
      return [
        ...findRateFlaws(action.ratePpm, inAction("ratePpm")),
        ...flawIf(!isCount(action.buyUnits), inAction("buyUnits"), COUNT),
        ...flawIf(!isCount(action.getUnits), inAction("getUnits"), COUNT),
        ...findSetsFlaws(action.setsMax),
      ];
    case "n_for_m":
      return [
        ...flawIf(!isCount(action.units), inAction("units"), COUNT),
        ...flawIf(
          !isCount(action.payFor) || action.payFor >= action.units,
          inAction("payFor"),
          "is not fewer than the units, and at least one",
        ),
        ...findSetsFlaws(action.setsMax),
      ];
    case "tiered_spend":
      return findTierFlaws(action);
    case "bundle_price":
      return [...findListFlaws(action.prices, inAction("prices"), 0), ...findBundleFlaws(action)];
    case "shipping":
      return findShippingFlaws(action);
    case "gift":
      return [
        ...flawIf(!isCount(action.units), inAction("units"), COUNT),
        ...findAmountFlaws(action.worth, inAction("worth"), 0),
      ];
  }
}

function findTierFlaws({ tiers }: Extract<PromotionAction, { kind: "tiered_spend" }>): Flaw[] {
  const { tiersMax } = PROMOTION_LIMITS;
  const at = ["action", "tiers"];
  const thresholds = new Set(tiers.map(({ from }) => `${from.currency} ${from.amount}`));
  return [
    ...flawIf(tiers.length === 0 || tiers.length > tiersMax, at, `has 1 to ${tiersMax} tiers`),
    ...flawIf(thresholds.size < tiers.length, at, "has two tiers from the same amount on"),
    ...tiers.flatMap(({ from, off }, index) => [
      ...findAmountFlaws([from], [...at, index, "from"], 1),
      ...(off.kind === "percentage"
        ? findRateFlaws(off.ratePpm, [...at, index, "off"])
        : findAmountFlaws([off.amount], [...at, index, "off"], 1)),
      ...flawIf(
        off.kind === "amount" && off.amount.currency !== from.currency,
        [...at, index, "off"],
        "is of another currency than the tier",
      ),
    ]),
  ];
}

function findBundleFlaws({ sets, setsMax }: Extract<PromotionAction, { kind: "bundle_price" }>): Flaw[] {
  const { setsMax: most } = PROMOTION_LIMITS;
  return [
    ...flawIf(sets.length === 0 || sets.length > most, ["action", "sets"], `has 1 to ${most} sets`),
    ...sets.flatMap(({ units }, index) => flawIf(!isCount(units), ["action", "sets", index, "units"], COUNT)),
    ...findSetsFlaws(setsMax),
  ];
}

function findShippingFlaws({ optionIds, off }: Extract<PromotionAction, { kind: "shipping" }>): Flaw[] {
  const { targetsMax } = PROMOTION_LIMITS;
  const tooMany = flawIf(
    optionIds.length > targetsMax,
    ["action", "optionIds"],
    `has more than ${targetsMax}`,
  );
  if (off.kind === "percentage") return [...tooMany, ...findRateFlaws(off.ratePpm, ["action", "off"])];
  const [amounts, least] = off.kind === "amount" ? [off.amounts, 1] : [off.prices, 0];
  return [...tooMany, ...findListFlaws(amounts, ["action", "off"], least)];
}

/** A list without which the action does nothing in any currency. */
function findListFlaws(amounts: readonly Money[], at: At, least: number): Flaw[] {
  return [...flawIf(amounts.length === 0, at, "names no amount"), ...findAmountFlaws(amounts, at, least)];
}

function findRateFlaws(ratePpm: number, at: At): Flaw[] {
  const isRate = Number.isSafeInteger(ratePpm) && ratePpm > 0 && ratePpm <= WHOLE_PPM;
  return flawIf(!isRate, at, `is no whole number from 1 to ${WHOLE_PPM}`);
}

function findSetsFlaws(setsMax: number | null): Flaw[] {
  return flawIf(setsMax !== null && !isCount(setsMax), ["action", "setsMax"], COUNT);
}
