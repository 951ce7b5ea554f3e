/** FNV-1a over UTF-16 units, as an unsigned 32-bit integer: the same text always gives the same number. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  // FNV's low bits are weak for short texts; fold the high ones in so that `% n` spreads well.
  return (hash ^ (hash >>> 15)) >>> 0;
}
