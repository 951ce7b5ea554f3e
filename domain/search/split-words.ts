import { normaliseText } from "./normalise-text.ts";

/** A word, or a run of a script that writes none: `parts` are then its pairs of signs. */
export type Word = {
  /** Normalised. */
  readonly text: string;
  /** What stands in the index, one after the other: the word itself, or the pairs. */
  readonly parts: readonly string[];
};

/** Longer ones are cut: nobody types them, and an index of them costs room. */
export const WORD_LENGTH_MAX = 40;

const WORD = /[\p{L}\p{N}\p{M}]+(?:['’ʼ][\p{L}\p{N}\p{M}]+)*/gu;
const APOSTROPHE = /['’ʼ]/g;
/** Scripts that put no spaces between words, and Hangul, whose words carry their particles. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー々]+/gu;

/** SRC-2 The words of a text, in their order, at most `wordsMax`. */
export function splitWords(text: string, wordsMax: number): Word[] {
  const words: Word[] = [];
  for (const [found] of normaliseText(text).matchAll(WORD)) {
    for (const piece of piecesOf(found.replace(APOSTROPHE, ""))) {
      if (words.length >= wordsMax) return words;
      words.push(piece);
    }
  }
  return words;
}

function piecesOf(found: string): Word[] {
  const pieces: Word[] = [];
  let from = 0;
  for (const { 0: run, index } of found.matchAll(UNSPACED)) {
    if (index > from) pieces.push(spaced(found.slice(from, index)));
    pieces.push(unspaced(run));
    from = index + run.length;
  }
  if (from < found.length) pieces.push(spaced(found.slice(from)));
  return pieces;
}

function spaced(text: string): Word {
  const cut = [...text].slice(0, WORD_LENGTH_MAX).join("");
  return { text: cut, parts: [cut] };
}

/** 抹茶碗 is 抹茶 and 茶碗; a single sign is itself. */
function unspaced(text: string): Word {
  const signs = [...text].slice(0, WORD_LENGTH_MAX);
  const cut = signs.join("");
  if (signs.length === 1) return { text: cut, parts: [cut] };
  return { text: cut, parts: signs.slice(1).map((sign, index) => `${signs[index]}${sign}`) };
}

/** Whether a word is of a script without spaces. */
export function isUnspaced({ text }: Pick<Word, "text">): boolean {
  UNSPACED.lastIndex = 0;
  return UNSPACED.test(text);
}
