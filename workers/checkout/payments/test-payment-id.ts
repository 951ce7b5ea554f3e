import { TestOutcome } from "../../../contracts/rpc/test-payments.ts";
import { signMac, verifyMac } from "../../../platform/auth/mac.ts";

/** What a test payment's id says: like a real provider's metadata, it leads an event back to its attempt. */
export type TestPayment = { outcome: TestOutcome; key: string; amount: number; currency: string };

/** `testpay.ok.1999.EUR.<key>.<mac>`: the same ask always gets the same id, and nobody else can make one. */
export async function composeTestPaymentId(payment: TestPayment, secret: string): Promise<string> {
  const facts = [
    "testpay",
    payment.outcome,
    payment.amount,
    payment.currency,
    payment.key.replace(".", "-"),
  ].join(".");
  return `${facts}.${signMac(secret, facts)}`;
}

export async function readTestPaymentId(id: string, secret: string): Promise<TestPayment | null> {
  const [prefix, outcome, amount, currency, key, mac, ...rest] = id.split(".");
  const known = TestOutcome.safeParse(outcome);
  if (prefix !== "testpay" || !known.success || !amount || !currency || !key || !mac || rest.length > 0)
    return null;
  const facts = [prefix, outcome, amount, currency, key].join(".");
  if (!verifyMac(secret, facts, mac)) return null;
  return { outcome: known.data, key: key.replace("-", "."), amount: Number(amount), currency };
}
