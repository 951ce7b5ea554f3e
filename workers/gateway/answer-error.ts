import { ProblemError, problem, problemResponse } from "../../platform/http/problem.ts";
import { describeError, logEvent } from "../../platform/telemetry/log.ts";

/** Any error as a problem. What nobody expected says its request id and nothing of itself. */
export function answerError(error: unknown, requestId: string): Response {
  if (error instanceof ProblemError) return problemResponse(error, requestId);
  logEvent("error", "gateway.request_failed", { request_id: requestId, ...describeError(error) });
  return problemResponse(problem("internal_error"), requestId);
}
