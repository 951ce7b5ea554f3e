import { expect, it } from "vitest";
import { composeTestPaymentId } from "../../workers/checkout/payments/test-payment-id.ts";
import { orderOfPayment } from "./ledger.ts";

it("reads the order out of a payment's id", async () => {
  const payment = {
    outcome: "unknown_paid",
    key: "001037k3mq9xa2tc5rnw8vj4e.2",
    amount: 5_390,
    currency: "EUR",
  } as const;
  const id = await composeTestPaymentId(payment, "a secret that is longer than 32 characters");
  expect(orderOfPayment(id)).toBe("order_001037k3mq9xa2tc5rnw8vj4e");
  expect(() => orderOfPayment("testpay.ok")).toThrow("names no order");
});
