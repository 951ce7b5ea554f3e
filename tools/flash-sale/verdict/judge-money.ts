import type { LedgerEntry } from "../../local-shop/ledger.ts";
import { type Books, type OrderBook, placed } from "./books.ts";
import { count, type Judge } from "./judgement.ts";

/** PAY-2 Money that was taken, and not given back, for something that nobody bought; or taken twice. */
export const judgeChargedForNothing: Judge = ({ books }) => {
  const name = "charged without order";
  if (books.payments === null) {
    const wrong = books.orders
      .filter(({ status, payment }) => status !== "placed" && payment === "paid")
      .map(({ id, status }) => `${id} is ${status}, and paid`);
    return {
      name,
      wrong,
      found: `${wrong.length} by the orders alone: ${UNREADABLE}`,
      isUnchecked: wrong.length === 0,
    };
  }
  const byOrder = paidByOrder(books.payments);
  const bought = new Set(placed(books).map(({ id }) => id));
  const wrong = [...byOrder].flatMap(([id, payments]) => {
    if (!bought.has(id)) return [`${sumUp(payments)} for ${id}, which is not placed`];
    return payments.length > 1 ? [`${id} was charged ${payments.length} times: ${sumUp(payments)}`] : [];
  });
  const paid = [...byOrder.values()].flat();
  return {
    name,
    wrong,
    found: `${wrong.length} of ${count(paid.length, "payment")} in the provider's ledger`,
  };
};

/** PAY-2, PAY-4 Something bought, and not paid for to the last cent. */
export const judgeUncharged: Judge = ({ books }) => {
  const name = "orders without charge";
  const orders = placed(books);
  const ordered = count(orders.length, "order");
  if (books.payments === null) {
    const unpaid = orders.filter(({ payment }) => payment !== "paid");
    const wrong = unpaid.map(({ id, payment }) => `${id} is placed, its payment ${payment}`);
    return {
      name,
      wrong,
      found: `${unpaid.length} of ${ordered}, by the orders alone`,
      isUnchecked: wrong.length === 0,
    };
  }
  const byOrder = paidByOrder(books.payments);
  const wrong = orders.flatMap((order) => findUnderpaid(order, byOrder.get(order.id) ?? []));
  return { name, wrong, found: `${wrong.length} of ${ordered}` };
};

const UNREADABLE = "the provider's ledger can't be read over HTTP";

function findUnderpaid({ id, total }: OrderBook, payments: readonly LedgerEntry[]): string[] {
  const [payment] = payments;
  if (!payment) return [`${id} was never charged`];
  const isExact = payment.amount === total.amount && payment.currency === total.currency;
  return isExact ? [] : [`${id} costs ${total.amount} ${total.currency}, charged ${sumUp([payment])}`];
}

function paidByOrder(payments: NonNullable<Books["payments"]>): Map<string, LedgerEntry[]> {
  return Map.groupBy(
    payments.filter(({ status }) => status === "paid"),
    ({ orderId }) => orderId,
  );
}

function sumUp(payments: readonly LedgerEntry[]): string {
  return payments.map(({ amount, currency }) => `${amount} ${currency}`).join(" + ");
}
