import type { ItemId } from "../kernel/item-id.ts";

export type ItemUnits = { itemId: ItemId; units: number };

/** INV-5 Units per item over all lines, summed before anybody asks: two lines of one item are one question. */
export function sumPerItem(lines: readonly { itemId: ItemId; quantity: number }[]): ItemUnits[] {
  const units = new Map<ItemId, number>();
  for (const line of lines) units.set(line.itemId, (units.get(line.itemId) ?? 0) + line.quantity);
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
