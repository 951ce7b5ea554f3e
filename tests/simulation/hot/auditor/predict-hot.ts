import type { HoldAsk } from "../../stock/asks.ts";
import { predictHold } from "../../stock/auditor/predict-hold.ts";
import { type Foretold, only, type Prediction } from "../../stock/auditor/prediction.ts";
import type { HotHoldAsk, SpreadTold } from "../asks.ts";
import type { HomeBooks, Spread } from "./home-books.ts";
import type { ShardBooks } from "./shard-books.ts";

/** A shard sells what it has; whoever wants more, or comes when it is closed, is sent home. It never says "none left". */
export function predictAtShard(books: ShardBooks, ask: HoldAsk, nowMs: number): Prediction {
  const away = only({
    kind: "moved",
    spreads: [{ itemId: books.itemId, version: books.version, shards: 0, direct: true }],
  });
  const isKnown = books.holds.has(ask.holdId);
  if (!isKnown && !books.isOpen) return away;
  return predictHold(books, ask, nowMs).flatMap((foretold) => (isRefusal(foretold) ? away : [foretold]));
}

export type Asked = {
  /** Where items were on their way when this group began. */
  spreads: ReadonlyMap<string, Spread>;
  /** Whether units were called home for it already. */
  isRecalled: boolean;
};

/**
 * A home sends those who want a spread item to its shards, unless they come from there. What it has too little of it may
 * call home while some is out; whether it may refuse without, is for HOT-3 to judge.
 */
export function predictAtHome(
  books: HomeBooks,
  ask: HotHoldAsk,
  { spreads, isRecalled }: Asked,
  nowMs: number,
): Prediction {
  const prediction = predictHold(books, ask, nowMs);
  if (books.holds.has(ask.holdId)) return prediction;

  const moved = ask.items.flatMap(({ itemId }): SpreadTold[] => {
    const spread = spreads.get(itemId);
    if (spread?.phase !== "spread") return [];
    const { version, shards } = spread;
    const isSeen = ask.seen?.some((seen) => seen.itemId === itemId && seen.version === version);
    return isSeen && !isRecalled ? [] : [{ itemId, version, shards, direct: false }];
  });
  if (moved.length > 0) return only({ kind: "moved", spreads: moved });
  const isOut = (itemId: string) => books.lent(itemId) > 0;
  const out = ask.items.filter(
    ({ itemId, units }) => isOut(itemId) && books.available(itemId, nowMs) < units,
  );
  if (out.length === 0) return prediction;
  const recall: Foretold = {
    answer: { kind: "recall", items: out },
    fits: (found: { kind: string; items: { itemId: string }[] }) =>
      found.kind === "recall" &&
      found.items.every(({ itemId }) => out.some((known) => known.itemId === itemId)),
  };
  const all = [...prediction, ...predictHold(books, ask, nowMs, isOut)];
  return [...all.map((foretold) => withoutSomeOut(foretold, isOut)), recall];
}

/** When one item is short for certain, of those that are out it need not be told. */
function withoutSomeOut(foretold: Foretold, isOut: (itemId: string) => boolean): Foretold {
  if (!isRefusal(foretold)) return foretold;
  const { answer, fits } = foretold;
  const { shortages } = answer as Refusal;
  return {
    answer,
    fits: (found: Refusal) => {
      const told = found.shortages ?? [];
      const missing = shortages.filter(({ itemId }) => !told.some((known) => known.itemId === itemId));
      const tellable = shortages.filter((shortage) => !missing.includes(shortage));
      return (
        found.kind === "insufficient" &&
        told.length > 0 &&
        missing.every(({ itemId }) => isOut(itemId)) &&
        told.length === tellable.length &&
        (missing.length > 0 ? told.every(isAsForetold(tellable)) : (fits?.(found as never) ?? false))
      );
    },
  };
}

function isAsForetold(shortages: readonly Shortage[]) {
  return ({ itemId, asked, available, mayReturn }: Shortage, at: number) =>
    JSON.stringify({ itemId, asked, available, mayReturn }) === JSON.stringify(shortages[at]);
}

type Shortage = { itemId: string; asked: number; available: number; mayReturn: boolean };
type Refusal = { kind: string; shortages: Shortage[] };

function isRefusal({ answer }: Foretold): boolean {
  return (answer as { kind?: string } | null)?.kind === "insufficient";
}
