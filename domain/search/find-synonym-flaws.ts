import { splitWords } from "./split-words.ts";
import { SYNONYM_WORDS_MAX, type Synonym } from "./synonym.ts";

export type SynonymFlaw = { readonly at: readonly (string | number)[]; readonly detail: string };

/** SRC-6 Every entry says something: words that can be found, more than one of them, each of few enough words. */
export function findSynonymFlaws(synonyms: readonly Synonym[]): SynonymFlaw[] {
  return synonyms.flatMap(({ words, replaces }, index) => [
    ...["words", "replaces"].flatMap((field) =>
      (field === "words" ? words : replaces).flatMap((phrase, place): SynonymFlaw[] => {
        const count = splitWords(phrase, SYNONYM_WORDS_MAX + 1).length;
        if (count === 0) return [{ at: [index, field, place], detail: "has no letter or digit" }];
        if (count > SYNONYM_WORDS_MAX)
          return [{ at: [index, field, place], detail: `has more than ${SYNONYM_WORDS_MAX} words` }];
        return [];
      }),
    ),
    ...(replaces.length === 0 && words.length < 2
      ? [{ at: [index, "words"], detail: "needs two words that mean the same, or `replaces`" }]
      : []),
  ]);
}
