import { drizzle } from "drizzle-orm/d1";
import type * as routes from "../../../contracts/http/admin/product-routes.ts";
import { findSvgDanger } from "../../../domain/catalog/find-svg-danger.ts";
import { type PictureType, recognisePicture } from "../../../domain/catalog/recognise-picture.ts";
import { type ProblemError, problem } from "../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import type { CatalogEnv } from "../env.ts";
import { showPicture } from "../show-picture.ts";
import { media } from "../tables.ts";
import { readAtMost } from "./read-at-most.ts";

const BYTES_MAX = 5 * 1024 * 1024;
const TYPES: readonly string[] = [
  "image/svg+xml",
  "image/png",
  "image/jpeg",
  "image/webp",
] satisfies PictureType[];

/** Stores a picture under the hash of its bytes, so that a retry or a second upload changes nothing. */
export async function uploadMedia({
  request,
  env,
}: Call<typeof routes.uploadMedia, CatalogEnv>): Promise<Reply<typeof routes.uploadMedia>> {
  const contentType = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (!TYPES.includes(contentType)) throw problem("unsupported_media_type");
  const bytes = await readAtMost(request, BYTES_MAX);

  const fault = findFault(contentType, bytes);
  if (fault) throw fault;
  const id = await idOfContent(bytes);

  // The bytes first: a row without them would be a picture that can't be shown, the reverse is only waste.
  await env.MEDIA.put(id, bytes, { httpMetadata: { contentType } });
  await drizzle(env.DB)
    .insert(media)
    .values({ id, contentType, sizeBytes: bytes.byteLength, createdAtMs: Date.now() })
    .onConflictDoNothing();

  const { url } = showPicture({ id, alt: "" });
  return { status: 201, body: { id, url } };
}

function findFault(contentType: string, bytes: Uint8Array): ProblemError | null {
  if (contentType !== "image/svg+xml") {
    return recognisePicture(bytes) === contentType ? null : unlike(contentType);
  }
  const text = decodeUtf8(bytes);
  if (text === null) return unlike(contentType);
  const danger = findSvgDanger(text);
  return danger ? problem("invalid_request", { errors: [{ pointer: "", detail: danger }] }) : null;
}

function unlike(contentType: string): ProblemError {
  return problem("invalid_request", {
    errors: [{ pointer: "", detail: `the bytes are not ${contentType}` }],
  });
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
