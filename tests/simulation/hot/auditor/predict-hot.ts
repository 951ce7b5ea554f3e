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
 * A home sends those who want a spread item to its shards, unless they come from there. It says "none left" only of
 * items of which nothing is out, or for which everything was called back; what stayed out is for HOT-3 to judge.
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
  return prediction.flatMap((foretold) => {
    if (!isRefusal(foretold)) return [foretold];
    const { shortages } = foretold.answer as { shortages: { itemId: string }[] };
    const out = shortages.map(({ itemId }) => itemId).filter((itemId) => books.lent(itemId) > 0);
    if (out.length === 0) return [foretold];
    const recall: Foretold = {
      answer: { kind: "recall", items: out },
      fits: (found: { kind: string; items: { itemId: string }[] }) =>
        found.kind === "recall" && found.items.every(({ itemId }) => out.includes(itemId)),
    };
    return isRecalled ? [foretold, recall] : [recall];
  });
}

function isRefusal({ answer }: Foretold): boolean {
  return (answer as { kind?: string } | null)?.kind === "insufficient";
}
