import { type Money, money } from "../money/money.ts";
import type { CompiledPromotion, CompiledPromotions } from "./compile-promotions.ts";
import { because, type Verdict } from "./judge-promotion.ts";
import type { Considered, Discount, Facts, GiftLine, PromotionOutcome } from "./promotion-outcome.ts";
import type { PlanRecorder } from "./run-plan.ts";
import type { Scene } from "./takings.ts";

type Applied = { readonly taken: number; readonly detail: Facts };

/** Runs the chosen plan once more, with somebody who writes down what it does, and tells it as a plain value. */
export function writeOutcome(
  { promotions }: CompiledPromotions,
  scene: Scene,
  passedOver: ReadonlyMap<string, Verdict>,
  codes: { readonly opened: ReadonlyMap<string, string>; readonly unknown: readonly string[] },
  run: (record: PlanRecorder) => void,
): PromotionOutcome {
  const inMoney = (amount: number) => money(amount, scene.currency);
  const applied = new Map<string, Applied>();
  const verdicts = new Map(passedOver);
  const discounts: Discount[] = [];
  const giftLines: GiftLine[] = [];
  let shippingPrice: Money | null = null;
  let offGoods = 0;
  let offShipping = 0;

  run({
    fromGoods({ compiled: { promotion } }, detail) {
      const rows = discountsOn(scene, promotion.id);
      let taken = 0;
      for (const { amount } of rows) taken += amount.amount;
      discounts.push(...rows);
      offGoods += taken;
      applied.set(promotion.id, { taken, detail });
    },
    gift({ compiled: { promotion } }, detail) {
      const { id, action } = promotion;
      if (action.kind !== "gift") return;
      giftLines.push({ promotionId: id, variantId: action.variantId, units: action.units });
      applied.set(id, { taken: 0, detail });
    },
    fromShipping({ compiled: { promotion } }, base, amount, detail) {
      const { id: promotionId } = promotion;
      discounts.push({
        promotionId,
        lineId: null,
        units: null,
        base: inMoney(base),
        amount: inMoney(amount),
      });
      offShipping += amount;
      applied.set(promotionId, { taken: amount, detail });
    },
    not: ({ compiled: { promotion } }, verdict) => verdicts.set(promotion.id, verdict),
    shippingPrice: (price) => {
      shippingPrice = inMoney(price);
    },
  });

  const tell = (compiled: CompiledPromotion) =>
    tellOne(compiled, codes.opened, applied, verdicts, scene.currency);
  return {
    discounts,
    giftLines,
    considered: promotions.map(tell),
    unknownCodes: codes.unknown,
    subtotal: inMoney(scene.cart.value),
    goodsDiscount: inMoney(offGoods),
    shippingPrice,
    shippingDiscount: inMoney(offShipping),
  };
}

function discountsOn({ cart, takings, currency }: Scene, promotionId: string): Discount[] {
  const places = Array.from({ length: takings.count }, (_, at) => at)
    .filter((at) => takings.amount[at] !== 0)
    .sort((a, b) => (takings.row[a] ?? 0) - (takings.row[b] ?? 0));
  return places.map((at) => ({
    promotionId,
    lineId: cart.lines[takings.row[at] ?? 0]?.lineId ?? "",
    units: takings.units[at] ?? 0,
    base: money(takings.base[at] ?? 0, currency),
    amount: money(takings.amount[at] ?? 0, currency),
  }));
}

/** Spelled out, because it is made for every promotion of the shop, and spreading takes ten times as long. */
function tellOne(
  { promotion: { id: promotionId, title }, rule }: CompiledPromotion,
  opened: ReadonlyMap<string, string>,
  applied: ReadonlyMap<string, Applied>,
  verdicts: ReadonlyMap<string, Verdict>,
  currency: string,
): Considered {
  const code = opened.get(promotionId) ?? null;
  const took = applied.get(promotionId);
  if (took) {
    const taken = money(took.taken, currency);
    return { promotionId, title, rule, code, detail: took.detail, applied: true, taken };
  }
  const { whyNot, detail } = verdicts.get(promotionId) ?? because("nothing_to_take");
  return { promotionId, title, rule, code, detail, applied: false, whyNot };
}
