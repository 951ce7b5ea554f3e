import type { LineView } from "../../../contracts/rpc/orders.ts";
import type { CartLine } from "../../../domain/cart/cart-line.ts";
import { componentsOf } from "../../../domain/inventory/sum-per-item.ts";
import { problem } from "../../../platform/http/problem.ts";

type Limit = { itemId: string; limit: "per_order" | "per_buyer" | "early_holds"; allowed: number };
type Shortage = {
  itemId: string;
  asked: number;
  available: number;
  mayReturn: boolean;
  /** Until when that stays so, where stock said it. */
  validUntilMs?: number | undefined;
};

/** Never stocked: the partition keeps no such item, so there is nothing to wait for. */
export function missingItems(
  items: readonly { itemId: string; units: number }[],
  unknown: readonly string[],
): Shortage[] {
  return items
    .filter(({ itemId }) => unknown.includes(itemId))
    .map(({ itemId, units }) => ({ itemId, asked: units, available: 0, mayReturn: false }));
}

/** When nobody said until when the answer is good. */
const TRY_AGAIN_S = 5;
/** Holds end at any moment, but thousands who wait should not ask at once. */
const TRY_AGAIN_MIN_S = 2;

/**
 * 409 that names each line that is short, once: a bundle by the component that leaves the fewest pieces of it. A shopper
 * is never told a figure below zero.
 */
export function insufficientStock(shortages: readonly Shortage[], lines: readonly LineView[]) {
  const byItem = Map.groupBy(shortages, ({ itemId }) => itemId);
  const rows = lines.flatMap((line) => {
    const found = tightest(line, byItem, ({ available }) => available);
    if (!found) return [];
    const { asked, available, mayReturn } = found.fact;
    return [
      {
        ...nameOf(line),
        asked,
        available: available > 0 ? available : 0,
        units_per_piece: found.unitsPerPiece,
        may_return: mayReturn,
      },
    ];
  });
  const mayReturn = rows.some((row) => row.may_return);
  // The answer stays the same until the last of them may change.
  const [validUntilMs = null] = shortages
    .flatMap((shortage) => shortage.validUntilMs ?? [])
    .sort((a, b) => b - a);
  return problem("insufficient_stock", {
    members: {
      shortages: rows,
      ...(validUntilMs === null ? {} : { valid_until: new Date(validUntilMs).toISOString() }),
    },
    ...(mayReturn ? { headers: { "retry-after": String(secondsUntil(validUntilMs)) } } : {}),
  });
}

/** After which units that others hold may be free again. */
function secondsUntil(validUntilMs: number | null): number {
  if (validUntilMs === null) return TRY_AGAIN_S;
  const seconds = Math.ceil((validUntilMs - Date.now()) / 1_000);
  return seconds > TRY_AGAIN_MIN_S ? seconds : TRY_AGAIN_MIN_S;
}

/** 409 that names each line which asks for more than one order, or one buyer, may take. */
export function saleLimited(limits: readonly Limit[], lines: readonly LineView[]) {
  const byItem = Map.groupBy(limits, ({ itemId }) => itemId);
  const rows = lines.flatMap((line) => {
    const found = tightest(line, byItem, ({ allowed }) => allowed);
    if (!found) return [];
    const { limit, allowed } = found.fact;
    return [
      {
        ...nameOf(line),
        limit,
        allowed: allowed > 0 ? allowed : 0,
        units_per_piece: found.unitsPerPiece,
      },
    ];
  });
  return problem("purchase_limit_reached", { members: { limits: rows } });
}

/** What lines are named by, and no more: 6,000 short components of 300 bundles are 300 lines. */
export function shortestOfLines(shortages: readonly Shortage[], lines: readonly LineView[]): Shortage[] {
  return namedBy(lines, shortages, ({ available }) => available);
}

export function tightestOfLines(limits: readonly Limit[], lines: readonly LineView[]): Limit[] {
  return namedBy(lines, limits, ({ allowed }) => allowed);
}

function namedBy<Fact extends { itemId: string }>(
  lines: readonly LineView[],
  facts: readonly Fact[],
  leftOf: (fact: Fact) => number,
): Fact[] {
  const byItem = Map.groupBy(facts, ({ itemId }) => itemId);
  return [...new Set(lines.flatMap((line) => tightest(line, byItem, leftOf)?.fact ?? []))];
}

/** Of what is said of a line's items, that which leaves the fewest pieces of it; null when nothing is. */
function tightest<Fact extends { itemId: string }>(
  line: LineView,
  byItem: ReadonlyMap<string, readonly Fact[]>,
  leftOf: (fact: Fact) => number,
): { fact: Fact; unitsPerPiece: number } | null {
  const found = componentsOf(line as unknown as CartLine).flatMap(({ itemId, units }) =>
    (byItem.get(itemId) ?? []).map((fact) => ({ fact, unitsPerPiece: units })),
  );
  const piecesOf = ({ fact, unitsPerPiece }: (typeof found)[number]) =>
    Math.floor(leftOf(fact) / unitsPerPiece);
  return found.toSorted((one, other) => piecesOf(one) - piecesOf(other))[0] ?? null;
}

function nameOf({ id, variantId, sku }: LineView) {
  return { line_id: id, variant_id: variantId, sku };
}
