import { PURCHASE } from "../bare/service/purchase.ts";
import { sum } from "./budget.ts";

export type BareBudget = {
  calls: Record<string, number>;
  rows: Record<string, number>;
  /** The ledger apart, as for ours. */
  objectCalls: number;
  busiest: number;
};

/** What the bare purchase asks of objects, to stand beside what ours was counted to ask. */
export function bareBudget(): BareBudget {
  const calls: Record<string, number> = {};
  const rows: Record<string, number> = {};
  for (const step of Object.values(PURCHASE).flat()) {
    calls[step.object] = (calls[step.object] ?? 0) + 1;
    rows[step.object] = (rows[step.object] ?? 0) + step.rows + ("lines" in step ? step.lines : 0);
  }
  const { ledger: _, ...counted } = calls;
  return { calls, rows, objectCalls: sum(counted), busiest: Math.max(...Object.values(counted)) };
}
