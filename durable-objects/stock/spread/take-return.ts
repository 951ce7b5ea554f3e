import type { Return } from "../../../contracts/rpc/stock-shard.ts";
import { type Allocation, addToLevels, takeFrom } from "../../../domain/inventory/level.ts";
import type { StockItem } from "../../../domain/inventory/stock-item.ts";
import { invariant } from "../../../domain/kernel/invariant.ts";
import type { StockBook } from "../stock-book.ts";
import type { ShardLink } from "./spread-rows.ts";

/**
 * HOT-2 Units come home from a shard, once: free ones to be promised again, sold ones with the holds they were sold
 * under, which live here from now on. Null when this return was taken before.
 */
export function takeReturn(
  book: StockBook,
  item: StockItem,
  link: ShardLink,
  returned: Return,
  nowMs: number,
): ShardLink | null {
  if (returned.number <= link.returnNumber) return null;
  invariant(
    returned.number === link.returnNumber + 1,
    `HOT-2 return ${returned.number} came before its turn`,
  );

  const back: Allocation[] = [returned.free, ...returned.sold.map((hold) => hold.parts)];
  let lent = link.lent;
  let levels = item.levels;
  for (const parts of back) {
    lent = without(lent, parts);
    levels = addToLevels(levels, "granted", parts, -1);
  }

  let { movements, committed } = item;
  for (const hold of returned.sold) {
    movements += 1;
    committed += hold.committed;
    levels = addToLevels(levels, "promised", hold.parts);
    book.saveHold(
      {
        itemId: item.itemId,
        hold: {
          holdId: hold.holdId,
          units: hold.units,
          state: "committed",
          sinceMs: hold.sinceMs,
          expiresAtMs: null,
          committed: hold.committed,
          steps: [],
        },
        allocation: hold.parts,
        parts: 1,
        asker: null,
        buyer: null,
        reference: hold.reference,
      },
      nowMs,
    );
    book.appendMovement({
      itemId: item.itemId,
      sequence: movements,
      atMs: hold.soldAtMs,
      kind: "committed",
      location: null,
      onHandDelta: 0,
      committedDelta: hold.committed,
      reason: "sold",
      note: null,
      actor: "system",
      reference: hold.reference,
      holdId: hold.holdId,
    });
  }
  book.saveItem({ ...item, levels, movements, committed }, nowMs);
  return { ...link, lent, returnNumber: returned.number };
}

/** What is still lent after these units came back. More than was lent can't come back. */
function without(lent: Allocation, back: Allocation): Allocation {
  let left = lent;
  for (const { location, units } of back) {
    const had = left.find((part) => part.location === location)?.units ?? 0;
    invariant(had >= units, `HOT-2 ${units} came back from ${location}, ${had} were lent`);
    left = takeFrom(left, units, location).left;
  }
  return left;
}
