import type { FulfilAsk, UncommitAsk } from "../asks.ts";
import type { Books } from "./books.ts";
import { awaited, end, type Part, unplace, unsettled } from "./part.ts";
import { only, type Prediction } from "./prediction.ts";

type Step = UncommitAsk & { kind: "fulfilled" | "uncommitted"; location: string | null };

/** Sold units leave from one location, which must have them. */
export function predictFulfil(books: Books, ask: FulfilAsk, nowMs: number): Prediction {
  return predictStep(books, { ...ask, kind: "fulfilled" }, nowMs);
}

/** Sold units are free again, as long as they did not leave. */
export function predictUncommit(books: Books, ask: UncommitAsk, nowMs: number): Prediction {
  return predictStep(books, { ...ask, kind: "uncommitted", location: null }, nowMs);
}

/** Each step once, never more than is left of the sale, all items or none. */
function predictStep(books: Books, step: Step, nowMs: number): Prediction {
  const taken: { itemId: string; units: number; part: Part }[] = [];
  for (const { itemId, units } of step.items) {
    const part = books.items.has(itemId) ? books.part(step.holdId, itemId) : undefined;
    if (!part) return only({ kind: "not_committed" });
    const earlier = part.steps.get(step.stepId);
    if (earlier) {
      if (earlier.kind !== step.kind || earlier.units !== units) return only({ kind: "step_mismatch" });
      continue;
    }
    if (part.state !== "committed") return only({ kind: "not_committed" });
    const left = unsettled(part);
    if (units > left) return only({ kind: "too_many_units", itemId, left });
    if (step.location !== null) {
      const onHand = books.item(itemId).levels.get(step.location)?.onHand ?? 0;
      if (onHand < units) return only({ kind: "location_short", itemId, onHand });
    }
    taken.push({ itemId, units, part });
  }
  return only({ kind: step.kind }, () => {
    for (const { itemId, units, part } of taken) take(books, step, itemId, units, part, nowMs);
  });
}

function take(books: Books, step: Step, itemId: string, units: number, part: Part, nowMs: number): void {
  const { kind, location } = step;
  if (kind === "fulfilled" && location !== null) {
    takeFromLocation(part, location, units);
    books.addOnHand(itemId, location, -units);
  } else {
    // Units that wait for a delivery are given back first.
    unplace(part, units - awaited(part, nowMs));
  }
  part.steps.set(step.stepId, { kind, units });
  if (unsettled(part) === 0) {
    const isAnyGone = [...part.steps.values()].some((known) => known.kind === "fulfilled");
    end(part, isAnyGone ? "fulfilled" : "released", nowMs);
  }
  books.move(itemId, {
    kind,
    atMs: nowMs,
    location,
    onHandDelta: kind === "fulfilled" ? -units : 0,
    committedDelta: -units,
    reason: kind === "fulfilled" ? "shipped" : "cancelled",
    note: null,
    actor: step.actor,
    reference: step.reference,
  });
}

/** What left a location was promised from there first, and only then from others. */
function takeFromLocation(part: Part, location: string, units: number): void {
  const allocation = new Map(part.allocation);
  const there = Math.min(allocation.get(location) ?? 0, units);
  allocation.set(location, (allocation.get(location) ?? 0) - there);
  let elsewhere = 0;
  for (const some of allocation.values()) elsewhere += some;
  part.allocation = allocation;
  unplace(part, Math.min(units - there, elsewhere - part.unallocated));
}
