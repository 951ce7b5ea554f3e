import { judgeRefusals, judgeServerErrors, judgeSilence } from "./judge-answers.ts";
import { judgeChargedForNothing, judgeUncharged } from "./judge-money.ts";
import {
  judgeDuplicates,
  judgeList,
  judgeLostCarts,
  judgeLostOrders,
  judgeUnfinished,
} from "./judge-orders.ts";
import { judgeAudit, judgeOversold, judgeStranded, judgeUnsold } from "./judge-stock.ts";
import type { Evidence, Judge, Judgement } from "./judgement.ts";

/** What must hold whatever happens to the shop, be it killed in the middle. */
export const ALWAYS: readonly Judge[] = [
  judgeOversold,
  judgeUnsold,
  judgeDuplicates,
  judgeLostOrders,
  judgeLostCarts,
  judgeUnfinished,
  judgeChargedForNothing,
  judgeUncharged,
  judgeStranded,
  judgeAudit,
  judgeList,
  judgeRefusals,
  judgeServerErrors,
];

/** What must hold beside that of a shop that is left in peace. */
export const IN_PEACE: readonly Judge[] = [judgeSilence];

export function judgeAll(judges: readonly Judge[], evidence: Evidence): Judgement[] {
  return judges.map((judge) => judge(evidence));
}
