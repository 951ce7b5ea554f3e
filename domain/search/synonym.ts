import { foldWord } from "./fold-word.ts";
import { splitWords } from "./split-words.ts";

/**
 * Words that mean the same to shoppers: each of `words` stands for all of them. With `replaces`, one way alone: who asks for
 * one of `words` also finds `replaces`, and not the other way round.
 */
export type Synonym = { readonly words: readonly string[]; readonly replaces: readonly string[] };

/** From the folded words that somebody types to what else they may mean, each as words side by side. */
export type Thesaurus = ReadonlyMap<string, readonly (readonly string[])[]>;

export const SYNONYM_WORDS_MAX = 4;

/** The same words in each language that a shop speaks. */
export function thesaurusOf(synonyms: readonly Synonym[], languages: readonly string[]): Thesaurus {
  const known = new Map<string, Map<string, readonly string[]>>();
  const add = (from: readonly string[], to: readonly string[]) => {
    const key = keyOf(from);
    if (from.length === 0 || to.length === 0 || key === keyOf(to)) return;
    const meanings = known.get(key) ?? new Map<string, readonly string[]>();
    known.set(key, meanings.set(keyOf(to), to));
  };
  for (const { words, replaces } of synonyms) {
    const from = words.flatMap((phrase) => formsOf(phrase, languages));
    const to = replaces.length > 0 ? replaces.flatMap((phrase) => formsOf(phrase, languages)) : from;
    for (const one of from) for (const other of to) add(one, other);
  }
  return new Map([...known].map(([key, meanings]) => [key, [...meanings.values()]]));
}

export function keyOf(parts: readonly string[]): string {
  return parts.join(" ");
}

function formsOf(phrase: string, languages: readonly string[]): string[][] {
  const words = splitWords(phrase, SYNONYM_WORDS_MAX);
  return languages.map((language) =>
    words.flatMap(({ parts }) => parts.map((part) => foldWord(part, language))),
  );
}
