import type { LineView } from "../../../contracts/rpc/orders.ts";
import type { CartLine } from "../../../domain/cart/cart-line.ts";
import { componentsOf } from "../../../domain/inventory/sum-per-item.ts";
import { problem } from "../../../platform/http/problem.ts";

type Limit = { itemId: string; limit: "per_order" | "per_buyer" | "early_holds"; allowed: number };
type Shortage = { itemId: string; asked: number; available: number; mayReturn: boolean };

/** Never stocked: the partition keeps no such item, so there is nothing to wait for. */
export function missingItems(
  items: readonly { itemId: string; units: number }[],
  unknown: readonly string[],
): Shortage[] {
  return items
    .filter(({ itemId }) => unknown.includes(itemId))
    .map(({ itemId, units }) => ({ itemId, asked: units, available: 0, mayReturn: false }));
}

/** Seconds after which units that others hold may be free again. */
const TRY_AGAIN_S = "30";

/**
 * 409 that names each line of an item which is short. A shopper is never told a figure below zero. `validUntilMs`: until
 * then the answer stays the same.
 */
export function insufficientStock(
  shortages: readonly Shortage[],
  lines: readonly LineView[],
  validUntilMs: number | null = null,
) {
  const rows = shortages.flatMap(({ itemId, asked, available, mayReturn }) =>
    linesOf(itemId, lines).map((line) => ({
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
    members: {
      shortages: rows,
      ...(validUntilMs === null ? {} : { valid_until: new Date(validUntilMs).toISOString() }),
    },
    ...(mayReturn ? { headers: { "retry-after": TRY_AGAIN_S } } : {}),
  });
}

/** 409 that names each line which asks for more than one order, or one buyer, may take. */
export function saleLimited(limits: readonly Limit[], lines: readonly LineView[]) {
  return problem("purchase_limit_reached", {
    members: {
      limits: limits.flatMap(({ itemId, limit, allowed }) =>
        linesOf(itemId, lines).map((line) => ({
          line_id: line.id,
          variant_id: line.variantId,
          sku: line.sku,
          limit,
          allowed: allowed > 0 ? allowed : 0,
        })),
      ),
    },
  });
}

/** Lines that take from this item, a bundle that contains it among them. */
function linesOf(itemId: string, lines: readonly LineView[]): LineView[] {
  return lines.filter((line) => componentsOf(line as CartLine).some((part) => part.itemId === itemId));
}
