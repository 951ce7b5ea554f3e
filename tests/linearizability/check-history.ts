import { isDeepStrictEqual } from "node:util";
import { type Counter, decide, EMPTY, keyOf } from "./counter-model.ts";
import type { History, Operation } from "./history.ts";

export type Verdict =
  /** In this order, one after the other, all would have been answered as they were. */
  | { isLinearizable: true; order: Operation[] }
  /** However they are ordered, it ends here: this much could be explained, and none of these after it. */
  | { isLinearizable: false; explained: Operation[]; stuckAt: Operation[] };

type Indexed = { readonly operation: Operation; readonly at: number };
type Next = { readonly chosen: Indexed; readonly after: Counter; readonly position: number };
/** `isIdle`: it changed nothing, so there is no other that could better have come first. */
type Step = { readonly chosen: Indexed; readonly before: Counter; readonly isIdle: boolean };

/** Far more than a history of some hundred calls takes; beyond it nothing is known, which is an error. */
const VISITED_MAX = 1_000_000;

/**
 * Whether there is a moment within each call at which it was decided, so that all answers are those of one counter that
 * decides one call after the other. A search through such orders (Wing and Gong) that goes no second time where it was
 * already (Lowe): to the same calls decided, with the same counter left. A call whose answer fits and changes nothing is
 * decided at once, since nothing can speak for later. One without an answer may be decided at any time after it was
 * made, or never.
 */
export function checkHistory(history: History, initial: Counter = EMPTY): Verdict {
  const all: Indexed[] = [...history]
    .sort((one, other) => one.startAt - other.startAt)
    .map((operation, at) => ({ operation, at }));
  const isDecided = new Array<boolean>(all.length).fill(false);
  const visited = new Set<string>();
  const steps: Step[] = [];
  let counter = initial;
  let answeredLeft = all.filter(({ operation }) => operation.end !== null).length;
  let furthest: { explained: Operation[]; stuckAt: Operation[] } | null = null;
  // Where among the candidates to go on, after a step was taken back.
  let from = 0;

  while (answeredLeft > 0) {
    const candidates = candidatesOf(all, isDecided);
    const idle = from === 0 ? findIdle(candidates, counter) : null;
    const next = idle ?? findNext(candidates, from, counter);
    if (next) {
      isDecided[next.chosen.at] = true;
      const key = `${bits(isDecided)} ${keyOf(next.after)}`;
      if (visited.has(key)) {
        isDecided[next.chosen.at] = false;
        from = idle ? candidates.length : next.position + 1;
        continue;
      }
      if (visited.size >= VISITED_MAX) throw new Error("the history has too many orders to be searched");
      visited.add(key);
      steps.push({ chosen: next.chosen, before: counter, isIdle: idle !== null });
      counter = next.after;
      if (next.chosen.operation.end) answeredLeft -= 1;
      from = 0;
      continue;
    }

    if (!furthest || steps.length > furthest.explained.length) {
      furthest = {
        explained: steps.map(({ chosen }) => chosen.operation),
        stuckAt: candidates.map(({ operation }) => operation),
      };
    }
    const last = steps.pop();
    if (!last) return { isLinearizable: false, ...furthest };
    isDecided[last.chosen.at] = false;
    if (last.chosen.operation.end) answeredLeft += 1;
    counter = last.before;
    const others = candidatesOf(all, isDecided);
    from = last.isIdle ? others.length : others.findIndex(({ at }) => at === last.chosen.at) + 1;
  }
  return { isLinearizable: true, order: steps.map(({ chosen }) => chosen.operation) };
}

/** Those that may come next: made before any that is left was answered. */
function candidatesOf(all: readonly Indexed[], isDecided: readonly boolean[]): Indexed[] {
  let firstEnd = Number.POSITIVE_INFINITY;
  for (const { operation, at } of all) {
    if (!isDecided[at] && operation.end && operation.end.at < firstEnd) firstEnd = operation.end.at;
  }
  return all.filter(({ operation, at }) => !isDecided[at] && operation.startAt <= firstEnd);
}

/** One that fits and changes nothing. */
function findIdle(candidates: readonly Indexed[], counter: Counter): Next | null {
  for (const [position, chosen] of candidates.entries()) {
    const { end, ask } = chosen.operation;
    if (end === null) continue;
    const { answer, after } = decide(counter, ask);
    if (after === counter && isDeepStrictEqual(answer, end.answer)) return { chosen, after, position };
  }
  return null;
}

/** The next one from there on that fits. One without an answer fits always, but is of no use unless it changes something. */
function findNext(candidates: readonly Indexed[], from: number, counter: Counter): Next | null {
  for (let position = from; position < candidates.length; position += 1) {
    const chosen = candidates[position];
    if (!chosen) break;
    const { end, ask } = chosen.operation;
    const { answer, after } = decide(counter, ask);
    const fits = end === null ? after !== counter : isDeepStrictEqual(answer, end.answer);
    if (fits) return { chosen, after, position };
  }
  return null;
}

function bits(isDecided: readonly boolean[]): string {
  let text = "";
  for (const decided of isDecided) text += decided ? "1" : "0";
  return text;
}
