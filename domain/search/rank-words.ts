import { fitsWords, readWords } from "./fits-words.ts";
import type { Plan, Tier } from "./plan-query.ts";
import { byRank, type RankPlace, scoreOf } from "./rank.ts";

/**
 * SRC-5 The documents that fit a plan, by rank: each in the first tier that it fits, else in the last one, for all of them
 * are known to fit. `byIndex` has those of the tiers that words do not tell.
 */
export function rankWords(
  { tiers }: Plan,
  byIndex: ReadonlyMap<Tier, ReadonlySet<number>>,
  documents: readonly { doc: number; words: string }[],
): RankPlace[] {
  const [last] = tiers.slice(-1);
  return documents
    .map(({ doc, words: kept }) => {
      const words = readWords(kept);
      const tier = tiers.find((tier) =>
        tier.isOfWords ? fitsWords(tier.match, words) : byIndex.get(tier)?.has(doc),
      );
      return { doc, score: scoreOf((tier ?? last)?.relevance ?? 0, doc) };
    })
    .sort(byRank);
}
