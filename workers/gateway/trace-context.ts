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

/** A trace that begins here. `random` is 16 random bytes. */
export function beginTrace(random: Uint8Array): Trace {
  return { traceId: hexOf(random), flags: "00", state: null };
}

/** The header for one call to a service. `random` is 8 random bytes: the id of that call's span. */
export function showTraceparent(trace: Trace, random: Uint8Array): string {
  return `00-${trace.traceId}-${hexOf(random)}-${trace.flags}`;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

function hexOf(bytes: Uint8Array): string {
  let hex = "";
  for (const byte of bytes) hex += HEX[byte];
  // All zeros is the one id that the format forbids.
  return isZero(hex) ? `${hex.slice(1)}1` : hex;
}

function isZero(hex: string): boolean {
  return /^0+$/.test(hex);
}
