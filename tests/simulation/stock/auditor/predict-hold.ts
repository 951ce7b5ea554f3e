import type { HoldAsk } from "../asks.ts";
import { type Books, endings, isLive, isOver, type Part, stateAt, unitsPerItem } from "./books.ts";
import { only, type Prediction } from "./prediction.ts";

/** All items or none; the same id with the same content answers with the hold's present state, with other it is refused. */
export function predictHold(books: Books, ask: HoldAsk, nowMs: number): Prediction {
  const unknown = ask.items.map(({ itemId }) => itemId).filter((itemId) => !books.items.has(itemId));
  const earlier = books.holds.get(ask.holdId);
  if (earlier) return predictKnown(books, ask, earlier, unknown, nowMs);
  if (unknown.length > 0) return only({ kind: "unknown_items", itemIds: unknown });
  if (unitsPerItem(ask.items).size < ask.items.length) return refuseTwice(books, ask, nowMs);

  const shortages = shortagesOf(books, ask, nowMs);
  if (shortages.length > 0) return only({ kind: "insufficient", shortages });
  return only({ kind: "granted" }, () => grant(books, ask, nowMs));
}

function predictKnown(
  books: Books,
  ask: HoldAsk,
  earlier: ReadonlyMap<string, Part>,
  unknown: string[],
  nowMs: number,
): Prediction {
  const asked = ask.items.filter(({ itemId }) => books.items.has(itemId));
  const ended = asked.flatMap(({ itemId }) => {
    const part = earlier.get(itemId);
    return part && isOver(stateAt(part, nowMs)) ? [endings(part, nowMs)] : [];
  });
  const notThere = { kind: "unknown_items", itemIds: unknown };
  if (!isSameContent(ask, earlier)) {
    const over = ended.flat().map((state) => ({ answer: { kind: "ended", state } }));
    const absent = unknown.length > 0 ? [{ answer: notThere }] : [];
    return [{ answer: { kind: "mismatch" } }, ...over, ...absent];
  }

  const [first] = ended;
  if (first) return first.map((state) => ({ answer: { kind: "ended", state } }));
  if (unknown.length > 0) return only(notThere);
  return only({ kind: "granted" }, () => {
    if (!ask.pin) return;
    for (const part of earlier.values()) if (part.state === "held") part.state = "pinned";
  });
}

/** A caller who names an item twice is careless, and is never granted what each line alone could have. */
function refuseTwice(books: Books, ask: HoldAsk, nowMs: number): Prediction {
  const shortages = shortagesOf(books, ask, nowMs);
  const short = shortages.length > 0 ? [{ answer: { kind: "insufficient", shortages } }] : [];
  const over = !ask.pin && ask.expiresAtMs <= nowMs ? [{ answer: { kind: "ended", state: "lapsed" } }] : [];
  return [{ answer: { kind: "mismatch" } }, ...short, ...over];
}

function isSameContent({ items }: HoldAsk, earlier: ReadonlyMap<string, Part>): boolean {
  return (
    items.length === earlier.size && items.every(({ itemId, units }) => earlier.get(itemId)?.units === units)
  );
}

function shortagesOf(books: Books, ask: HoldAsk, nowMs: number): object[] {
  return ask.items.flatMap(({ itemId, units }) => {
    const givenBack = unitsGivenBack(books, ask, itemId, nowMs);
    const available = books.free(itemId, nowMs) + givenBack;
    if (available >= units) return [];
    return [{ itemId, asked: units, available, mayReturn: books.held(itemId, nowMs) > givenBack }];
  });
}

function unitsGivenBack(books: Books, { replaces }: HoldAsk, itemId: string, nowMs: number): number {
  let sum = 0;
  for (const { holdId, items } of replaces) {
    const part = books.part(holdId, itemId);
    if (part && items.some((item) => item.itemId === itemId) && isLive(part, nowMs)) sum += part.units;
  }
  return sum;
}

function grant(books: Books, ask: HoldAsk, nowMs: number): void {
  for (const { holdId, items } of ask.replaces) {
    for (const { itemId, units } of items) giveBack(books, holdId, itemId, units, nowMs);
  }
  for (const { itemId, units } of ask.items) {
    books.putPart(ask.holdId, itemId, {
      units,
      state: ask.pin ? "pinned" : "held",
      expiresAtMs: ask.expiresAtMs,
      endedAtMs: Number.POSITIVE_INFINITY,
    });
  }
}

/** What was sold stays sold; what never came leaves a tombstone. */
function giveBack(books: Books, holdId: string, itemId: string, units: number, nowMs: number): void {
  const part = books.part(holdId, itemId);
  if (!part && books.items.has(itemId))
    books.putPart(holdId, itemId, { units, state: "released", expiresAtMs: 0, endedAtMs: nowMs });
  else if (part && part.state !== "committed" && part.state !== "fulfilled") books.release(part, nowMs);
}
