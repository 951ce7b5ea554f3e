import type { receiveTestProviderEvent as spec } from "../../../contracts/http/webhook-routes.ts";
import type { Fact } from "../../../contracts/rpc/orders.ts";
import { readOrderId } from "../../../domain/kernel/record-id.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import { runCheckout } from "../buy/run-checkout.ts";
import type { CheckoutEnv } from "../env.ts";
import { ordersOf } from "../shop.ts";
import { testLedger } from "./providers.ts";
import { readTestPaymentId } from "./test-payment-id.ts";

/** Something happened at the test provider: stored in the order before it is acknowledged, acted on afterwards. */
export async function receiveTestProviderEvent({
  body,
  env,
  waitUntil,
}: Call<typeof spec, CheckoutEnv>): Promise<Reply<typeof spec>> {
  const ledger = testLedger(env);
  const payment = ledger && (await readTestPaymentId(body.payment_id, env.CART_TOKEN_KEY));
  const [record = "", attempt = ""] = payment?.key.split(".") ?? [];
  const id = readOrderId(`order_${record}`);
  if (!ledger || !payment || !id) throw problem("not_found");

  const paymentId = body.payment_id;
  const status = await ledger.happen({
    paymentId,
    status: body.type === "payment.succeeded" ? "paid" : "declined",
  });
  const fact = factOf(status, paymentId);
  const orders = await ordersOf(env, id);
  const reported = await orders.report({ id, attempt: Number(attempt), facts: fact ? [fact] : [] });
  if (reported.kind === "missing") throw problem("not_found");

  if (reported.learned) waitUntil(runCheckout(env, orders, reported.record, reported.work, () => false));
  return { status: 200, body: { received: true } };
}

/** What the provider's own status means; an event that changed nothing there changes nothing here. */
function factOf(status: string, paymentId: string): Fact | null {
  if (status === "paid") return { kind: "payment_paid", paymentId };
  if (status === "declined") return { kind: "payment_declined", paymentId, reason: "declined_by_bank" };
  return null;
}
