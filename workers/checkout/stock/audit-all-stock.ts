import type { auditAllStock as spec } from "../../../contracts/http/admin/stock-operations-routes.ts";
import type { StockAuditView } from "../../../contracts/rpc/stock.ts";
import type { AuditItemsResult } from "../../../contracts/rpc/stock-staff.ts";
import { isPassingFault } from "../../../platform/http/is-passing-fault.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import { describeError, logEvent } from "../../../platform/telemetry/log.ts";
import type { CheckoutEnv } from "../env.ts";
import { encodeAudit } from "./encode-audit.ts";
import { namesOfItems } from "./names-of-items.ts";
import {
  goOn,
  partitionOfWalk,
  readStockCursor,
  type StockPlaceOfWalk,
  showStockCursor,
} from "./walk-partitions.ts";

/** Questions of one call, whatever they find. */
const LOOKS_MAX = 32;

/** AUD-2 Audits the next items of the shop. A partition that does not answer is named, and hides no other. */
export async function auditAllStock({
  body,
  env,
}: Call<typeof spec, CheckoutEnv>): Promise<Reply<typeof spec>> {
  let cursor = readStockCursor(body.cursor, "/cursor");

  let audited = 0;
  const unbalanced: StockAuditView[] = [];
  const uncounted: string[] = [];
  const unreachable: string[] = [];
  let place = await partitionOfWalk(env, cursor);
  for (let look = 0; place && look < LOOKS_MAX; look += 1) {
    const limit = body.limit - audited - uncounted.length;
    if (limit <= 0) break;
    const found = await auditOrNull(place, { after: cursor.after, limit });
    if (found) {
      audited += found.audited;
      unbalanced.push(...found.unbalanced);
      uncounted.push(...found.uncounted);
    } else unreachable.push(place.name);
    cursor = goOn(cursor, found?.after ?? null);
    place = await partitionOfWalk(env, cursor);
  }

  const skus = await namesOfItems(
    env,
    unbalanced.map(({ level }) => level.itemId),
  );
  return {
    status: 200,
    body: {
      audited,
      unbalanced: unbalanced.map((audit) => encodeAudit(skus.get(audit.level.itemId) ?? null, audit)),
      uncounted,
      unreachable,
      next_cursor: place && showStockCursor(cursor),
    },
  };
}

async function auditOrNull(
  { stock, name }: StockPlaceOfWalk,
  ask: { after: string | null; limit: number },
): Promise<AuditItemsResult | null> {
  try {
    return await stock.auditItems(ask);
  } catch (error) {
    const level = isPassingFault(error) ? "warn" : "error";
    logEvent(level, "stock.audit_unreachable", { partition: name, ...describeError(error) });
    return null;
  }
}
