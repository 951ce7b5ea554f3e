const OPENED = new Set(["http:", "https:", "mailto:", "tel:"]);
const HERE = "https://here.invalid";
/** More than browsers promise to open; short enough to be read again once it is escaped (read-markup.ts). */
const LENGTH_MAX = 2_000;

/**
 * CAT-11 The address of a link that can only be opened, in the spelling of the URL standard; null for one that could run
 * something, or hide what it does behind character references.
 */
export function safeAddress(given: string): string | null {
  const plain = given.replaceAll("&amp;", "&").trim();
  if (plain === "" || /&(?:#|[A-Za-z]+;)/.test(plain)) return null;
  const isPath = /^\/(?![/\\])/.test(plain);
  if (!URL.canParse(plain, isPath ? HERE : undefined)) return null;

  const address = addressOf(new URL(plain, isPath ? HERE : undefined), isPath);
  if (address === null || address.length > LENGTH_MAX) return null;
  // The standard leaves these in a mailto. So that it reads the same the second time, nothing needs a character reference.
  return address.replaceAll(/["<>]/g, encodeURIComponent);
}

/** A path of this shop, or the address of what can only be opened; null for all else. */
function addressOf(url: URL, isPath: boolean): string | null {
  // Dots may leave two slashes at the beginning: another host to whoever reads it.
  if (isPath) {
    return url.origin === HERE && !url.pathname.startsWith("//")
      ? `${url.pathname}${url.search}${url.hash}`
      : null;
  }
  return OPENED.has(url.protocol) && url.username === "" && url.password === "" ? url.href : null;
}
