import type { AdjustRowAsk, AdjustRowResult } from "../../contracts/rpc/stock-staff.ts";
import type { Idempotency } from "../host/idempotency.ts";
import { adjustStock } from "./change-levels.ts";
import type { StockBook } from "./stock-book.ts";

/**
 * IDP-3 One row of many. What came of it is remembered under the row's own key, a refusal too: sent again, all rows
 * are answered as they were, although units have come since.
 */
export function adjustRow(
  book: StockBook,
  keys: Idempotency,
  ask: AdjustRowAsk,
  nowMs: number,
): AdjustRowResult {
  const earlier = keys.recall(ask.idempotency.scope, nowMs);
  if (earlier && earlier.requestHash !== ask.idempotency.requestHash) return { kind: "key_reused" };
  if (earlier) return JSON.parse(earlier.made) as AdjustRowResult;

  const changed = adjustStock(book, keys, { ...ask, idempotency: null }, nowMs);
  const movement = book.item(ask.itemId)?.movements ?? 0;
  const outcome: AdjustRowResult = changed.kind === "changed" ? { kind: "adjusted", movement } : changed;
  keys.remember(ask.idempotency, JSON.stringify(outcome), movement, nowMs);
  return outcome;
}
