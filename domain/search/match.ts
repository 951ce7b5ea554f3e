import type { TextColumn } from "./text-columns.ts";

/**
 * A condition on documents. It becomes the text of an FTS5 `MATCH` in one place alone (match-expression.ts), so nothing
 * that a shopper types is ever read as its syntax.
 */
export type Match =
  | {
      readonly kind: "words";
      readonly columns: readonly TextColumn[];
      readonly parts: readonly string[];
      readonly isPrefix: boolean;
    }
  | { readonly kind: "mark"; readonly mark: string }
  | { readonly kind: "all"; readonly of: readonly Match[] }
  | { readonly kind: "any"; readonly of: readonly Match[] }
  | { readonly kind: "but"; readonly of: Match; readonly not: Match };

/** Words that stand side by side in one of the columns. */
export function words(columns: readonly TextColumn[], parts: readonly string[], isPrefix = false): Match {
  return { kind: "words", columns, parts, isPrefix };
}

export function mark(name: string): Match {
  return { kind: "mark", mark: name };
}

export function all(of: readonly Match[]): Match {
  return of.length === 1 && of[0] ? of[0] : { kind: "all", of };
}

export function any(of: readonly Match[]): Match {
  return of.length === 1 && of[0] ? of[0] : { kind: "any", of };
}

export function but(of: Match, not: readonly Match[]): Match {
  return not.length === 0 ? of : { kind: "but", of, not: any(not) };
}
