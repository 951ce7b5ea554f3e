import type { GatewayCall } from "./call.ts";
import { faceOf } from "./routes.ts";
import { beginTrace, readTrace } from "./trace-context.ts";

/** A request gets an id of ours, whatever it brought, and its place in the caller's trace or in a new one. */
export function beginCall(request: Request, nowMs: number): GatewayCall {
  const { headers } = request;
  const url = new URL(request.url);
  const requestId = crypto.randomUUID();
  return {
    requestId,
    url,
    face: faceOf(url.pathname),
    trace: readTrace(headers.get("traceparent"), headers.get("tracestate")) ?? beginTrace(requestId),
    startedAtMs: nowMs,
    timings: [],
  };
}
