import { foldWord } from "./fold-word.ts";
import { isUnspaced, splitWords, type Word } from "./split-words.ts";
import { keyOf, SYNONYM_WORDS_MAX, type Thesaurus } from "./synonym.ts";

/** One thing that must be found: in the first of its forms as it was typed, or in any of the others. */
export type Term = {
  /** As it was typed, normalised. */
  readonly written: string;
  /** Each is words side by side. The first one is in the reader's language. */
  readonly forms: readonly (readonly string[])[];
  /** The last word of one who may still be typing. */
  readonly isUnfinished: boolean;
};

export type Query = {
  readonly terms: readonly Term[];
  /** All of it, letters and digits alone, for what is written in one: `TEE-LIN` is `teelin`. Null for what is no code. */
  readonly code: string | null;
};

/** More words than these are not looked at. */
export const QUERY_WORDS_MAX = 12;
const PREFIX_LENGTH_MIN = 2;
const CODE = { lengthMin: 3, lengthMax: 64, wordsMax: 8 } as const;

/** SRC-3 What somebody asks for, in the forms of every language. `languages` are those that the shop speaks, the reader's own first. */
export function readQuery(text: string, languages: readonly string[], thesaurus: Thesaurus): Query {
  const words = splitWords(text, QUERY_WORDS_MAX);
  const isStillTyped = /[\p{L}\p{N}\p{M}]$/u.test(text);

  const terms: Term[] = [];
  for (let index = 0; index < words.length; ) {
    const same = synonymsAt(words, index, languages, thesaurus);
    const taken = words.slice(index, index + same.words);
    index += same.words;
    const [only] = taken;
    if (!only) break;
    const isUnfinished = isStillTyped && index === words.length && isLongEnough(taken.at(-1) ?? only);
    terms.push({
      written: taken.map((word) => word.text).join(" "),
      forms: distinct([...ownForms(taken, languages), ...same.meanings]),
      isUnfinished,
    });
  }
  return { terms, code: codeOf(words) };
}

/** The longest run of words from here on that has synonyms; else the word alone, which has none. */
function synonymsAt(
  words: readonly Word[],
  index: number,
  languages: readonly string[],
  thesaurus: Thesaurus,
) {
  for (let count = Math.min(SYNONYM_WORDS_MAX, words.length - index); count > 0; count -= 1) {
    const run = words.slice(index, index + count);
    const meanings = ownForms(run, languages).flatMap((form) => thesaurus.get(keyOf(form)) ?? []);
    if (meanings.length > 0) return { words: count, meanings };
  }
  return { words: 1, meanings: [] };
}

function ownForms(words: readonly Word[], languages: readonly string[]): string[][] {
  const parts = words.flatMap((word) => word.parts);
  const folded = languages.map((language) => parts.map((part) => foldWord(part, language)));
  // `256gb` is written `256 GB` as well, `tshirt` as `t-shirt` is the index's affair.
  const apart = words.length === 1 ? (parts[0]?.match(/\p{N}+|[^\p{N}]+/gu) ?? []) : [];
  return [...folded, parts, ...(apart.length > 1 && apart.length <= 4 ? [apart] : [])];
}

function distinct(forms: readonly (readonly string[])[]): (readonly string[])[] {
  return [...new Map(forms.map((form) => [keyOf(form), form])).values()];
}

function isLongEnough(word: Word): boolean {
  return isUnspaced(word) || [...word.text].length >= PREFIX_LENGTH_MIN;
}

/** SKUs and barcodes are kept in one piece as well, however they are separated. */
function codeOf(words: readonly Word[]): string | null {
  if (words.length > CODE.wordsMax) return null;
  const code = words.map(({ text }) => text).join("");
  return code.length >= CODE.lengthMin && code.length <= CODE.lengthMax ? code : null;
}
