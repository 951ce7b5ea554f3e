import { invariant } from "../kernel/invariant.ts";
import type { RoundingMode } from "../money/round-ratio.ts";
import { putBack, takeOffLine } from "./cart-columns.ts";
import type { Choosable } from "./choose-plan.ts";
import type { CompiledPromotion } from "./compile-promotions.ts";
import { because, type Verdict } from "./judge-promotion.ts";
import { portionOf } from "./portion-of.ts";
import { PROMOTION_LIMITS } from "./promotion.ts";
import { amountIn, type PromotionAction, selectionsOf } from "./promotion-action.ts";
import type { PromotedShipping } from "./promotion-ask.ts";
import type { Facts } from "./promotion-outcome.ts";
import { type GoodsAction, takeFromGoods } from "./take-from-goods.ts";
import type { Scene } from "./takings.ts";

export type Candidate = Choosable & {
  readonly compiled: CompiledPromotion;
  /** The rows of the action's selections, and what the first of them comes to before discounts. */
  readonly reach: readonly Int32Array[];
  readonly reachValue: number;
};

/** Whoever writes down what a plan does; nobody does while plans are tried. */
export type PlanRecorder = {
  /** What was taken is still in the takings of the scene. */
  readonly fromGoods: (candidate: Candidate, detail: Facts) => void;
  readonly gift: (candidate: Candidate, detail: Facts) => void;
  readonly fromShipping: (candidate: Candidate, base: number, amount: number, detail: Facts) => void;
  readonly not: (candidate: Candidate, verdict: Verdict) => void;
  readonly shippingPrice: (price: number) => void;
};

/**
 * PRM-6 Applies a plan in its order, each promotion to what the earlier ones left: first those on goods, then those on
 * shipping, whose price may depend on what is left of the goods. Answers what the buyer pays for both, less what gifts
 * are worth: the figure by which plans are compared.
 */
export function runPlan(
  plan: readonly Candidate[],
  scene: Scene,
  shipping: PromotedShipping | null,
  record: PlanRecorder | null,
): number {
  const { cart } = scene;
  putBack(cart);
  let applied = 0;
  let cost = cart.value;
  for (const candidate of plan) {
    const { action } = candidate.compiled.promotion;
    if (action.kind === "shipping") continue;
    if (applied === PROMOTION_LIMITS.appliedMax) {
      record?.not(candidate, because("too_many_applied"));
    } else if (action.kind === "gift") {
      applied += 1;
      cost -= amountIn(action.worth, scene.currency) ?? 0;
      record?.gift(candidate, { units: action.units });
    } else {
      const taken = takeGoods(candidate, action, scene, record);
      if (taken > 0) applied += 1;
      cost -= taken;
    }
  }
  return shipping ? cost + runShipping(plan, scene, shipping, applied, record) : cost;
}

function takeGoods(
  candidate: Candidate,
  action: GoodsAction,
  scene: Scene,
  record: PlanRecorder | null,
): number {
  const { cart, takings } = scene;
  const taken = takeFromGoods(action, scene, reachable(candidate, scene), candidate.reachValue);
  if ("whyNot" in taken) {
    record?.not(candidate, taken);
    return 0;
  }

  let whole = 0;
  for (let at = 0; at < takings.count; at += 1) {
    const amount = takings.amount[at] ?? 0;
    if (amount === 0) continue;
    takeOffLine(cart, takings.row[at] ?? 0, amount);
    whole += amount;
  }
  if (whole > 0) record?.fromGoods(candidate, taken.detail);
  else record?.not(candidate, because("nothing_to_take", taken.detail));
  return whole;
}

/** A selection without discounted lines loses those that an earlier promotion made cheaper. */
function reachable({ compiled, reach }: Candidate, { cart }: Scene): readonly Int32Array[] {
  if (!compiled.losesLowered) return reach;
  const selections = selectionsOf(compiled.promotion.action);
  return reach.map((rows, at) =>
    selections[at]?.discountedLines === "exclude" ? rows.filter((row) => cart.lowered[row] === 0) : rows,
  );
}

function runShipping(
  plan: readonly Candidate[],
  { cart, currency, rounding, leftAsAsked }: Scene,
  { priceFor }: PromotedShipping,
  appliedToGoods: number,
  record: PlanRecorder | null,
): number {
  for (let row = 0; row < leftAsAsked.length; row += 1) {
    leftAsAsked[cart.askedAt[row] ?? 0] = cart.left[row] ?? 0;
  }
  let left = priceFor(leftAsAsked);
  invariant(Number.isSafeInteger(left) && left >= 0, `PRM-1 shipping costs no ${left}`);
  record?.shippingPrice(left);

  let applied = appliedToGoods;
  for (const candidate of plan) {
    const { action } = candidate.compiled.promotion;
    if (action.kind !== "shipping") continue;
    const amount = offShipping(action.off, left, currency, rounding.mode);
    if (applied === PROMOTION_LIMITS.appliedMax) record?.not(candidate, because("too_many_applied"));
    else if (amount === 0) record?.not(candidate, because("nothing_to_take"));
    else {
      record?.fromShipping(candidate, left, amount, { off: action.off.kind });
      left -= amount;
      applied += 1;
    }
  }
  return left;
}

function offShipping(
  off: Extract<PromotionAction, { kind: "shipping" }>["off"],
  left: number,
  currency: string,
  mode: RoundingMode,
): number {
  if (off.kind === "percentage") return portionOf(left, off.ratePpm, mode);
  if (off.kind === "amount") return Math.min(left, amountIn(off.amounts, currency) ?? 0);
  const price = amountIn(off.prices, currency) ?? left;
  return left > price ? left - price : 0;
}
