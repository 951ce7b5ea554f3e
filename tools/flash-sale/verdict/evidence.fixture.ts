import { beginStory, type End, type Story } from "../buyers/story.ts";
import type { Books, OrderBook } from "./books.ts";
import type { Evidence } from "./judgement.ts";

export const SKU = "SALE-1";
const TOTAL = { amount: 5_390, currency: "EUR" };

/**
 * A sale of three units to five buyers, in which everything is right: 0 to 2 bought, 3 was refused for good, 4 has a
 * card that was declined. Tests spoil one thing at a time.
 */
export function rightEvidence(): Evidence {
  const stories = [0, 1, 2].map((buyer) => boughtBy(buyer));
  return {
    stories: [...stories, wentAway(3, "refused"), wentAway(4, "declined")],
    books: rightBooks(),
    traffic: { answered: 40, brokenOff: 2, lost: 0, failed: 0, failures: [] },
  };
}

export function boughtBy(buyer: number): Story {
  const told = { key: `key-${buyer}`, id: `order_${buyer}`, number: `N-${buyer}`, status: "placed" };
  return { ...wentAway(buyer, "bought"), told: [told, told] };
}

export function wentAway(buyer: number, end: End): Story {
  return {
    ...beginStory(buyer, [{ item: 0, units: 1 }]),
    carts: [{ id: `cart_${buyer}`, token: `token-${buyer}` }],
    linesKnown: 1,
    end,
  };
}

function rightBooks(): Books {
  const orders = [0, 1, 2].map(orderOf);
  const paid = orders.map(({ id }) => ({ orderId: id, status: "paid", ...TOTAL }));
  const audit = { balanced: true, on_hand: 3, held: 0, committed: 3, available: 0 };
  return {
    stock: [{ sku: SKU, handle: "sale-1", productId: "prod_1", variantId: "var_1", units: 3, audit }],
    carts: new Map(
      [0, 1, 2, 3, 4].map((n) => [
        `cart_${n}`,
        { status: n < 3 ? "completed" : "open", units: { [SKU]: 1 } },
      ]),
    ),
    orders,
    listed: orders.map(({ id }) => ({ id, status: "placed", units: 1 })),
    payments: [...paid, { orderId: "order_4", status: "declined", ...TOTAL }],
    settledMs: 300,
  };
}

export function orderOf(buyer: number): OrderBook {
  return {
    id: `order_${buyer}`,
    cartId: `cart_${buyer}`,
    number: `N-${buyer}`,
    status: "placed",
    units: { [SKU]: 1 },
    total: TOTAL,
    payment: "paid",
  };
}
