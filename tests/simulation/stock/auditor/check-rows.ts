import type { SimulatedObject } from "../../runtime/simulated-object.ts";
import { Mismatch } from "../../runtime/turn.ts";
import { type Books, isOver, type Part, type PartState, stateAt } from "./books.ts";

/** Longer than any message may be late. */
const ENDED_KEPT_MS = 30 * 24 * 3_600_000;

type HoldRow = { holdId: string; itemId: string; units: number; state: PartState; expiresAtMs: number };

/**
 * Holds the rows on the disk against the books: every hold is there, in its state, and the figures of the item add up
 * to them. Rows may be ahead in two ways, both by time alone: a lapse need not be written down yet, and what ended long
 * ago may be forgotten. The books follow in both.
 */
export function checkRows(books: Books, object: SimulatedObject, itemIds: readonly string[], nowMs: number): void {
  const asked = JSON.stringify(itemIds);
  const rows = object.rows(
    `SELECT hold_id AS holdId, item_id AS itemId, units, state, expires_at_ms AS expiresAtMs FROM hold
       WHERE item_id IN (SELECT value FROM json_each(?))`,
    asked,
  ) as HoldRow[];
  const standing = new Map<string, number>();
  const found = new Set<Part>();
  for (const row of rows) {
    const part = books.part(row.holdId, row.itemId);
    if (!part) throw new Mismatch(`hold ${row.holdId} of ${row.itemId}`, "no such hold", row);
    found.add(part);
    checkHold(row, part, nowMs);
    if (row.state === "held" || row.state === "pinned")
      standing.set(row.itemId, (standing.get(row.itemId) ?? 0) + row.units);
  }
  forget(books, itemIds, found, nowMs);
  checkItems(books, object, asked, standing);
}

function checkHold(row: HoldRow, part: Part, nowMs: number): void {
  const isAllowed =
    row.units === part.units &&
    (row.state === part.state
      ? row.state !== "held" || row.expiresAtMs === part.expiresAtMs
      : row.state === "lapsed" && (part.isEndUncertain || stateAt(part, nowMs) === "lapsed"));
  if (!isAllowed) throw new Mismatch(`row of hold ${row.holdId} of ${row.itemId}`, part, row);
  part.isEndUncertain = false;
  if (row.state !== "lapsed" || part.state === "lapsed") return;
  part.state = "lapsed";
  part.endedAtMs = nowMs;
}

function forget(books: Books, itemIds: readonly string[], found: ReadonlySet<Part>, nowMs: number): void {
  for (const [holdId, parts] of books.holds) {
    for (const itemId of itemIds) {
      const part = parts.get(itemId);
      if (!part || found.has(part)) continue;
      const mayGo = isOver(part.state) || part.state === "fulfilled";
      if (!mayGo || nowMs - part.endedAtMs < ENDED_KEPT_MS)
        throw new Mismatch(`row of hold ${holdId} of ${itemId}`, part, "no row");
      parts.delete(itemId);
    }
    if (parts.size === 0) books.holds.delete(holdId);
  }
}

function checkItems(
  books: Books,
  object: SimulatedObject,
  asked: string,
  standing: ReadonlyMap<string, number>,
): void {
  const rows = object.rows(
    `SELECT id, on_hand AS onHand, held, committed, movements FROM item
       WHERE id IN (SELECT value FROM json_each(?))`,
    asked,
  );
  for (const { id, ...found } of rows) {
    const itemId = String(id);
    const expected = {
      onHand: books.onHand(itemId),
      held: standing.get(itemId) ?? 0,
      committed: books.committed(itemId),
      movements: books.items.get(itemId)?.movements.length ?? 0,
    };
    const isSame = (Object.keys(expected) as (keyof typeof expected)[]).every(
      (figure) => found[figure] === expected[figure],
    );
    if (!isSame) throw new Mismatch(`row of item ${itemId}`, expected, found);
  }
}
