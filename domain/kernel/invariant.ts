/** A promise of ours that did not hold: a bug, never a business refusal. The request dies with a 500 and an alert. */
export class InvariantViolation extends Error {
  override readonly name = "InvariantViolation";
}

/** Asserts what must be true whatever the input was; `message` names the rule (`INV-1 …`). */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InvariantViolation(message);
}
