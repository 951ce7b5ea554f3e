/** Text that is HTML already: made by `html`, or written by us as it stands. Everything else is escaped. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Part = Html | string | number | null | readonly Part[];

/** A piece of a page. Whatever is put in is escaped, but for pieces that `html` made. */
export function html(fixed: TemplateStringsArray, ...parts: Part[]): Html {
  let text = fixed[0] ?? "";
  for (const [index, part] of parts.entries()) text += show(part) + (fixed[index + 1] ?? "");
  return new Html(text);
}

function show(part: Part): string {
  if (part === null) return "";
  if (part instanceof Html) return part.text;
  if (typeof part === "object") return part.map(show).join("");
  return escapeHtml(String(part));
}

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** For both text and quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}
