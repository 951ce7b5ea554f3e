/** What a call came to, as it travels: a copy, never the callee's own objects. */
export type Outcome = { ok: true; value: unknown } | { ok: false; error: WireError };

/** Errors keep name, message and own properties over RPC. */
type WireError = { name: string; message: string; properties: Record<string, unknown> };

export function answered(value: unknown): Outcome {
  return { ok: true, value: structuredClone(value) };
}

export function failed(error: unknown): Outcome {
  if (!(error instanceof Error))
    return { ok: false, error: { name: "Error", message: String(error), properties: {} } };
  const {
    stack: _stack,
    cause: _cause,
    name,
    message,
    ...properties
  } = error as Error & Record<string, unknown>;
  return { ok: false, error: { name, message, properties: structuredClone(properties) } };
}

/** What a caller sees when the network or the other side died: nothing is known of what was done. */
export const CONNECTION_LOST: Outcome = {
  ok: false,
  error: { name: "Error", message: "Network connection lost.", properties: { retryable: true } },
};

/** The outcome on the caller's side. */
export function unwrap(outcome: Outcome): unknown {
  if (outcome.ok) return outcome.value;
  const { name, message, properties } = outcome.error;
  throw Object.assign(new Error(message), properties, { name, remote: true });
}
