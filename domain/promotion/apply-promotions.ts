import { invariant } from "../kernel/invariant.ts";
import { choosePlan } from "./choose-plan.ts";
import type { CompiledPromotion, CompiledPromotions } from "./compile-promotions.ts";
import { foldCode } from "./fold-code.ts";
import { because, type JudgedAsk, judgePromotion, type Verdict } from "./judge-promotion.ts";
import { matchLines } from "./match-lines.ts";
import { PROMOTION_LIMITS } from "./promotion.ts";
import type { PromotionAsk } from "./promotion-ask.ts";
import type { PromotionOutcome } from "./promotion-outcome.ts";
import { type Candidate, runPlan } from "./run-plan.ts";
import { setScene } from "./takings.ts";
import { writeOutcome } from "./write-outcome.ts";

/**
 * The only function that says which promotions a cart gets, and what they take: PRM-3 says which may apply, PRM-7 which
 * of those do, PRM-6 in which order, PRM-1 how far. The same for every order of the lines. The caller vouches that the
 * undiscounted cart fits the bounds of Money (PRC-1); nothing here is more than that.
 */
export function applyPromotions(ask: PromotionAsk, compiled: CompiledPromotions): PromotionOutcome {
  invariant(ask.codes.length <= PROMOTION_LIMITS.codesPerCartMax, "PRM-8 a cart has too many codes");
  const scene = setScene(ask);
  const codes = openByCode(ask, compiled);
  const judged: JudgedAsk = {
    ask,
    usedUp: new Set(ask.usedUp),
    opened: codes.opened,
    linesOf: matchLines(compiled, scene.cart),
  };

  const verdicts = new Map<string, Verdict>();
  const candidates: Candidate[] = [];
  for (const one of compiled.promotions) {
    const verdict = judgePromotion(one, judged);
    if (verdict) verdicts.set(one.promotion.id, verdict);
    else candidates.push(candidateOf(one, judged));
  }

  const plan = choosePlan(candidates, (tried) => runPlan(tried, scene, ask.shipping, null));
  const chosen = new Set(plan);
  for (const candidate of candidates) {
    if (!chosen.has(candidate)) verdicts.set(candidate.compiled.promotion.id, whyPassedOver(candidate, plan));
  }

  return writeOutcome(compiled, scene, verdicts, codes, (record) =>
    runPlan(plan, scene, ask.shipping, record),
  );
}

function candidateOf(compiled: CompiledPromotion, { linesOf }: JudgedAsk): Candidate {
  const { group, exclusive } = compiled.promotion;
  const reach: Int32Array[] = [];
  let steps = 1;
  for (const place of compiled.reach) {
    const { rows } = linesOf(place);
    reach.push(rows);
    steps += rows.length;
  }
  const [first] = compiled.reach;
  return {
    compiled,
    reach,
    reachValue: first === undefined ? 0 : linesOf(first).value,
    steps,
    group,
    exclusive,
  };
}

function whyPassedOver(candidate: Candidate, plan: readonly Candidate[]): Verdict {
  const [first] = plan;
  const winner = first?.compiled.promotion.id ?? "";
  if (first?.exclusive) return because("better_exclusive", { promotionId: winner });
  if (candidate.exclusive) return because("better_together");
  const rival = plan.find(({ group }) => group === candidate.group);
  return because("better_in_group", { promotionId: rival?.compiled.promotion.id ?? winner });
}

/** PRM-9 Which promotions the given codes open, each by the first code in code-unit order that does; and what opens none. */
function openByCode({ codes }: PromotionAsk, { byCode, byId }: CompiledPromotions) {
  const opened = new Map<string, string>();
  const unknown: string[] = [];
  const given = codes.map(({ code, promotionId }) => ({ code: foldCode(code), promotionId }));
  for (const { code, promotionId } of given.sort((a, b) =>
    a.code < b.code ? -1 : Number(a.code !== b.code),
  )) {
    const named = byCode.get(code) ?? [];
    const ids = promotionId !== null && byId.has(promotionId) ? [promotionId, ...named] : named;
    if (ids.length === 0 && !unknown.includes(code)) unknown.push(code);
    for (const id of ids) if (!opened.has(id)) opened.set(id, code);
  }
  return { opened, unknown };
}
