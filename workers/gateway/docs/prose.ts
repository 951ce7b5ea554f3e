import { type Html, html } from "./html.ts";

/** The little Markdown that our contracts use: paragraphs, lists of `- `, and `code`. */
export function prose(text: string): Html {
  return html`${text.split(/\n{2,}/).map(block)}`;
}

/** One line, where a paragraph would be too much. */
export function inlineProse(text: string): Html {
  return html`${text.split("`").map((piece, index) => (index % 2 === 1 ? html`<code>${piece}</code>` : piece))}`;
}

/** Lets a long path or code break where it is read apart: after a slash or an underscore. */
export function breakable(text: string): Html {
  return html`${text.split(/(?<=[/_])(?=.)/).map((piece) => html`${piece}<wbr>`)}`;
}

function block(text: string): Html {
  const lines = text.split("\n");
  if (!lines.every((line) => line.startsWith("- "))) return html`<p>${inlineProse(text)}</p>`;
  return html`<ul>${lines.map((line) => html`<li>${inlineProse(line.slice(2))}</li>`)}</ul>`;
}
