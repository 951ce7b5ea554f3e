import { type ProblemError, problem } from "../../platform/http/problem.ts";

/** A body that may be passed on. `overran` is true once more arrived than is allowed. */
export type LimitedBody = { stream: ReadableStream<Uint8Array> | null; overran(): boolean };

const NO_BODY: LimitedBody = { stream: null, overran: () => false };

/**
 * Refuses a body that is declared too large, and counts one of undeclared length while it streams by: past the limit
 * the stream fails, so the service reads a broken request and does nothing, and the gateway answers 413.
 * A declared length needs no counting, since HTTP ends the body there.
 */
export function limitBody(request: Request, bytesMax: number): LimitedBody {
  if (request.method === "GET" || request.method === "HEAD" || request.body === null) return NO_BODY;

  const declared = request.headers.get("content-length");
  if (declared !== null && !request.headers.has("transfer-encoding")) {
    if (Number(declared) > bytesMax) throw bodyTooLarge(bytesMax);
    return Number(declared) === 0 ? NO_BODY : { stream: request.body, overran: () => false };
  }
  return countedBody(request.body, bytesMax);
}

export function bodyTooLarge(bytesMax: number): ProblemError {
  return problem("body_too_large", { members: { limit_bytes: bytesMax } });
}

function countedBody(body: ReadableStream<Uint8Array>, bytesMax: number): LimitedBody {
  let bytes = 0;
  const counter = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      if (bytes > bytesMax) throw bodyTooLarge(bytesMax);
      controller.enqueue(chunk);
    },
  });
  return { stream: body.pipeThrough(counter), overran: () => bytes > bytesMax };
}
