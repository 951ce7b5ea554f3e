import { all, any, but, type Match, words } from "./match.ts";
import type { Query, Term } from "./read-query.ts";
import { TEXT_COLUMNS, type TextColumn, wholeCode, wholeTitle } from "./text-columns.ts";

/** Documents that fit a query equally well. A document is in the first tier that it fits. */
export type Tier = {
  readonly relevance: number;
  readonly match: Match;
  /** Whether titles and names alone tell who is in it (fits-words.ts); else the index is asked. */
  readonly isOfWords: boolean;
};

export type Plan = {
  /** The most relevant first. */
  readonly tiers: readonly Tier[];
  /** All that are in any of them. */
  readonly whole: Match;
};

const CODE: readonly TextColumn[] = ["code"];
const TITLE: readonly TextColumn[] = ["title"];
const NAMES: readonly TextColumn[] = ["title", "label"];
/** Fewer letters of a code lead to half of a shop. */
const CODE_PREFIX_MIN = 4;

/**
 * SRC-5 How well a product fits: the whole title or code, words side by side in a title, all words in it, the beginning of
 * a code, all words among its names, or anywhere. Whole words are better than beginnings.
 */
export function planQuery({ terms, code }: Query): Plan {
  const phrase = terms.flatMap(({ forms }) => forms[0] ?? []);
  const isUnfinished = terms.at(-1)?.isUnfinished ?? false;
  const inTitle = (isPrefix: boolean) =>
    all(terms.map((term) => found(term, TITLE, isPrefix && term.isUnfinished)));
  const exactly = any([
    words(CODE, [wholeTitle(phrase)]),
    ...(code === null ? [] : [words(CODE, [wholeCode(code)])]),
  ]);
  const codeBegins =
    code !== null && code.length >= CODE_PREFIX_MIN && /\p{N}/u.test(code)
      ? [words(CODE, [wholeCode(code)], true)]
      : [];
  const anywhere = all(terms.map((term) => found(term, TEXT_COLUMNS, term.isUnfinished)));

  return {
    tiers: [
      { relevance: 48, match: exactly, isOfWords: false },
      ...(phrase.length > 1 ? [{ relevance: 14, match: words(TITLE, phrase), isOfWords: true }] : []),
      { relevance: 10, match: inTitle(false), isOfWords: true },
      ...(isUnfinished ? [{ relevance: 7, match: inTitle(true), isOfWords: true }] : []),
      ...codeBegins.map((match) => ({ relevance: 6, match, isOfWords: false })),
      {
        relevance: 4,
        match: all(terms.map((term) => found(term, NAMES, term.isUnfinished))),
        isOfWords: true,
      },
      { relevance: 2, match: anywhere, isOfWords: true },
    ],
    whole: any([exactly, ...codeBegins, anywhere]),
  };
}

/** For words that no product has all of: all but one of them, then any of them. */
export function planSomeWords({ terms }: Query): Plan {
  const each = terms.map((term) => found(term, NAMES, term.isUnfinished));
  const most = each.map((_, left) => all(each.filter((_, index) => index !== left)));
  return {
    tiers: [
      ...(terms.length > 2 ? [{ relevance: 2, match: any(most), isOfWords: true }] : []),
      { relevance: 1, match: any(each), isOfWords: true },
    ],
    whole: any(each),
  };
}

/** The tiers of a plan as conditions of which a document fulfils one. */
export function tiersApart({ tiers }: Plan): readonly Tier[] {
  return tiers.map((tier, index) => ({
    ...tier,
    match: but(
      tier.match,
      tiers.slice(0, index).map(({ match }) => match),
    ),
  }));
}

/** Whether some document has it, in any form. */
export function found(term: Term, columns: readonly TextColumn[], isPrefix: boolean): Match {
  return any(term.forms.map((form) => words(columns, form, isPrefix)));
}
