import { readMarkup } from "./read-markup.ts";
import { safeAddress } from "./safe-address.ts";

/** Elements that only say how a text is built, without attributes but for those below. */
const KEPT = new Set([
  ...["p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "code"],
  ...["strong", "b", "em", "i", "u", "s", "sub", "sup", "small", "a"],
  ...["table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"],
]);
const VOID = new Set(["br", "hr"]);
/** What has a meaning close enough. A page has one heading of the first level, and that is not ours. */
const SAID_AS = new Map([
  ["h1", "h2"],
  ["div", "p"],
  ["section", "p"],
  ["article", "p"],
  ["del", "s"],
  ["strike", "s"],
]);
/** Where they may be: anywhere else a browser would close a list or table of the page that the text is put into. */
const WITHIN = new Map<string, readonly string[]>(
  [
    { names: ["li"], around: ["ul", "ol"] },
    { names: ["dt", "dd"], around: ["dl"] },
    { names: ["caption", "thead", "tbody", "tfoot", "tr", "th", "td"], around: ["table"] },
  ].flatMap(({ names, around }) => names.map((name) => [name, around] as const)),
);
const DEPTH_MAX = 50;

/**
 * CAT-11 Rich text that is safe to put into any page, whatever it was made of. Nothing is passed through: the result is composed
 * from a closed list of tags of our own spelling, links to addresses that can only be opened, and escaped text, all of it closed
 * again. So what a parser would have made of the input does not matter.
 */
export function inertHtml(html: string): string {
  const open: string[] = [];
  let out = "";
  for (const piece of readMarkup(html)) {
    if (piece.kind === "text") {
      out += escapeText(piece.text);
      continue;
    }
    const name = SAID_AS.get(piece.name) ?? piece.name;
    if (piece.kind === "close") {
      const from = open.lastIndexOf(name);
      if (from >= 0) out += closed(open.splice(from));
    } else if (VOID.has(name)) {
      out += `<${name}>`;
    } else if (KEPT.has(name) && open.length < DEPTH_MAX && fits(name, open)) {
      open.push(name);
      out += `<${name}${attributesOf(name, piece.attributes)}>`;
    }
  }
  return out + closed(open);
}

function fits(name: string, open: readonly string[]): boolean {
  if (name === "a") return !open.includes("a");
  return WITHIN.get(name)?.some((parent) => open.includes(parent)) ?? true;
}

function closed(names: readonly string[]): string {
  return names
    .toReversed()
    .map((name) => `</${name}>`)
    .join("");
}

function attributesOf(name: string, given: ReadonlyMap<string, string>): string {
  if (name === "a") {
    const address = safeAddress(given.get("href") ?? "");
    return address === null ? "" : ` href="${escapeAttribute(address)}" rel="noopener"`;
  }
  if (name !== "td" && name !== "th") return "";
  return ["colspan", "rowspan"]
    .map((span) => (/^[1-9][0-9]?$/.test(given.get(span) ?? "") ? ` ${span}="${given.get(span)}"` : ""))
    .join("");
}

/** Character references stay what they are: they stand for a character, and never for markup. */
function escapeText(text: string): string {
  return text
    .replaceAll(/&(?!(?:[A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});)/g, "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}

function escapeAttribute(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll('"', "&quot;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}
