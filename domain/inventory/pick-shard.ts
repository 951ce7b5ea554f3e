/** A number from a text, evenly spread (FNV-1a): the same asker always comes to the same shard. */
export function pickShard(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return hash >>> 0;
}
