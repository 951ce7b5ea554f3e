/** Messages of D1 and of the object runtime that say "not now" and nothing about what was asked. */
const PASSING = [
  "Network connection lost",
  "caused object to be reset",
  "reset because its code was updated",
  "D1 DB is overloaded",
  "exceeded timeout",
  "due to transient issue",
] as const;

/**
 * Whether the world failed for a moment, so that the same request may simply be sent again. The platform marks errors
 * of objects with `overloaded` or `retryable`, and so do ours; D1 says it in words.
 */
export function isPassingFault(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const marks = error as { overloaded?: unknown; retryable?: unknown };
  return (
    marks.overloaded === true ||
    marks.retryable === true ||
    PASSING.some((words) => error.message.includes(words))
  );
}
