/** A payment as the test provider keeps it, and the order it was for. */
export type LedgerEntry = {
  orderId: string;
  status: string;
  amount: number;
  currency: string;
};

type Payment = { paymentId: string; status: string; amount: number; currency: string };

/** Asks the auditor for every payment there was. */
export async function readLedger(auditorUrl: string): Promise<LedgerEntry[]> {
  const answer = await fetch(new URL("/payments", auditorUrl));
  const { payments } = (await answer.json()) as { payments: Payment[] };
  return payments.map(({ paymentId, ...payment }) => ({ orderId: orderOfPayment(paymentId), ...payment }));
}

/** A test payment's id names the record and attempt it is for: `testpay.ok.1999.EUR.<record>-<attempt>.<mac>`. */
export function orderOfPayment(paymentId: string): string {
  const record = paymentId.split(".")[4]?.split("-")[0];
  if (!record) throw new Error(`${paymentId} names no order`);
  return `order_${record}`;
}
