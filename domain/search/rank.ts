/**
 * SRC-5 Rank is relevance × popularity. Popularity is a class from 0 to 255 that makes something up to twice as important,
 * so it decides among products which fit about as well, and never lifts one over another that fits far better.
 */
export const POPULARITY_MAX = 255;
const NEUTRAL = 255;

/** Documents are numbered by class, the most popular first, and in a class in the order in which they came. */
const CLASS_SIZE = 2 ** 32;

/** Where a page ended. */
export type RankPlace = { readonly score: number; readonly doc: number };

export function docNumber(popularity: number, serial: number): number {
  return (POPULARITY_MAX - popularity) * CLASS_SIZE + serial;
}

export function popularityOf(doc: number): number {
  return POPULARITY_MAX - Math.floor(doc / CLASS_SIZE);
}

/** A whole number, so that equal scores are equal. */
export function scoreOf(relevance: number, doc: number): number {
  return relevance * (NEUTRAL + popularityOf(doc));
}

/**
 * Among documents of one relevance: the number after which those begin that rank behind a place; null when all of them
 * rank before it. As documents are numbered by popularity, nothing before it needs to be read.
 */
export function docsAfter(relevance: number, { score, doc }: RankPlace): number | null {
  const popularity = Math.floor(score / relevance) - NEUTRAL;
  if (popularity < 0) return null;
  if (popularity > POPULARITY_MAX) return -1;
  const start = docNumber(popularity, 0) - 1;
  const isTie = relevance * (NEUTRAL + popularity) === score;
  return isTie ? Math.max(start, Math.min(doc, docNumber(popularity, CLASS_SIZE - 1))) : start;
}

/** Higher scores first, then in the order of documents. */
export function byRank(one: RankPlace, other: RankPlace): number {
  return other.score - one.score || one.doc - other.doc;
}

/** The class of something of which so many units were sold lately: twice as many is a fixed step more. */
export function popularityClass(unitsSold: number): number {
  return Math.min(POPULARITY_MAX, Math.floor(16 * Math.log2(1 + unitsSold)));
}
