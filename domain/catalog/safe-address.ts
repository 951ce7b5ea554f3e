const OPENED = new Set(["http:", "https:", "mailto:", "tel:"]);
const HERE = "https://here.invalid";

/**
 * CAT-11 The address of a link that can only be opened, in the spelling of the URL standard; null for one that could run
 * something, or hide what it does behind character references.
 */
export function safeAddress(given: string): string | null {
  const plain = given.replaceAll("&amp;", "&").trim();
  if (plain === "" || /&(?:#|[A-Za-z]+;)/.test(plain)) return null;
  const isPath = /^\/(?![/\\])/.test(plain);
  if (!URL.canParse(plain, isPath ? HERE : undefined)) return null;

  const url = new URL(plain, isPath ? HERE : undefined);
  if (isPath) return url.origin === HERE ? `${url.pathname}${url.search}${url.hash}` : null;
  return OPENED.has(url.protocol) && url.username === "" && url.password === "" ? url.href : null;
}
