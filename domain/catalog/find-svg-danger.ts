import { type MarkupToken, scanMarkup } from "./scan-markup.ts";

const SVG_NAMESPACE = "http://www.w3.org/2000/svg";

/** Elements that draw or describe. Scripts, links, animations of attributes and foreign content are not among them. */
const DRAWING = new Set(
  `svg g defs symbol use switch title desc style image
   path rect circle ellipse line polyline polygon text tspan textPath
   linearGradient radialGradient stop pattern marker clipPath mask filter
   feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap
   feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode
   feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence`.split(/\s+/),
);

const EMBEDDED_PICTURE = /^data:image\/(?:png|jpeg|webp|gif);base64,[A-Za-z0-9+/=\s]*$/;

/**
 * CAT-4 A stored SVG only draws: nothing in it runs or loads. Says in one sentence what is wrong, or null.
 * It is also served in a sandbox without permission to run or load; this keeps such files out altogether.
 */
export function findSvgDanger(source: string): string | null {
  const tokens = scanMarkup(source);
  if (!tokens) {
    return "is not plain, well-formed SVG: document types, entities, CDATA and processing instructions are refused";
  }

  const open: string[] = [];
  let roots = 0;
  for (const token of tokens) {
    const danger = dangerOf(token, open);
    if (danger) return danger;
    if (token.kind === "open") {
      if (open.length === 0) roots += 1;
      if (!token.closed) open.push(token.name);
    }
  }
  return open.length > 0 || roots !== 1 ? "is not one complete <svg> element" : null;
}

/** Closes elements on the way: `open` names those that are open, outermost first. */
function dangerOf(token: MarkupToken, open: string[]): string | null {
  if (token.kind === "close") return open.pop() === token.name ? null : `</${token.name}> closes nothing`;
  if (token.kind === "text") {
    if (open.length === 0) return token.text.trim() === "" ? null : "holds text outside of <svg>";
    return open.at(-1) === "style" ? dangerOfStyle(token.text) : null;
  }
  if (!DRAWING.has(token.name)) return `the element <${token.name.slice(0, 40)}> is not allowed`;
  if (open.at(-1) === "style") return "a style sheet holds an element";
  if (open.length === 0 && token.name !== "svg") return "is not one complete <svg> element";
  for (const [name, value] of token.attributes) {
    const danger = dangerOfAttribute(name, value);
    if (danger) return danger;
  }
  return null;
}

function dangerOfAttribute(name: string, value: string): string | null {
  if (name.startsWith("xmlns:")) return null;
  if (name === "xmlns") return value === SVG_NAMESPACE ? null : "uses another namespace than SVG's";

  // A prefix can be bound to any namespace, so the local name alone counts.
  const local = name.slice(name.indexOf(":") + 1).toLowerCase();
  if (local.startsWith("on")) return `the attribute ${name.slice(0, 40)} could run a script`;
  if (local === "base") return "xml:base is not allowed";
  if (local === "href" || local === "src") {
    return value.startsWith("#") || EMBEDDED_PICTURE.test(value)
      ? null
      : "refers to something outside the file";
  }
  return dangerOfStyle(value);
}

/** For style sheets, and for every attribute, since presentation attributes take CSS too. */
function dangerOfStyle(css: string): string | null {
  const plain = css.toLowerCase().replace(/\s+/g, "");
  if (plain.includes("javascript:")) return "holds a javascript: address";
  if (plain.includes("\\")) return "holds a CSS escape";
  if (plain.includes("@import") || plain.includes("image-set(") || plain.includes("//")) {
    return "refers to something outside the file";
  }
  return /url\((?!["']?#)/.test(plain) ? "refers to something outside the file" : null;
}
