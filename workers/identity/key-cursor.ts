import { z } from "zod";
import { fromBase64Url, toBase64Url } from "../../platform/auth/mac.ts";

/** The last key of a page; the next page begins after it. */
export type KeyPosition = { createdAtMs: number; id: string };

const Cursor = z.tuple([z.int(), z.string().max(64)]);

export function showKeyCursor({ createdAtMs, id }: KeyPosition): string {
  return toBase64Url(new TextEncoder().encode(JSON.stringify([createdAtMs, id])));
}

/** Null for anything that `showKeyCursor` did not write. */
export function readKeyCursor(text: string): KeyPosition | null {
  const bytes = fromBase64Url(text);
  if (!bytes) return null;
  try {
    const [createdAtMs, id] = Cursor.parse(JSON.parse(new TextDecoder().decode(bytes)));
    return { createdAtMs, id };
  } catch {
    return null;
  }
}
