import { DurableObject } from "cloudflare:workers";
import {
  AskTestPayment,
  ConfirmTestPayment,
  type TestOutcome,
  TestPaymentHappening,
  type TestPaymentStatus,
  type TestPaymentsRpc,
} from "../../contracts/rpc/test-payments.ts";

const AFTER_CONFIRM: Record<TestOutcome, TestPaymentStatus> = {
  ok: "paid",
  declined: "declined",
  authentication_required: "requires_action",
  pending: "pending",
  unknown_paid: "paid",
  unknown_unpaid: "declined",
};
const LEDGER_MAX = 100_000;

/**
 * The ledger of the built-in test provider, for development and preview: it keeps what a real provider would keep,
 * so that "charged" is a fact of its own which tests can hold against the orders.
 */
export class TestPayments extends DurableObject implements TestPaymentsRpc {
  readonly #sql: SqlStorage;

  constructor(ctx: DurableObjectState, env: unknown) {
    super(ctx, env as never);
    this.#sql = ctx.storage.sql;
    this.#sql.exec(`CREATE TABLE IF NOT EXISTS payment (id TEXT PRIMARY KEY, status TEXT NOT NULL,
      amount INTEGER NOT NULL, currency TEXT NOT NULL) WITHOUT ROWID`);
  }

  async confirm(input: Parameters<TestPaymentsRpc["confirm"]>[0]): Promise<TestPaymentStatus> {
    const ask = ConfirmTestPayment.parse(input);
    this.#sql.exec(
      "INSERT INTO payment (id, status, amount, currency) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
      ask.paymentId,
      AFTER_CONFIRM[ask.outcome],
      ask.amount,
      ask.currency,
    );
    return this.#status(ask.paymentId);
  }

  async retrieve(input: { paymentId: string }): Promise<TestPaymentStatus> {
    return this.#status(AskTestPayment.parse(input).paymentId);
  }

  async cancel(input: { paymentId: string }): Promise<TestPaymentStatus> {
    const { paymentId } = AskTestPayment.parse(input);
    this.#sql.exec(
      `INSERT INTO payment (id, status, amount, currency) VALUES (?, 'cancelled', 0, '')
       ON CONFLICT DO UPDATE SET status = 'cancelled' WHERE status IN ('requires_action', 'pending')`,
      paymentId,
    );
    return this.#status(paymentId);
  }

  async refund(input: { paymentId: string }): Promise<TestPaymentStatus> {
    const { paymentId } = AskTestPayment.parse(input);
    this.#sql.exec("UPDATE payment SET status = 'refunded' WHERE id = ? AND status = 'paid'", paymentId);
    return this.#status(paymentId);
  }

  async happen(input: { paymentId: string; status: "paid" | "declined" }): Promise<TestPaymentStatus> {
    const { paymentId, status } = TestPaymentHappening.parse(input);
    // A payment that was never confirmed can't change by itself.
    this.#sql.exec(
      "UPDATE payment SET status = ? WHERE id = ? AND status IN ('requires_action', 'pending', 'cancelled')",
      status,
      paymentId,
    );
    return this.#status(paymentId);
  }

  async ledger(): ReturnType<TestPaymentsRpc["ledger"]> {
    return this.#sql
      .exec<{ paymentId: string; status: TestPaymentStatus; amount: number; currency: string }>(
        "SELECT id AS paymentId, status, amount, currency FROM payment LIMIT ?",
        LEDGER_MAX,
      )
      .toArray();
  }

  #status(paymentId: string): TestPaymentStatus {
    const [row] = this.#sql
      .exec<{ status: TestPaymentStatus }>("SELECT status FROM payment WHERE id = ?", paymentId)
      .toArray();
    return row?.status ?? "created";
  }
}
