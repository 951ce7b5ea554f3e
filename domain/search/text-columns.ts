/** What the index keeps of a product's words, apart by how much they say. `mark` has names of facet values, never words. */
export const TEXT_COLUMNS = ["title", "code", "label", "body"] as const;
export type TextColumn = (typeof TEXT_COLUMNS)[number];

/** Signs of the private use area, which no word keeps: they stand for what no shopper can type. */
const WHOLE = "\ue000";
/** Between titles in several languages, so that no phrase reaches from one into the next. */
export const TITLE_END = "\ue001";
/** Before a code in one piece. */
const CODE = "\ue002";
/** Between titles and names, where both are kept for ranking. */
export const TITLES_END = "\n";

const WHOLE_LENGTH_MAX = 80;

/** A whole title as one word, among the codes: who asks for exactly this means exactly this. */
export function wholeTitle(parts: readonly string[]): string {
  return `${WHOLE}${[...parts.join("")].slice(0, WHOLE_LENGTH_MAX).join("")}`;
}

/**
 * A code in one piece, such as `teelinm` for `TEE-LIN-M`, as a word that nothing else has: whoever looks for it is not led through
 * all titles and texts that have the same letters.
 */
export function wholeCode(code: string): string {
  return `${CODE}${code}`;
}

/** A mark that every document has, for a search by nothing else. */
export const EVERYTHING = "everything";
