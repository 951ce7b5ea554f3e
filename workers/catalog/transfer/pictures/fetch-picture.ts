import { findAddressDanger } from "../../../../domain/catalog/import/find-address-danger.ts";
import { type PictureType, recognisePicture } from "../../../../domain/catalog/recognise-picture.ts";
import { findPictureFault, PICTURE_BYTES_MAX, storePicture } from "../../admin/store-picture.ts";
import type { CatalogEnv } from "../../env.ts";

const WITHIN_MS = 10_000;
const REDIRECTS_MAX = 3;

export type FetchedPicture = { kind: "stored"; id: string } | { kind: "failed"; problem: string };

/**
 * IMP-5 Fetches a picture from an address in somebody's file and stores it like an upload. Every step on the way is
 * judged anew, what comes is judged by its bytes, and neither size nor time are the other side's to choose. That it
 * fails is an answer: the product goes without it.
 */
export async function fetchPicture(env: CatalogEnv, address: string): Promise<FetchedPicture> {
  try {
    const signal = AbortSignal.timeout(WITHIN_MS);
    const answer = await follow(env, address, signal);
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

async function follow(env: CatalogEnv, address: string, signal: AbortSignal): Promise<Response | string> {
  let next = address;
  for (let redirects = 0; redirects <= REDIRECTS_MAX; redirects += 1) {
    const danger = isExempt(env, next) ? null : findAddressDanger(next);
    if (danger !== null) return redirects === 0 ? danger : `leads to an address that ${danger}`;

    const answer = await fetch(next, { redirect: "manual", signal, headers: { accept: "image/*" } });
    if (answer.status === 200) return answer;
    await answer.body?.cancel();
    const location = answer.headers.get("location");
    if (answer.status < 300 || answer.status > 399 || location === null) return `answers ${answer.status}`;
    next = URL.parse(location, next)?.href ?? "";
  }
  return "leads from one address to the next";
}

function isExempt({ PICTURES_FROM }: CatalogEnv, address: string): boolean {
  return PICTURES_FROM !== undefined && URL.parse(address)?.origin === PICTURES_FROM;
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
