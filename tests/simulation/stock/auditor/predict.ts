import type {
  AdjustAsk,
  FulfilAsk,
  HoldAsk,
  ItemAsk,
  MovementsAsk,
  SettleAsk,
  UncommitAsk,
} from "../asks.ts";
import type { Books } from "./books.ts";
import { predictAdjust } from "./predict-adjust.ts";
import { predictHold } from "./predict-hold.ts";
import { predictAudit, predictLevel, predictMovements } from "./predict-reads.ts";
import { predictCommit, predictFulfil, predictRelease, predictUncommit } from "./predict-settle.ts";
import { only, type Prediction } from "./prediction.ts";

type Predict = (books: Books, ask: never, nowMs: number) => Prediction;

const RULES: Readonly<Record<string, Predict>> = {
  open: () => only(undefined),
  hold: (books, ask: HoldAsk, nowMs) => predictHold(books, ask, nowMs),
  commitHold: (books, ask: SettleAsk, nowMs) => predictCommit(books, ask, nowMs),
  release: (books, ask: SettleAsk, nowMs) => predictRelease(books, ask, nowMs),
  fulfil: (books, ask: FulfilAsk, nowMs) => predictFulfil(books, ask, nowMs),
  uncommit: (books, ask: UncommitAsk, nowMs) => predictUncommit(books, ask, nowMs),
  adjust: (books, ask: AdjustAsk, nowMs) => predictAdjust(books, ask, nowMs),
  level: (books, ask: ItemAsk, nowMs) => predictLevel(books, ask, nowMs),
  audit: (books, ask: ItemAsk, nowMs) => predictAudit(books, ask, nowMs),
  movements: (books, ask: MovementsAsk) => predictMovements(books, ask),
};

/** What may be answered to a call now. Every method that an actor calls has its rule. */
export function predict(books: Books, method: string, ask: unknown, nowMs: number): Prediction {
  const rule = RULES[method];
  if (!rule) throw new Error(`the auditor has no rule for ${method}`);
  return rule(books, ask as never, nowMs);
}
