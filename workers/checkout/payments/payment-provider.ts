import type { Money } from "../../../domain/money/money.ts";

/** What a provider says of a payment. `unknown`: no answer came, so the money may or may not have moved. */
export type PaymentOutcome =
  | { status: "paid" | "pending" | "cancelled" | "refunded" | "unconfirmed" | "unknown" }
  | { status: "declined"; reason: string }
  | { status: "requires_action"; nextActionUrl: string | null };

/**
 * A payment provider, in two steps: `create` is harmless and gives an id that is stored before `confirm` takes the
 * money. Every call may be repeated with the same key. A throw means `unknown`.
 */
export interface PaymentProvider {
  create(ask: {
    key: string;
    amount: Money;
    token: string | null;
  }): Promise<{ kind: "created"; paymentId: string } | { kind: "refused"; reason: string }>;
  confirm(ask: { paymentId: string; key: string; token: string | null }): Promise<PaymentOutcome>;
  retrieve(ask: { paymentId: string }): Promise<PaymentOutcome>;
  /** Closes a payment for good, unless it was paid already. */
  cancel(ask: { paymentId: string; key: string }): Promise<PaymentOutcome>;
  refund(ask: { paymentId: string; key: string; amount: Money }): Promise<PaymentOutcome>;
}
