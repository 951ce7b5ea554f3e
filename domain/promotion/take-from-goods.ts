import { amountIn, type PromotionAction, type SpendTier } from "./promotion-action.ts";
import type { Facts, WhyNotPromoted } from "./promotion-outcome.ts";
import { takeBundlePrice } from "./take-bundle-price.ts";
import { takeCheapest } from "./take-cheapest.ts";
import { layAll, type Scene, sumOf, takePortion, takeWhole } from "./takings.ts";

/** The facts of what lies in `scene.takings` now, or why there is nothing. */
export type Taken = { readonly detail: Facts } | { readonly whyNot: WhyNotPromoted; readonly detail: Facts };

export type GoodsAction = Exclude<PromotionAction, { kind: "shipping" | "gift" }>;

const NO_ROWS = new Int32Array(0);

/**
 * Lays on the table what an action takes off the lines as they are now. `reach` are the rows of the action's selections,
 * and `reachValue` what the first of them comes to before discounts.
 */
export function takeFromGoods(
  action: GoodsAction,
  scene: Scene,
  reach: readonly Int32Array[],
  reachValue: number,
): Taken {
  const [rows = NO_ROWS, moreRows = NO_ROWS] = reach;
  scene.takings.count = 0;
  switch (action.kind) {
    case "percentage":
      layAll(scene, rows);
      takeCapped(scene, action.ratePpm, amountIn(action.atMost, scene.currency));
      return { detail: { ratePpm: action.ratePpm } };
    case "amount_off":
      return takeAmount(scene, rows, amountIn(action.amounts, scene.currency) ?? 0, action.per);
    case "fixed_price":
      return takeDownTo(scene, rows, amountIn(action.prices, scene.currency) ?? 0);
    case "buy_x_get_y":
      return wholeSets(takeCheapest(scene, action, rows, moreRows), { ratePpm: action.ratePpm });
    case "n_for_m": {
      const { units, payFor, setsMax } = action;
      const deal = { buyUnits: payFor, getUnits: units - payFor, ratePpm: 1_000_000, setsMax };
      return wholeSets(takeCheapest(scene, deal, rows, rows), { units, payFor });
    }
    case "tiered_spend":
      return takeTier(scene, rows, action.tiers, reachValue);
    case "bundle_price": {
      const price = amountIn(action.prices, scene.currency) ?? 0;
      const sets = action.sets.map(({ units }, at) => ({ units, rows: reach[at] ?? NO_ROWS }));
      return wholeSets(takeBundlePrice(scene, sets, price, action.setsMax), { price });
    }
  }
}

/** Facts are made for each combination that is tried, so nothing here is spread. */
function wholeSets(sets: number | null, detail: Record<string, number>): Taken {
  if (sets === null) return { whyNot: "set_incomplete", detail };
  detail.sets = sets;
  return { detail };
}

function takeCapped(scene: Scene, ratePpm: number, cap: number | null): void {
  const whole = takePortion(scene, ratePpm);
  if (cap === null || whole <= cap) return;
  // Divided anew by what is left of each line, which no part of a smaller whole can exceed.
  takeWhole(scene, cap);
}

function takeAmount(scene: Scene, rows: Int32Array, off: number, per: "unit" | "line" | "order"): Taken {
  layAll(scene, rows);
  const { takings } = scene;
  if (per === "order") {
    const left = sumOf(takings.base, takings.count);
    takeWhole(scene, off < left ? off : left);
  } else {
    for (let at = 0; at < takings.count; at += 1) {
      const wanted = per === "unit" ? off * (takings.units[at] ?? 1) : off;
      const base = takings.base[at] ?? 0;
      takings.amount[at] = wanted < base ? wanted : base;
    }
  }
  return { detail: { off, per } };
}

function takeDownTo(scene: Scene, rows: Int32Array, price: number): Taken {
  layAll(scene, rows);
  const { takings } = scene;
  for (let at = 0; at < takings.count; at += 1) {
    const wanted = price * (takings.units[at] ?? 1);
    const base = takings.base[at] ?? 0;
    takings.amount[at] = base > wanted ? base - wanted : 0;
  }
  return { detail: { price } };
}

/** PRM-12 Which tier is reached is told by undiscounted goods; what it gives is off what is left of them. */
function takeTier(scene: Scene, rows: Int32Array, tiers: readonly SpendTier[], value: number): Taken {
  let reached: SpendTier | null = null;
  let next: number | null = null;
  for (const tier of tiers) {
    const { amount, currency } = tier.from;
    if (currency !== scene.currency) continue;
    if (amount <= value && (reached === null || amount > reached.from.amount)) reached = tier;
    if (amount > value && (next === null || amount < next)) next = amount;
  }
  if (!reached) return { whyNot: "tier_not_reached", detail: next === null ? {} : { missing: next - value } };

  const from = reached.from.amount;
  if (reached.off.kind === "amount") {
    const off = reached.off.amount.amount;
    takeAmount(scene, rows, off, "order");
    return { detail: { from, off } };
  }
  layAll(scene, rows);
  takePortion(scene, reached.off.ratePpm);
  return { detail: { from, ratePpm: reached.off.ratePpm } };
}
