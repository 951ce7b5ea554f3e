import { editDistance } from "./edit-distance.ts";

/** How many near terms a misspelt word stands for at the most. */
export const NEAR_TERMS_MAX = 8;

/** SRC-4 How wrong a word may be: short ones are other words at once. */
export function errorsAllowed(word: string): number {
  const letters = [...word].length;
  if (letters < 4) return 0;
  return letters < 8 ? 1 : 2;
}

/**
 * SRC-4 Of the terms that share trigrams with a misspelt word, those that are nearest to it: all at the least distance, as
 * far as it is allowed. Where a whole term is as near as the beginning of a longer one, the whole one is meant.
 */
export function nearTerms(word: string, candidates: readonly string[], isUnfinished: boolean): string[] {
  const max = errorsAllowed(word);
  if (max === 0) return [];
  const measured = candidates.flatMap((term) => {
    const whole = editDistance(word, term, max);
    const begun = isUnfinished ? editDistance(word, term, max, true) : null;
    if (whole === null && begun === null) return [];
    const distance = whole ?? Number(begun);
    // A wrong first letter is rare, and makes another word more often than not.
    return [{ term, cost: distance * 4 + (whole === null ? 1 : 0) + (term[0] === word[0] ? 0 : 2) }];
  });
  const least = Math.min(...measured.map(({ cost }) => cost));
  return measured
    .filter(({ cost }) => cost <= least + 1)
    .sort((one, other) => one.cost - other.cost || (one.term < other.term ? -1 : 1))
    .slice(0, NEAR_TERMS_MAX)
    .map(({ term }) => term);
}
