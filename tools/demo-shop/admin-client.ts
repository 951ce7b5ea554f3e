import { setTimeout as wait } from "node:timers/promises";

/** Where a shop is, and the secret key that opens its back office. */
export type ShopAccess = { url: string; secretKey: string };

/** A request to the admin API. Every one that the seed makes may be sent again. */
export type AdminRequest = {
  method: "GET" | "PUT" | "POST" | "DELETE";
  path: string;
  body?: unknown;
  /** In place of a JSON body. */
  bytes?: { contentType: string; text: string };
  idempotencyKey?: string;
};

export type AdminAnswer = { status: number; isReplayed: boolean; body: Record<string, unknown> };

const TRIES = 6;
const FIRST_PAUSE_MS = 250;
const TIMEOUT_MS = 30_000;

/** Asks until it gets an answer that asking again would not change: a lost one or a 5xx or 429 is asked for anew. */
export async function askAdmin({ url, secretKey }: ShopAccess, request: AdminRequest): Promise<AdminAnswer> {
  let last = "";
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    if (attempt > 0) await wait(FIRST_PAUSE_MS * 2 ** (attempt - 1));
    try {
      const response = await fetch(new URL(request.path, url), {
        method: request.method,
        headers: headersOf(request, secretKey),
        body: request.bytes?.text ?? (request.body === undefined ? null : JSON.stringify(request.body)),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const text = await response.text();
      const isFinal =
        response.status < 500 && response.status !== 429 && !isInProgress(response.status, text);
      if (isFinal) {
        const isReplayed = response.headers.get("idempotency-replayed") === "true";
        return { status: response.status, isReplayed, body: text === "" ? {} : JSON.parse(text) };
      }
      last = `${response.status} ${text}`;
    } catch (error) {
      last = String(error);
    }
  }
  throw new Error(`${request.method} ${request.path} got no answer in ${TRIES} tries; the last: ${last}`);
}

/** As `askAdmin`, for a request that has no reason to be refused. */
export async function mustAskAdmin(shop: ShopAccess, request: AdminRequest): Promise<AdminAnswer> {
  const answer = await askAdmin(shop, request);
  if (answer.status >= 400) throw refused(request, answer);
  return answer;
}

export function refused({ method, path }: AdminRequest, { status, body }: AdminAnswer): Error {
  return new Error(`${method} ${path} was refused: ${status} ${JSON.stringify(body)}`);
}

/** The first of two equal requests is still being worked on: the answer comes to whoever asks again. */
function isInProgress(status: number, text: string): boolean {
  return status === 409 && text.includes('"request_in_progress"');
}

function headersOf({ body, bytes, idempotencyKey }: AdminRequest, secretKey: string): Record<string, string> {
  const contentType = bytes?.contentType ?? (body === undefined ? undefined : "application/json");
  return {
    authorization: `Bearer ${secretKey}`,
    ...(contentType === undefined ? {} : { "content-type": contentType }),
    ...(idempotencyKey === undefined ? {} : { "idempotency-key": idempotencyKey }),
  };
}
