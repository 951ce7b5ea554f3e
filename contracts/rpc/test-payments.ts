import { z } from "zod";

/** What the built-in test provider does with a payment; the buyer's token chooses it. */
export const TestOutcome = z.enum([
  "ok",
  "declined",
  "authentication_required",
  "pending",
  "unknown_paid",
  "unknown_unpaid",
]);
export type TestOutcome = z.infer<typeof TestOutcome>;

export const TestPaymentStatus = z.enum([
  "created",
  "requires_action",
  "pending",
  "paid",
  "declined",
  "cancelled",
  "refunded",
]);
export type TestPaymentStatus = z.infer<typeof TestPaymentStatus>;

const PaymentId = z.string().min(1).max(128);

/** The ledger of the test provider: the provider's truth, which we only ever learn by asking. */
export interface TestPaymentsRpc {
  /** Takes the money as the payment's outcome says. Idempotent: a second confirm answers with what the first did. */
  confirm(ask: {
    paymentId: string;
    amount: number;
    currency: string;
    outcome: TestOutcome;
  }): Promise<TestPaymentStatus>;
  /** What the provider knows; `created` for a payment that was never confirmed. */
  retrieve(ask: { paymentId: string }): Promise<TestPaymentStatus>;
  /** Closes a payment that has not succeeded; answers with its status, which is `paid` when it was too late. */
  cancel(ask: { paymentId: string }): Promise<TestPaymentStatus>;
  refund(ask: { paymentId: string }): Promise<TestPaymentStatus>;
  /** What happens at the provider while nobody asks: money arrives, even after a cancel, or the buyer's bank declines. */
  happen(ask: { paymentId: string; status: "paid" | "declined" }): Promise<TestPaymentStatus>;
  /** Every payment there was, with what became of it: what tests compare orders with. */
  ledger(): Promise<{ paymentId: string; status: TestPaymentStatus; amount: number; currency: string }[]>;
}

export const ConfirmTestPayment = z.object({
  paymentId: PaymentId,
  amount: z.int().min(0),
  currency: z.string().length(3),
  outcome: TestOutcome,
});
export const AskTestPayment = z.object({ paymentId: PaymentId });
export const TestPaymentHappening = z.object({
  paymentId: PaymentId,
  status: z.enum(["paid", "declined"]),
});
