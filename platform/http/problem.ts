import { PROBLEMS, type ProblemCode } from "../../contracts/problems.ts";

type Extras = {
  detail?: string;
  /** Members of the answer that depend on the code, such as `shortages`. */
  members?: Record<string, unknown>;
  errors?: { pointer: string; detail: string }[];
  headers?: Record<string, string>;
};

/** A documented "no" on its way to the client. Thrown only at the HTTP edge; rules return refusals instead. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly code: ProblemCode;
  readonly extras: Extras;

  constructor(code: ProblemCode, extras: Extras = {}) {
    super(extras.detail ?? PROBLEMS[code].title);
    this.code = code;
    this.extras = extras;
  }
}

export function problem(code: ProblemCode, extras: Extras = {}): ProblemError {
  return new ProblemError(code, extras);
}

/** Seconds a client should wait, where the row of the problem asks for the same request again. */
const RETRY_AFTER: Partial<Record<ProblemCode, string>> = {
  request_in_progress: "1",
  too_many_requests: "5",
  service_unavailable: "2",
};

/** RFC 9457. Everything that is not 2xx leaves Souk in this form. */
export function problemResponse(error: ProblemError, requestId: string): Response {
  const { status, title, retry } = PROBLEMS[error.code];
  const { detail, members, errors, headers } = error.extras;
  const retryAfter = RETRY_AFTER[error.code];

  const body = {
    type: `/docs/problems/${error.code}`,
    title,
    status,
    code: error.code,
    retry,
    ...(detail === undefined ? {} : { detail }),
    request_id: requestId,
    ...(errors === undefined ? {} : { errors: errors.slice(0, 100) }),
    ...members,
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      ...(retryAfter === undefined ? {} : { "retry-after": retryAfter }),
      ...headers,
    },
  });
}
