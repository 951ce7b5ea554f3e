import { type ProblemError, problem } from "../../platform/http/problem.ts";

/** A body within its limit, as far as can be known before it is read. */
export type LimitedBody = {
  present: boolean;
  /** What to pass on; throws a 413 problem when more arrives than is allowed. */
  open(): Promise<ReadableStream<Uint8Array> | Uint8Array<ArrayBuffer> | null>;
};

const DRAINED_BYTES_MAX = 16 * 1024 * 1024;
/** What may be kept in memory. A path that takes more wants the length declared. */
const READ_HERE_BYTES_MAX = 16 * 1024 * 1024;

/**
 * Refuses a body that is declared too large and streams any other of declared length, since HTTP ends it there.
 * A body of undeclared length is read here before any service is asked: a stream that breaks off reaches a service as
 * one that ended, and a JSON document padded with blanks would be acted on although it was too large.
 */
export function limitBody(request: Request, bytesMax: number): LimitedBody {
  const { body, headers, method } = request;
  if (method === "GET" || method === "HEAD" || body === null) return passed(null);

  const declared = headers.get("content-length");
  if (declared === null || headers.has("transfer-encoding")) {
    if (bytesMax > READ_HERE_BYTES_MAX) throw problem("length_required");
    return { present: true, open: () => readUpTo(bytesMax, body) };
  }
  if (Number(declared) > bytesMax) throw bodyTooLarge(bytesMax);
  return passed(Number(declared) === 0 ? null : body);
}

function passed(body: ReadableStream<Uint8Array> | null): LimitedBody {
  return { present: body !== null, open: async () => body };
}

async function readUpTo(
  bytesMax: number,
  body: ReadableStream<Uint8Array>,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    // What is too much is read on and dropped, within reason: an unread rest spoils the connection for the next request.
    if (bytes > DRAINED_BYTES_MAX) break;
    if (bytes <= bytesMax) chunks.push(chunk);
  }
  if (bytes > bytesMax) throw bodyTooLarge(bytesMax);
  return joined(chunks, bytes);
}

function joined(chunks: readonly Uint8Array[], bytes: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}

function bodyTooLarge(bytesMax: number): ProblemError {
  return problem("body_too_large", { members: { limit_bytes: bytesMax } });
}
