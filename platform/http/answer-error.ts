import type { ProblemCode } from "../../contracts/problems.ts";
import { describeError, logEvent } from "../telemetry/log.ts";
import { isPassingFault } from "./is-passing-fault.ts";
import { ProblemError, problem, problemResponse } from "./problem.ts";

/** Any error as a problem. What nobody expected is logged, and says its request id and nothing of itself. */
export function answerError(error: unknown, requestId: string): Response {
  if (error instanceof ProblemError) return problemResponse(error, requestId);
  const refused = refusedByValidator(error);
  if (refused) return problemResponse(problem(refused), requestId);
  const isPassing = isPassingFault(error);
  logEvent(isPassing ? "warn" : "error", "request.failed", {
    request_id: requestId,
    ...describeError(error),
  });
  return problemResponse(problem(isPassing ? "service_unavailable" : "internal_error"), requestId);
}

/** Hono's validator throws an HTTPException for a body that it can't parse (400) or does not take (415). */
function refusedByValidator(error: unknown): ProblemCode | null {
  if (!(error instanceof Error) || !("status" in error)) return null;
  if (error.status === 400) return "malformed_json";
  return error.status === 415 ? "unsupported_media_type" : null;
}
