const HANDLE_MAX = 128;
const SKU_MAX = 64;

/** A text as a handle: lower-case words joined by hyphens, in any script. Empty where the text has no letter or digit. */
export function handleOf(text: string): string {
  return text
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{Ll}\p{Lo}\p{N}\p{M}]+|(?<![\p{Ll}\p{Lo}\p{N}\p{M}])\p{M}+/gu, "-")
    .replace(/-+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, HANDLE_MAX)
    .toWellFormed()
    .replace(/[-\ufffd]+$/, "");
}

/** A SKU as we write them: what other systems also allow (blanks, slashes, other scripts) becomes a hyphen. */
export function skuOf(text: string): string {
  return plain(text).slice(0, SKU_MAX);
}

/** A SKU for a variant that has none: the same for the same handle and options, whenever it is asked for. */
export function deriveSku(handle: string, values: readonly string[]): string {
  const words = plain([handle, ...values].join("-")).slice(0, SKU_MAX - 9);
  return `${words || "item"}-${hash(JSON.stringify([handle, ...values]))}`;
}

function plain(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .replace(/[^A-Za-z0-9._-]+/g, "-")
    .replace(/-+/g, "-")
    .replace(/^[-._]+|-+$/g, "");
}

/** FNV-1a over UTF-16 units, 8 digits: tells apart what reads the same in plain letters. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193) >>> 0;
  }
  return value.toString(16).padStart(8, "0");
}
