import type { Match } from "./match.ts";
import { TITLES_END } from "./text-columns.ts";

/** What is kept of a document's words for ranking: those of its titles, and its names. */
export type DocumentWords = { readonly title: readonly string[]; readonly label: readonly string[] };

export function readWords(kept: string): DocumentWords {
  const [title = "", label = ""] = kept.split(TITLES_END);
  return { title: title.split(" "), label: label.split(" ") };
}

export function keepWords({ title, label }: { title: string; label: string }): string {
  return `${title}${TITLES_END}${label}`;
}

/**
 * Whether titles and names fulfil a condition, as FTS5 would find it (matched against it in a test). What is written
 * elsewhere is not found here.
 */
export function fitsWords(match: Match, words: DocumentWords): boolean {
  switch (match.kind) {
    case "words":
      return match.columns.some(
        (column) =>
          (column === "title" || column === "label") && stands(words[column], match.parts, match.isPrefix),
      );
    case "mark":
      return false;
    case "all":
      return match.of.every((part) => fitsWords(part, words));
    case "any":
      return match.of.some((part) => fitsWords(part, words));
    case "but":
      return fitsWords(match.of, words) && !fitsWords(match.not, words);
  }
}

/** Whether the parts stand side by side; of the last one its beginning may do. */
function stands(text: readonly string[], parts: readonly string[], isPrefix: boolean): boolean {
  const last = parts.length - 1;
  return text.some((_, from) =>
    parts.every((part, index) => {
      const word = text[from + index];
      return isPrefix && index === last ? word?.startsWith(part) : word === part;
    }),
  );
}
