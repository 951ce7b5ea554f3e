import type { StockAuditView } from "../../contracts/rpc/stock.ts";
import type { AuditItems, AuditItemsResult } from "../../contracts/rpc/stock-staff.ts";
import { describeError, logEvent } from "../../platform/telemetry/log.ts";
import type { SurveyHome } from "./spread/survey-home.ts";
import type { StockRows } from "./stock-rows.ts";

export type Audited = { rows: StockRows; survey: SurveyHome };

/**
 * AUD-2 Audits the next items of a partition. One that can't be counted now is named and stops no other; between two
 * items whoever waits to buy comes first.
 */
export async function auditItems(
  { rows, survey }: Audited,
  { after, limit }: AuditItems,
  now: () => number,
): Promise<AuditItemsResult> {
  const itemIds = rows.itemIdsAfter(after ?? "", limit, false);
  const unbalanced: StockAuditView[] = [];
  const uncounted: string[] = [];
  for (const itemId of itemIds) {
    try {
      const audit = await survey.audit(itemId, now);
      if (!audit.balanced) unbalanced.push(audit);
    } catch (error) {
      logEvent("warn", "stock.not_counted", { item: itemId, ...describeError(error) });
      uncounted.push(itemId);
    }
    await letOthersIn();
  }
  return {
    audited: itemIds.length - uncounted.length,
    unbalanced,
    uncounted,
    after: itemIds.length === limit ? (itemIds.at(-1) ?? null) : null,
  };
}

/** A macrotask: requests that have arrived are served before we go on. */
function letOthersIn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
