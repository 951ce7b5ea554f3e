/** What W3C Trace Context (level 1) asks us to keep of a trace: its id and its flags. */
export type Trace = { traceId: string; flags: string; state: string | null };

const TRACEPARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
const STATE_CHARACTERS_MAX = 512;

/** The caller's trace, or null when it sent none or a broken one (W3C Trace Context, section 3.2.2). */
export function readTrace(traceparent: string | null, tracestate: string | null): Trace | null {
  const match = traceparent === null ? null : TRACEPARENT.exec(traceparent);
  if (!match) return null;
  const [, version = "", traceId = "", parentId = "", flags = "", rest] = match;
  if (version === "ff" || isZero(traceId) || isZero(parentId)) return null;
  // Version 00 ends after the flags; later versions may say more, of which we know nothing.
  if (version === "00" && rest !== undefined) return null;

  const state = tracestate !== null && tracestate.length <= STATE_CHARACTERS_MAX ? tracestate : null;
  return { traceId, flags, state };
}

/** A trace that begins with this request: its id is the request's, which is random and never all zeros. */
export function beginTrace(requestId: string): Trace {
  return { traceId: requestId.replaceAll("-", ""), flags: "00", state: null };
}

/** The header for the one call that a request makes to a service; the id of its span is half of the request's. */
export function showTraceparent(trace: Trace, requestId: string): string {
  return `00-${trace.traceId}-${requestId.replaceAll("-", "").slice(0, 16)}-${trace.flags}`;
}

function isZero(hex: string): boolean {
  return /^0+$/.test(hex);
}
