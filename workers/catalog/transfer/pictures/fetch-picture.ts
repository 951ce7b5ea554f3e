import { type PictureType, recognisePicture } from "../../../../domain/catalog/recognise-picture.ts";
import { findPictureFault, PICTURE_BYTES_MAX, storePicture } from "../../admin/store-picture.ts";
import type { CatalogEnv } from "../../env.ts";
import { followAddress } from "./follow-address.ts";

const WITHIN_MS = 10_000;

export type FetchedPicture = { kind: "stored"; id: string } | { kind: "failed"; problem: string };

/**
 * IMP-5 Fetches a picture from an address in somebody's file and stores it like an upload. Every step on the way is
 * judged anew, what comes is judged by its bytes, and neither size nor time are the other side's to choose. That it
 * fails is an answer: the product goes without it.
 */
export async function fetchPicture(env: CatalogEnv, address: string): Promise<FetchedPicture> {
  try {
    const signal = AbortSignal.timeout(WITHIN_MS);
    const ask = (next: string, request: RequestInit) => fetch(next, request);
    const answer = await followAddress(address, ask, signal, env.PICTURES_FROM);
    if (typeof answer === "string") return failed(answer);
    const bytes = await readAtMost(answer, PICTURE_BYTES_MAX);
    if (!bytes) return failed(`is larger than ${PICTURE_BYTES_MAX} bytes`);

    const type: PictureType = recognisePicture(bytes) ?? "image/svg+xml";
    const fault = findPictureFault(type, bytes);
    if (fault !== null)
      return failed(type === "image/svg+xml" ? `is no PNG, JPEG, WebP or plain SVG: ${fault}` : fault);
    return { kind: "stored", id: await storePicture(env, type, bytes) };
  } catch (error) {
    if (isOurFault(error)) throw error;
    return failed("could not be fetched");
  }
}

function failed(problem: string): FetchedPicture {
  return { kind: "failed", problem };
}

/** What D1 and R2 say is no reason to leave out a picture. */
function isOurFault(error: unknown): boolean {
  return error instanceof Error && /D1_|R2|SQLITE/.test(error.message);
}

/** Null for more than is allowed, whatever was declared. */
async function readAtMost(answer: Response, bytesMax: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const parts: Uint8Array[] = [];
  let total = 0;
  for await (const part of answer.body ?? []) {
    total += part.byteLength;
    if (total > bytesMax) return null;
    parts.push(part);
  }
  const whole = new Uint8Array(total);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}
