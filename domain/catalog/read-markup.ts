/** A piece of HTML as somebody wrote it. Names are in lower case; values as they were spelled. */
export type MarkupPiece =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "open"; readonly name: string; readonly attributes: ReadonlyMap<string, string> }
  | { readonly kind: "close"; readonly name: string };

/** Elements whose content is no text for readers. */
const SKIPPED = new Set([
  ...["script", "style", "head", "title", "template", "svg", "math", "object", "iframe", "noscript"],
  ...["textarea", "select", "canvas", "audio", "video", "noembed", "noframes", "xmp", "plaintext"],
]);

/** Bounded, so that no input makes each `<` look at all the rest. */
const TAG = /<(\/?)([A-Za-z][A-Za-z0-9]{0,31})((?:[^<>"']|"[^"]{0,10000}"|'[^']{0,10000}'){0,500})>/y;
const ATTRIBUTE = /([A-Za-z][A-Za-z-]{0,31})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+))/g;

/**
 * Takes HTML apart, as far as a person's text needs it. What looks like no tag is text; comments and what browsers don't show are
 * left out. It need not agree with any browser: nothing of it is passed on as markup.
 */
export function* readMarkup(html: string): Generator<MarkupPiece> {
  let at = 0;
  while (at < html.length) {
    const next = html.indexOf("<", at);
    if (next !== at) yield { kind: "text", text: html.slice(at, next < 0 ? html.length : next) };
    if (next < 0) return;

    TAG.lastIndex = next;
    const tag = TAG.exec(html);
    if (tag) {
      const [whole, slash, spelled = "", attributes = ""] = tag;
      const name = spelled.toLowerCase();
      at = next + whole.length;
      if (SKIPPED.has(name)) at = slash ? at : endOf(html, name, at);
      else if (slash) yield { kind: "close", name };
      else yield { kind: "open", name, attributes: readAttributes(attributes) };
    } else if (html.startsWith("<!", next) || html.startsWith("<?", next)) {
      at = after(html, html.startsWith("<!--", next) ? "-->" : ">", next);
    } else {
      yield { kind: "text", text: "<" };
      at = next + 1;
    }
  }
}

/** The first of each name counts. */
function readAttributes(text: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name = "", double, single, bare] of text.matchAll(ATTRIBUTE)) {
    const key = name.toLowerCase();
    if (!attributes.has(key)) attributes.set(key, double ?? single ?? bare ?? "");
  }
  return attributes;
}

/** Behind the closing tag of what is skipped; the end where there is none. */
function endOf(html: string, name: string, from: number): number {
  const closing = new RegExp(`</${name}[^>]{0,200}>`, "gi");
  closing.lastIndex = from;
  return closing.exec(html) ? closing.lastIndex : html.length;
}

function after(html: string, mark: string, from: number): number {
  const found = html.indexOf(mark, from);
  return found < 0 ? html.length : found + mark.length;
}
