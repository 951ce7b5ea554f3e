import type { LineView } from "../../../contracts/rpc/orders.ts";
import { problem } from "../../../platform/http/problem.ts";

type Shortage = { itemId: string; asked: number; available: number; mayReturn: boolean };

/** Seconds after which units that others hold may be free again. */
const TRY_AGAIN_S = "30";

/** 409 that names each line of an item which is short. A shopper is never told a figure below zero. */
export function insufficientStock(shortages: readonly Shortage[], lines: readonly LineView[]) {
  const rows = shortages.flatMap(({ itemId, asked, available, mayReturn }) =>
    lines
      .filter((line) => line.itemId === itemId)
      .map((line) => ({
        line_id: line.id,
        variant_id: line.variantId,
        sku: line.sku,
        asked,
        available: available > 0 ? available : 0,
        may_return: mayReturn,
      })),
  );
  const mayReturn = rows.some((row) => row.may_return);
  return problem("insufficient_stock", {
    members: { shortages: rows },
    ...(mayReturn ? { headers: { "retry-after": TRY_AGAIN_S } } : {}),
  });
}
