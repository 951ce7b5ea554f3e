import type {
  TestOutcome,
  TestPaymentStatus,
  TestPaymentsRpc,
} from "../../../contracts/rpc/test-payments.ts";
import type { PaymentOutcome, PaymentProvider } from "./payment-provider.ts";
import { composeTestPaymentId, readTestPaymentId } from "./test-payment-id.ts";

/** The buyer's token chooses what happens. */
const OUTCOMES: Record<string, TestOutcome> = {
  tok_ok: "ok",
  tok_declined: "declined",
  tok_authentication_required: "authentication_required",
  tok_pending: "pending",
  tok_unknown_paid: "unknown_paid",
  tok_unknown_unpaid: "unknown_unpaid",
};

/** The built-in provider for development and preview: it moves no money and keeps a ledger as a real one would. */
export class TestProvider implements PaymentProvider {
  readonly #ledger: TestPaymentsRpc;
  readonly #secret: string;

  constructor(ledger: TestPaymentsRpc, secret: string) {
    this.#ledger = ledger;
    this.#secret = secret;
  }

  async create({
    key,
    amount,
    token,
  }: Parameters<PaymentProvider["create"]>[0]): ReturnType<PaymentProvider["create"]> {
    const outcome = OUTCOMES[token ?? ""];
    if (!outcome) return { kind: "refused", reason: "no_such_payment_method" };
    const payment = { outcome, key, amount: amount.amount, currency: amount.currency };
    return { kind: "created", paymentId: await composeTestPaymentId(payment, this.#secret) };
  }

  async confirm({ paymentId }: Parameters<PaymentProvider["confirm"]>[0]): Promise<PaymentOutcome> {
    const payment = await readTestPaymentId(paymentId, this.#secret);
    if (!payment) return { status: "declined", reason: "no_such_payment" };
    const { outcome, amount, currency } = payment;
    const status = await this.#ledger.confirm({ paymentId, amount, currency, outcome });
    // The answer that never arrives.
    if (outcome === "unknown_paid" || outcome === "unknown_unpaid") return { status: "unknown" };
    return outcomeOf(status, paymentId);
  }

  async retrieve({ paymentId }: { paymentId: string }): Promise<PaymentOutcome> {
    return outcomeOf(await this.#ledger.retrieve({ paymentId }), paymentId);
  }

  async cancel({ paymentId }: { paymentId: string }): Promise<PaymentOutcome> {
    return outcomeOf(await this.#ledger.cancel({ paymentId }), paymentId);
  }

  async refund({ paymentId }: { paymentId: string }): Promise<PaymentOutcome> {
    return outcomeOf(await this.#ledger.refund({ paymentId }), paymentId);
  }
}

function outcomeOf(status: TestPaymentStatus, paymentId: string): PaymentOutcome {
  switch (status) {
    case "created":
      return { status: "unconfirmed" };
    case "declined":
      return { status, reason: "declined_by_bank" };
    case "requires_action":
      return { status, nextActionUrl: `/v1/webhooks/test?payment_id=${encodeURIComponent(paymentId)}` };
    default:
      return { status };
  }
}
