import { normaliseText } from "./normalise-text.ts";

const WORD = /[\p{L}\p{N}\p{M}]+(?:[-'’][\p{L}\p{N}\p{M}]+)*/gu;

/**
 * What was typed, its last word completed by words of titles: those of the most titles first, as they are written there
 * but in lower case. Titles come the most popular first, which decides among equals.
 */
export function completeWord(typed: string, titles: readonly string[], max: number): string[] {
  const begun = /[\p{L}\p{N}\p{M}]+$/u.exec(typed);
  if (!begun) return [];
  const before = typed.slice(0, begun.index).toLowerCase().trimStart();
  const beginning = normaliseText(begun[0]);

  const counts = new Map<string, number>();
  for (const title of titles) {
    const words = new Set(
      (title.toLowerCase().match(WORD) ?? []).filter((word) => normaliseText(word).startsWith(beginning)),
    );
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts]
    .sort(([, one], [, other]) => other - one)
    .slice(0, max)
    .map(([word]) => `${before}${word}`);
}
