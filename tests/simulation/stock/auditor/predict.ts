import type { Books } from "./books.ts";
import { predictAdjust, predictSetPolicy, predictTransfer } from "./predict-change.ts";
import { predictHold } from "./predict-hold.ts";
import {
  predictAudit,
  predictHolds,
  predictLevel,
  predictLevels,
  predictMovements,
} from "./predict-reads.ts";
import { predictCommit, predictExtend, predictRelease } from "./predict-settle.ts";
import { predictFulfil, predictUncommit } from "./predict-step.ts";
import { predictWithdraw } from "./predict-withdraw.ts";
import { only, type Prediction } from "./prediction.ts";

type Predict = (books: Books, ask: never, nowMs: number) => Prediction;

const RULES: Readonly<Record<string, Predict>> = {
  open: () => only(undefined),
  confirmSignals: () => only(undefined),
  hold: predictHold,
  extend: predictExtend,
  commit: predictCommit,
  release: predictRelease,
  fulfil: predictFulfil,
  uncommit: predictUncommit,
  adjust: predictAdjust,
  transfer: predictTransfer,
  setPolicy: predictSetPolicy,
  withdraw: predictWithdraw,
  level: predictLevel,
  levels: predictLevels,
  audit: predictAudit,
  movements: predictMovements,
  holds: predictHolds,
};

/** What may be answered to a call now. Every method that an actor calls has its rule. */
export function predict(books: Books, method: string, ask: unknown, nowMs: number): Prediction {
  const rule = RULES[method];
  if (!rule) throw new Error(`the auditor has no rule for ${method}`);
  return rule(books, ask as never, nowMs);
}
