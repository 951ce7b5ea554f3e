import { invariant } from "../kernel/invariant.ts";
import type { Match } from "./match.ts";

/** All that words and marks are made of: letters, numbers, their marks, and the signs of text-columns.ts. */
const PART = /^[\p{L}\p{N}\p{M}\ue000-\ue002]+$/u;

/**
 * SRC-1 A condition in the syntax of FTS5 (https://sqlite.org/fts5.html, section 3). Every word is quoted, and one that
 * could end its quotes can't be here.
 */
export function matchExpression(match: Match): string {
  switch (match.kind) {
    case "words":
      return `{${match.columns.join(" ")}} : ${quote(match.parts)}${match.isPrefix ? " *" : ""}`;
    case "mark":
      return `{mark} : ${quote([match.mark])}`;
    case "all":
      return join(match.of, " AND ");
    case "any":
      return join(match.of, " OR ");
    case "but":
      return `(${matchExpression(match.of)}) NOT (${matchExpression(match.not)})`;
  }
}

function join(of: readonly Match[], word: string): string {
  invariant(of.length > 0, "a condition on nothing");
  return of.map((part) => `(${matchExpression(part)})`).join(word);
}

function quote(parts: readonly string[]): string {
  invariant(parts.length > 0 && parts.every((part) => PART.test(part)), "a word that is none");
  return `"${parts.join(" ")}"`;
}
