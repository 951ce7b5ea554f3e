import type { Money } from "../money/money.ts";

/**
 * What we know of a payment at its provider.
 * `unknown`: we asked to confirm and got no answer; it is asked about by id, never repeated under a new key (PAY-1).
 */
export type PaymentStatus =
  | "none"
  | "created"
  | "pending"
  | "requires_action"
  | "unknown"
  | "paid"
  | "declined"
  | "cancelled"
  | "refunded";

export type Payment = {
  readonly provider: string;
  /** The buyer's payment method as the provider names it; forgotten once it was used. */
  readonly token: string | null;
  /** The provider's idempotency key for this attempt, made before asking. */
  readonly key: string;
  /** The provider's id, stored before the payment is confirmed. */
  readonly id: string | null;
  readonly amount: Money;
  readonly status: PaymentStatus;
  readonly nextActionUrl: string | null;
};

/** Whether the payment can no longer succeed: only then may what it was for be given to somebody else. */
export function isClosed(payment: Payment): boolean {
  return (
    payment.id === null ||
    payment.status === "declined" ||
    payment.status === "cancelled" ||
    payment.status === "refunded"
  );
}
