import { isUnchanged } from "../../platform/http/is-unchanged.ts";

/** A public answer, to be repeated for a moment to everybody who asks for the same address. */
export type PublicAnswer = {
  readonly body: Uint8Array<ArrayBuffer>;
  /** Those that belong to it whoever asks. */
  readonly headers: Readonly<Record<string, string>>;
  readonly etag: string;
  /** Not later than it was made. */
  readonly madeAtMs: number;
};

/** EDG-2 Of the time for which everybody may keep an answer (its `max-age`), so much is ours; `Age` says how much was used. */
export const ANSWERS_KEEP_MS = 2_000;
/** An isolate has 128 MB for everything. */
const BYTES_MAX = 24 * 1024 * 1024;
const ANSWER_BYTES_MAX = 512 * 1024;
/** Beside its body: its address and the map's own room, roughly. */
const ENTRY_BYTES = 1_000;

/** What this isolate answers by itself: what is asked for all the time costs no other Worker anything. */
export class PublicAnswers {
  readonly #known = new Map<string, PublicAnswer>();
  #bytes = 0;

  find(address: string, nowMs: number, keepMs = ANSWERS_KEEP_MS): PublicAnswer | null {
    const known = this.#known.get(address);
    // A clock that was set back makes nothing young again.
    return known && Math.abs(nowMs - known.madeAtMs) < keepMs ? known : null;
  }

  /** The oldest go first: none is worth more than another once its moment is over. */
  keep(address: string, answer: PublicAnswer): void {
    if (answer.body.byteLength > ANSWER_BYTES_MAX) return;
    this.#drop(address);
    this.#known.set(address, answer);
    this.#bytes += answer.body.byteLength + ENTRY_BYTES;
    for (const oldest of this.#known.keys()) {
      if (this.#bytes <= BYTES_MAX) break;
      this.#drop(oldest);
    }
  }

  #drop(address: string): void {
    const known = this.#known.get(address);
    if (!known) return;
    this.#known.delete(address);
    this.#bytes -= known.body.byteLength + ENTRY_BYTES;
  }
}

/** What an answer says of how it was found, and its age, which is reckoned anew. */
const OF_ITS_MAKING = ["server-timing", "age", "content-length"];

/**
 * The answer as something that may be repeated; null, and its body not read, where it may not be: errors, what says that
 * it is out of date, and what is not everybody's. `askedAtMs` is when it was asked for.
 */
export async function readPublicAnswer(answer: Response, askedAtMs: number): Promise<PublicAnswer | null> {
  const etag = answer.headers.get("etag");
  const isPublic = answer.headers.get("cache-control")?.startsWith("public,") ?? false;
  if (answer.status !== 200 || etag === null || !isPublic || answer.headers.has("souk-stale")) return null;

  const headers = Object.fromEntries([...answer.headers].filter(([name]) => !OF_ITS_MAKING.includes(name)));
  const ageMs = Number(answer.headers.get("age") ?? 0) * 1_000;
  const body = new Uint8Array(await answer.arrayBuffer());
  return { body, headers, etag, madeAtMs: askedAtMs - ageMs };
}

/** The answer to one who asks now: with its age (RFC 9111, section 5.1), or that the reader holds it. */
export function repeatAnswer(
  { body, headers, etag, madeAtMs }: PublicAnswer,
  request: Request,
  nowMs: number,
): Response {
  const age = String(Math.max(0, Math.ceil((nowMs - madeAtMs) / 1_000)));
  if (isUnchanged(request.headers.get("if-none-match"), etag))
    return new Response(null, { status: 304, headers: { ...headers, age } });
  return new Response(body, { headers: { ...headers, age } });
}
