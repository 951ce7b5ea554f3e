import { errorsAllowed, nearTerms } from "../../../domain/search/near-terms.ts";
import type { Query, Term } from "../../../domain/search/read-query.ts";
import { trigramsOf } from "../../../domain/search/trigrams.ts";
import type { Statement } from "./search-statements.ts";
import type { Tables } from "./slots.ts";

const CANDIDATES_MAX = 60;
/** Beyond the end of a word that may be unfinished. */
const LONGER_MAX = 8;

/**
 * SRC-4 The terms that share the most trigrams with a word. One error spoils four trigrams at the most, so what shares too
 * few can't be meant; only lengths that can be meant are read.
 */
export function nearCandidates({ gram }: Tables, { written, isUnfinished }: Term): Statement {
  const grams = trigramsOf(written, isUnfinished);
  const errors = errorsAllowed(written);
  const length = [...written].length;
  return {
    sql: `SELECT term FROM ${gram} WHERE gram IN (SELECT value FROM json_each(?)) AND length BETWEEN ? AND ?
      GROUP BY term HAVING count(*) >= ? ORDER BY count(*) DESC, length LIMIT ${CANDIDATES_MAX}`,
    values: [
      JSON.stringify(grams),
      length - errors,
      length + (isUnfinished ? LONGER_MAX : errors),
      Math.max(1, grams.length - 4 * errors),
    ],
  };
}

/** Whether a word can be mistaken for another one at all. */
export function mayBeMisspelt({ written }: Term): boolean {
  return errorsAllowed(written) > 0 && !written.includes(" ") && /^\p{L}+$/u.test(written);
}

/** The query with near terms in place of the words that have some; null when none has. */
export function correctQuery(
  query: Query,
  candidates: ReadonlyMap<Term, readonly string[]>,
  keepsWritten: boolean,
): Query | null {
  let isCorrected = false;
  const terms = query.terms.map((term) => {
    const near = nearTerms(term.written, candidates.get(term) ?? [], term.isUnfinished).filter(
      (other) => other !== term.written,
    );
    const [first] = near;
    if (first === undefined) return term;
    isCorrected = true;
    const forms = [...(keepsWritten ? term.forms : []), ...near.map((other) => [other])];
    return { written: keepsWritten ? term.written : first, forms, isUnfinished: false };
  });
  return isCorrected ? { terms, code: null } : null;
}
