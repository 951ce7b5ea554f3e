import { drizzle } from "drizzle-orm/d1";
import { findSvgDanger } from "../../../domain/catalog/find-svg-danger.ts";
import { type PictureType, recognisePicture } from "../../../domain/catalog/recognise-picture.ts";
import type { CatalogEnv } from "../env.ts";
import { media } from "../tables.ts";

/** Of an upload, and of a picture that is fetched. */
export const PICTURE_BYTES_MAX = 5 * 1024 * 1024;

/** What is wrong with the bytes of a picture of this type, in a sentence; null if nothing is. */
export function findPictureFault(contentType: PictureType, bytes: Uint8Array): string | null {
  const unlike = `the bytes are not ${contentType}`;
  if (contentType !== "image/svg+xml") return recognisePicture(bytes) === contentType ? null : unlike;
  const text = decodeUtf8(bytes);
  return text === null ? unlike : findSvgDanger(text);
}

/** Stores a sound picture under the hash of its bytes, so that storing it again changes nothing; answers its id. */
export async function storePicture(
  env: CatalogEnv,
  contentType: PictureType,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<string> {
  const id = await idOfContent(bytes);

  // The bytes first: a row without them would be a picture that can't be shown, the reverse is only waste.
  await env.MEDIA.put(id, bytes, { httpMetadata: { contentType } });
  await drizzle(env.DB)
    .insert(media)
    .values({ id, contentType, sizeBytes: bytes.byteLength, createdAtMs: Date.now() })
    .onConflictDoNothing();
  return id;
}

function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    return null;
  }
}

async function idOfContent(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return `media_${[...digest.subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
