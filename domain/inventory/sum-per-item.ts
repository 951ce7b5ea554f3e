import type { CartLine } from "../cart/cart-line.ts";
import type { ItemId } from "../kernel/item-id.ts";

export type ItemUnits = { itemId: ItemId; units: number };

type Line = Pick<CartLine, "itemId" | "components" | "quantity">;

/** What one piece of a line takes from stock: its own item, or the components of a bundle. */
export function componentsOf(line: Pick<Line, "itemId" | "components">): readonly ItemUnits[] {
  return line.components ?? [{ itemId: line.itemId, units: 1 }];
}

/**
 * INV-5 Units per item over all lines, summed before anybody asks: two lines of one item are one question, and so are
 * an item and the bundle that contains it.
 */
export function sumPerItem(lines: readonly Line[]): ItemUnits[] {
  const units = new Map<ItemId, number>();
  for (const line of lines) {
    for (const part of componentsOf(line)) {
      units.set(part.itemId, (units.get(part.itemId) ?? 0) + part.units * line.quantity);
    }
  }
  return [...units]
    .map(([itemId, sum]) => ({ itemId, units: sum }))
    .sort((a, b) => (a.itemId < b.itemId ? -1 : 1));
}

/** Whether two sums ask for the same; both in the order that `sumPerItem` gives. */
export function haveSameUnits(left: readonly ItemUnits[], right: readonly ItemUnits[]): boolean {
  return (
    left.length === right.length &&
    left.every(({ itemId, units }, index) => right[index]?.itemId === itemId && right[index]?.units === units)
  );
}
