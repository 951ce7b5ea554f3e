import type { AllocationAnswer, HoldAsk, ItemUnits } from "../asks.ts";
import { placeUnits } from "./allocations.ts";
import { type Books, isCareless } from "./books.ts";
import { limitsOf, limitsOfPin, namesBuyer } from "./limits.ts";
import {
  allocated,
  awaited,
  endings,
  isLive,
  isOver,
  newPart,
  type Part,
  release,
  stateAt,
  tombstone,
} from "./part.ts";
import { type Foretold, only, type Prediction } from "./prediction.ts";

/** A sold-out answer is good for so long at most, and while units may come back for so long. */
const SOLD_OUT_MS = 30_000;
const MAY_RETURN_MS = 1_000;

type Granted = { kind: "granted"; allocations: AllocationAnswer[] };
type Shortage = { itemId: string; asked: number; available: number; mayReturn: boolean };
type Refused = { kind: string; shortages?: (Shortage & { validUntilMs: number })[] };

/**
 * All items or none; the same id with the same content answers with the hold's present state, with other it is refused.
 * Who would be refused for a limit is not told of a shortage; of the limit on holds ahead of payment he is told then only
 * if there may be units elsewhere.
 */
export function predictHold(
  books: Books,
  ask: HoldAsk,
  nowMs: number,
  isElsewhere: (itemId: string) => boolean = () => false,
): Prediction {
  const earlier = books.holds.get(ask.holdId);
  const unknown = ask.items.map(({ itemId }) => itemId).filter((itemId) => !books.items.has(itemId));
  if (earlier) return predictKnown(books, ask, earlier, unknown, nowMs);
  if (unknown.length > 0) return only({ kind: "unknown_items", itemIds: unknown });

  const late: Foretold[] =
    !ask.pin && ask.expiresAtMs <= nowMs ? [{ answer: { kind: "ended", state: "lapsed" } }] : [];
  const short = shortagesOf(books, ask, nowMs);
  if (isCareless(ask.items)) return [{ answer: { kind: "mismatch" } }, insufficient(short, nowMs), ...late];
  if (late.length > 0) return late;
  const comesHome = ({ itemId, units }: ItemUnits) =>
    isElsewhere(itemId) && books.available(itemId, nowMs) + unitsGivenBack(books, ask, itemId, nowMs) < units;
  const limits = limitsOf(books, ask, nowMs, comesHome).filter(
    ({ itemId, limit }) => limit !== "early_holds" || isElsewhere(itemId) || !names(short, itemId),
  );
  const shortages = short.filter(({ itemId }) => !names(limits, itemId));
  if (shortages.length > 0) return [insufficient(shortages, nowMs)];
  if (limits.length > 0) return only({ kind: "limited", limits });
  return [
    {
      answer: { kind: "granted" },
      fits: ({ kind }: Granted) => kind === "granted",
      apply: ({ allocations }: Granted) => grant(books, ask, allocations, nowMs),
    },
  ];
}

function predictKnown(
  books: Books,
  ask: HoldAsk,
  earlier: ReadonlyMap<string, Part>,
  unknown: string[],
  nowMs: number,
): Prediction {
  // A release may have come for an item that was never stocked, and a hold for it after that.
  const absent = unknown.length > 0 ? [{ answer: { kind: "unknown_items", itemIds: unknown } }] : [];
  const parts = ask.items.flatMap(({ itemId }) => earlier.get(itemId) ?? []);
  const over = parts.filter((part) => isOver(stateAt(part, nowMs)));
  const ended = over.map((part) =>
    endings(part, nowMs).map((state) => ({ answer: { kind: "ended", state } })),
  );
  if (!isSameContent(ask, earlier)) return [{ answer: { kind: "mismatch" } }, ...ended.flat(), ...absent];

  const [first] = ended;
  if (first) return [...first, ...absent];
  const limits = limitsOfPin(books, ask, earlier, nowMs);
  if (limits.length > 0) return [{ answer: { kind: "limited", limits } }, ...absent];
  const pin = () => {
    for (const [itemId, part] of earlier) {
      if (!ask.pin || part.state !== "held") continue;
      if (namesBuyer(books, ask, itemId, part)) part.buyer = ask.buyer;
      part.state = "pinned";
      part.expiresAtMs = null;
    }
  };
  // Where its units come from may still change in this turn, but not under this id: it is told as it stands.
  const allocations = ask.items.map(({ itemId }) => ({ itemId, total: earlier.get(itemId) }));
  return [
    {
      answer: { kind: "granted" },
      fits: (found: Granted) =>
        found.kind === "granted" &&
        found.allocations.length === allocations.length &&
        found.allocations.every((told, at) => isAllocationOf(told, allocations[at], nowMs)),
      apply: pin,
    },
  ];
}

function isAllocationOf(
  told: AllocationAnswer,
  known: { itemId: string; total: Part | undefined } | undefined,
  nowMs: number,
): boolean {
  const part = known?.total;
  if (!part || told.itemId !== known?.itemId) return false;
  const units = told.parts.reduce((sum, placed) => sum + placed.units, 0);
  return (
    units === allocated(part) &&
    told.awaited === awaited(part, nowMs) &&
    told.parts.every(({ location, units: some }) => some > 0 && some <= (part.allocation.get(location) ?? 0))
  );
}

function isSameContent({ items }: HoldAsk, earlier: ReadonlyMap<string, Part>): boolean {
  return (
    items.length === earlier.size && items.every(({ itemId, units }) => earlier.get(itemId)?.units === units)
  );
}

function names(list: readonly { itemId: string }[], itemId: string): boolean {
  return list.some((known) => known.itemId === itemId);
}

function insufficient(shortages: Shortage[], nowMs: number): Foretold {
  const isOne = ({ validUntilMs, ...told }: Shortage & { validUntilMs: number }, at: number) =>
    JSON.stringify(told) === JSON.stringify(shortages[at]) &&
    validUntilMs <= nowMs + (told.mayReturn ? MAY_RETURN_MS : SOLD_OUT_MS);
  return {
    answer: { kind: "insufficient", shortages },
    fits: ({ kind, shortages: told }: Refused) =>
      kind === "insufficient" && told?.length === shortages.length && told.every(isOne),
  };
}

function shortagesOf(books: Books, ask: HoldAsk, nowMs: number): Shortage[] {
  return ask.items.flatMap(({ itemId, units }) => {
    const givenBack = unitsGivenBack(books, ask, itemId, nowMs);
    const available = books.available(itemId, nowMs) + books.allowance(itemId, nowMs) + givenBack;
    if (available >= units) return [];
    return [
      {
        itemId,
        asked: units,
        available,
        mayReturn: books.held(itemId, nowMs) > givenBack || books.lent(itemId) > 0,
      },
    ];
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

/** Replaced holds go, and only then it is looked where units may come from. */
function grant(books: Books, ask: HoldAsk, allocations: AllocationAnswer[], nowMs: number): void {
  for (const { holdId, items } of ask.replaces) {
    for (const { itemId, units } of items) {
      const part = books.part(holdId, itemId);
      if (part) release(part, nowMs);
      // What never came leaves a tombstone.
      else if (books.items.has(itemId)) books.putPart(holdId, itemId, tombstone(units, ask.reference, nowMs));
    }
  }
  for (const [at, { itemId, units }] of ask.items.entries()) {
    const allocation = placeUnits(books, ask, itemId, units, allocations[at], nowMs);
    const isBuyerNoted = books.item(itemId).policy.maxPerBuyer !== null;
    const part = newPart({
      units,
      reference: ask.reference,
      sinceMs: nowMs,
      asker: ask.pin ? null : ask.asker,
      buyer: isBuyerNoted ? ask.buyer : null,
      state: ask.pin ? "pinned" : "held",
      expiresAtMs: ask.pin ? null : ask.expiresAtMs,
      allocation,
    });
    books.putPart(ask.holdId, itemId, part);
  }
}
