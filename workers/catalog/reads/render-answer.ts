import { toBase64Url } from "../../../platform/auth/mac.ts";
import type { Answer } from "./read-context.ts";

/** The tag is made from the bytes, so it is right whatever an answer depends on: version, currency, handle, form. */
export async function renderAnswer(body: unknown): Promise<Answer> {
  const bytes = new TextEncoder().encode(JSON.stringify(body));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return { body: bytes, etag: `"${toBase64Url(digest.subarray(0, 16))}"` };
}
