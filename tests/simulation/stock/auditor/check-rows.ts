import type { SimulatedObject } from "../../runtime/simulated-object.ts";
import { Mismatch } from "../../runtime/turn.ts";
import type { Placed } from "../asks.ts";
import type { Books } from "./books.ts";
import { allocated, end, isOver, type Part, type PartState, stateAt } from "./part.ts";

/** Longer than any message may be late. */
const ENDED_KEPT_MS = 30 * 24 * 3_600_000;

type HoldRow = {
  holdId: string;
  itemId: string;
  units: number;
  state: PartState;
  expiresAtMs: number | null;
  committed: number;
  detail: string;
};
/** What the rows of an item's holds add up to. */
type Standing = { held: number; early: number; promised: Map<string, number> };

/**
 * Holds the rows on the disk against the books: every hold is there, in its state, and the figures of the item add up
 * to them. Rows may know more in three ways, and the books follow: a lapse need not be written down yet, what ended
 * long ago may be forgotten, and of units given back the object chose from which of its locations they were.
 */
export function checkRows(
  books: Books,
  object: SimulatedObject,
  itemIds: readonly string[],
  nowMs: number,
): void {
  const rows = object.rows(
    `SELECT hold_id AS holdId, item_id AS itemId, units, state, expires_at_ms AS expiresAtMs, committed, detail
       FROM hold WHERE item_id IN (SELECT value FROM json_each(?))`,
    JSON.stringify(itemIds),
  ) as HoldRow[];
  const found = new Set<Part>();
  const standing = new Map<string, Standing>();
  for (const row of rows) {
    const part = books.part(row.holdId, row.itemId);
    if (!part) throw new Mismatch(`row of hold ${row.holdId} of ${row.itemId}`, "no such hold", row);
    found.add(part);
    const placed = readAllocation(row.detail);
    checkHold(row, placed, part, nowMs);
    addTo(standing, row, placed);
  }
  forget(books, itemIds, found, nowMs);
  checkItems(books, object, itemIds, standing);
}

function readAllocation(detail: string): ReadonlyMap<string, number> {
  const { from } = JSON.parse(detail) as { from: Placed[] };
  return new Map(from.map(({ location, units }) => [location, units]));
}

function checkHold(row: HoldRow, placed: ReadonlyMap<string, number>, part: Part, nowMs: number): void {
  const isLapseWritten = row.state === "lapsed" && part.state !== "lapsed";
  const isAllowed =
    row.units === part.units &&
    row.committed === part.committed &&
    (isLapseWritten
      ? part.isEndUncertain || stateAt(part, nowMs) === "lapsed"
      : row.state === part.state && (row.state !== "held" || row.expiresAtMs === part.expiresAtMs));
  if (!isAllowed) throw new Mismatch(`row of hold ${row.holdId} of ${row.itemId}`, part, row);
  if (isLapseWritten) end(part, "lapsed", nowMs);
  else if (part.isEndUncertain) part.expiresAtMs = null;
  part.isEndUncertain = false;

  let sum = 0;
  let isWithin = true;
  for (const [location, units] of placed) {
    sum += units;
    isWithin &&= units > 0 && units <= (part.allocation.get(location) ?? 0);
  }
  if (!isWithin || sum !== allocated(part))
    throw new Mismatch(`where the units of hold ${row.holdId} of ${row.itemId} come from`, part, placed);
  part.allocation = placed;
  part.unallocated = 0;
}

function addTo(all: Map<string, Standing>, row: HoldRow, placed: ReadonlyMap<string, number>): void {
  const standing = all.get(row.itemId) ?? { held: 0, early: 0, promised: new Map() };
  all.set(row.itemId, standing);
  if (row.state === "held" || row.state === "pinned") standing.held += row.units;
  if (row.state === "held") standing.early += row.units;
  for (const [location, units] of placed)
    standing.promised.set(location, (standing.promised.get(location) ?? 0) + units);
}

function forget(books: Books, itemIds: readonly string[], found: ReadonlySet<Part>, nowMs: number): void {
  for (const [holdId, parts] of books.holds) {
    for (const itemId of itemIds) {
      const part = parts.get(itemId);
      if (!part || found.has(part)) continue;
      // What a buyer had of an item with a limit per buyer is remembered for ever.
      const mayGo = isOver(part.state) || (part.state === "fulfilled" && part.buyer === null);
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
  itemIds: readonly string[],
  standing: ReadonlyMap<string, Standing>,
): void {
  const rows = object.rows(
    "SELECT id, held, early, committed, movements, body FROM item WHERE id IN (SELECT value FROM json_each(?))",
    JSON.stringify(itemIds),
  );
  if (rows.length !== itemIds.filter((itemId) => books.items.has(itemId)).length)
    throw new Mismatch("items on the disk", [...books.items.keys()], rows);
  for (const { id, body, ...figures } of rows) {
    const itemId = String(id);
    const { held, early, promised } = standing.get(itemId) ?? { held: 0, early: 0, promised: new Map() };
    const { movements, levels } = books.item(itemId);
    const expected = {
      held,
      early,
      committed: books.committed(itemId),
      movements: movements.length,
      levels: [...levels].map(([location, { onHand, safety }]) => [
        location,
        onHand,
        promised.get(location) ?? 0,
        books.lentFrom(itemId, location),
        safety,
      ]),
    };
    const found = { ...figures, levels: levelsOf(String(body)) };
    if (JSON.stringify(found) !== JSON.stringify(expected))
      throw new Mismatch(`row of item ${itemId}`, expected, found);
  }
}

function levelsOf(body: string): unknown[][] {
  type Level = { location: string; onHand: number; promised: number; granted: number; safety: number };
  const { levels } = JSON.parse(body) as { levels: Level[] };
  return levels.map(({ location, onHand, promised, granted, safety }) => [
    location,
    onHand,
    promised,
    granted,
    safety,
  ]);
}
