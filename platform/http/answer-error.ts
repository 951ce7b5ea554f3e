import { describeError, logEvent } from "../telemetry/log.ts";
import { isPassingFault } from "./is-passing-fault.ts";
import { ProblemError, problem, problemResponse } from "./problem.ts";

/** Any error as a problem. What nobody expected is logged, and says its request id and nothing of itself. */
export function answerError(error: unknown, requestId: string): Response {
  if (error instanceof ProblemError) return problemResponse(error, requestId);
  const isPassing = isPassingFault(error);
  logEvent(isPassing ? "warn" : "error", "request.failed", {
    request_id: requestId,
    ...describeError(error),
  });
  return problemResponse(problem(isPassing ? "service_unavailable" : "internal_error"), requestId);
}
