export type MarkupToken =
  | { kind: "open"; name: string; attributes: readonly (readonly [string, string])[]; closed: boolean }
  | { kind: "close"; name: string }
  | { kind: "text"; text: string };

/** Names UTF-8 or nothing: a browser that is told another encoding reads other characters than were checked. */
const DECLARATION =
  /\s*<\?xml\s+version=["']1\.0["'](?:\s+encoding=["']utf-8["'])?(?:\s+standalone=["'](?:yes|no)["'])?\s*\?>/iy;
const OPENING = /<([A-Za-z_][\w.-]*(?::[\w.-]+)?)/y;
const ATTRIBUTE = /\s+([A-Za-z_][\w.-]*(?::[\w.-]+)?)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const OPENING_END = /\s*(\/?)>/y;
const CLOSING = /<\/([A-Za-z_][\w.-]*(?::[\w.-]+)?)\s*>/y;
const TEXT = /[^<]+/y;

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/**
 * Reads the plain part of XML that pictures need: elements, quoted attributes, text and comments. Null for all else
 * (document types, entities of one's own, CDATA, processing instructions), since that is where a browser and a
 * checker come to read the same bytes differently.
 */
export function scanMarkup(source: string): MarkupToken[] | null {
  const tokens: MarkupToken[] = [];
  let position = source.startsWith("\ufeff") ? 1 : 0;

  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = position;
    const match = pattern.exec(source);
    if (match) position = pattern.lastIndex;
    return match;
  };

  take(DECLARATION);
  while (position < source.length) {
    if (source.startsWith("<!--", position)) {
      const end = source.indexOf("-->", position + 4);
      if (end < 0) return null;
      position = end + 3;
      continue;
    }
    const token = takeToken(take, source.slice(position, position + 2));
    if (!token) return null;
    append(tokens, token);
  }
  return tokens;
}

type Take = (pattern: RegExp) => RegExpExecArray | null;

function takeToken(take: Take, next: string): MarkupToken | null {
  if (!next.startsWith("<")) return takeText(take);
  return next === "</" ? takeClosing(take) : takeOpening(take);
}

/** Text on both sides of a comment is one text, as it will be to a browser. */
function append(tokens: MarkupToken[], token: MarkupToken): void {
  const last = tokens.at(-1);
  if (token.kind === "text" && last?.kind === "text") last.text += token.text;
  else tokens.push(token);
}

function takeText(take: Take): MarkupToken | null {
  const text = decodeEntities(take(TEXT)?.[0]);
  return text === null ? null : { kind: "text", text };
}

function takeClosing(take: Take): MarkupToken | null {
  const name = take(CLOSING)?.[1];
  return name === undefined ? null : { kind: "close", name };
}

function takeOpening(take: Take): MarkupToken | null {
  const name = take(OPENING)?.[1];
  if (name === undefined) return null;

  const attributes: (readonly [string, string])[] = [];
  for (let match = take(ATTRIBUTE); match; match = take(ATTRIBUTE)) {
    const value = decodeEntities(match[2] ?? match[3]);
    if (match[1] === undefined || value === null) return null;
    attributes.push([match[1], value]);
  }
  const end = take(OPENING_END);
  return end ? { kind: "open", name, attributes, closed: end[1] === "/" } : null;
}

/** The text as a browser will understand it, or null when it holds a reference that plain XML does not define. */
function decodeEntities(text: string | undefined): string | null {
  if (text === undefined) return null;
  let sound = true;
  const decoded = text.replace(/&([^;&\s]{0,10};?)/g, (_, reference: string) => {
    const character = characterOf(reference);
    sound &&= character !== null;
    return character ?? "";
  });
  return sound ? decoded : null;
}

function characterOf(reference: string): string | null {
  if (!reference.endsWith(";")) return null;
  const name = reference.slice(0, -1);
  if (Object.hasOwn(ENTITIES, name)) return ENTITIES[name] ?? null;
  const [, hex, decimal] = /^#(?:x([0-9a-f]{1,6})|([0-9]{1,7}))$/i.exec(name) ?? [];
  const point = hex ? Number.parseInt(hex, 16) : decimal ? Number(decimal) : Number.NaN;
  return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : null;
}
