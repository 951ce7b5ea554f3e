import { describe, expect, it } from "vitest";
import type { Story } from "../buyers/story.ts";
import type { Books, OrderBook } from "./books.ts";
import { boughtBy, orderOf, rightEvidence, SKU, wentAway } from "./evidence.fixture.ts";
import type { Evidence } from "./judgement.ts";
import { ALWAYS, IN_PEACE, judgeAll } from "./verdict.ts";

const judge = (evidence: Evidence) => judgeAll([...ALWAYS, ...IN_PEACE], evidence);
const brokenBy = (evidence: Evidence) =>
  Object.fromEntries(
    judge(evidence)
      .filter(({ wrong }) => wrong.length > 0)
      .map(({ name, wrong }) => [name, wrong]),
  );

type Spoil = (evidence: Evidence) => Evidence;
const withBooks =
  (change: (books: Books) => Partial<Books>): Spoil =>
  (evidence) => ({ ...evidence, books: { ...evidence.books, ...change(evidence.books) } });
const withAudit = (change: Partial<Books["stock"][number]["audit"]>): Spoil =>
  withBooks(({ stock }) => ({
    stock: stock.map((item) => ({ ...item, audit: { ...item.audit, ...change } })),
  }));
const withOrder = (buyer: number, change: Partial<OrderBook>): Spoil =>
  withBooks(({ orders }) => ({
    orders: orders.map((order, index) => (index === buyer ? { ...order, ...change } : order)),
  }));
const withStory =
  (buyer: number, change: (story: Story) => Partial<Story>): Spoil =>
  (evidence) => ({
    ...evidence,
    stories: evidence.stories.map((story, index) =>
      index === buyer ? { ...story, ...change(story) } : story,
    ),
  });
const withTraffic =
  (change: Partial<Evidence["traffic"]>): Spoil =>
  (evidence) => ({ ...evidence, traffic: { ...evidence.traffic, ...change } });
const all =
  (...spoils: Spoil[]): Spoil =>
  (evidence) =>
    spoils.reduce((spoilt, spoil) => spoil(spoilt), evidence);

/** One thing too many was sold, and everything else follows: the order is charged, listed and committed. */
const sellAnother: Spoil = all(
  withBooks(({ orders, listed, payments, carts }) => ({
    orders: [...orders, orderOf(3)],
    listed: [...listed, { id: "order_3", status: "placed", units: 1 }],
    payments: [...(payments ?? []), { orderId: "order_3", status: "paid", amount: 5_390, currency: "EUR" }],
    carts,
  })),
  withStory(3, () => boughtBy(3)),
);

describe("the verdict", () => {
  it("is right when everything is", () => {
    expect(brokenBy(rightEvidence())).toEqual({});
  });

  const rows: [what: string, spoil: Spoil, broken: Record<string, string[]>][] = [
    [
      "more units in orders than there were",
      all(sellAnother, withAudit({ committed: 4, available: -1 })),
      { oversold: [`${SKU}: 1 more than there were`] },
    ],
    [
      "more units committed than there were, in an order that nobody knows of",
      withAudit({ committed: 5, available: -2 }),
      {
        oversold: [`${SKU}: 2 more than there were`],
        "audit out of balance": [`${SKU}: committed is 5, not 3`],
      },
    ],
    [
      "a unit that is left though a buyer was refused for good",
      all(
        withAudit({ committed: 2, available: 1 }),
        withBooks(({ orders, listed, payments }) => ({
          orders: orders.slice(0, 2),
          listed: listed.slice(0, 2),
          payments: payments?.filter(({ orderId }) => orderId !== "order_2") ?? null,
        })),
        withStory(2, () => ({ told: [], end: "refused" })),
      ),
      {
        "unsold while wanted": [
          "buyer 2 was refused for good, and the units are there",
          "buyer 3 was refused for good, and the units are there",
        ],
      },
    ],
    [
      "two carts under one key",
      withStory(3, ({ carts }) => ({ carts: [...carts, { id: "cart_other", token: "" }] })),
      { "duplicate orders": ["buyer 3 got 2 carts under one key"] },
    ],
    [
      "two orders for one cart, as the buyer was told",
      withStory(0, ({ told }) => ({
        told: [...told, { key: "key-0", id: "order_9", number: "N-9", status: "pending" }],
      })),
      { "duplicate orders": ["buyer 0 got 2 orders for one cart"] },
    ],
    [
      "two orders of one cart, as the shop says",
      withOrder(1, { cartId: "cart_0" }),
      { "duplicate orders": ["cart_0 became several orders"] },
    ],
    [
      "one number for two orders",
      withOrder(1, { number: "N-0" }),
      { "duplicate orders": ["N-0 is the number of several orders"] },
    ],
    [
      "one order for two buyers",
      withStory(3, () => ({ told: boughtBy(0).told })),
      { "duplicate orders": ["order_0 was shown to several buyers"] },
    ],
    [
      "an acknowledged order that is gone",
      all(
        withBooks(({ orders, listed, payments }) => ({
          orders: orders.slice(1),
          listed: listed.slice(1),
          payments: payments?.slice(1) ?? null,
        })),
        withAudit({ committed: 2, on_hand: 3, available: 1 }),
        withStory(3, () => ({ end: "gave_up" })),
      ),
      { "acknowledged orders lost": ["order_0 of buyer 0 is gone"] },
    ],
    [
      "an acknowledged cart that is gone",
      withBooks(({ carts }) => ({ carts: new Map([...carts, ["cart_4", null]]) })),
      { "acknowledged carts lost": ["cart_4 of buyer 4 is gone"] },
    ],
    [
      "a cart that lost its line",
      withBooks(({ carts }) => ({ carts: new Map([...carts, ["cart_4", { status: "open", units: {} }]]) })),
      { "acknowledged carts lost": ["cart_4 has 0 of 1 units"] },
    ],
    [
      "a checkout that never ended",
      withBooks(({ orders }) => ({ orders: [...orders, { ...orderOf(3), status: "pending" }] })),
      { "unfinished checkouts": ["order_3 is pending"] },
    ],
    [
      "money for an order that was cancelled",
      withBooks(({ orders, payments }) => ({
        orders: [...orders, { ...orderOf(4), status: "cancelled" }],
        payments: [...(payments ?? []), { orderId: "order_4", status: "paid", amount: 1, currency: "EUR" }],
      })),
      { "charged without order": ["1 EUR for order_4, which is not placed"] },
    ],
    [
      "money that was taken twice",
      withBooks(({ payments }) => ({
        payments: [
          ...(payments ?? []),
          { orderId: "order_0", status: "paid", amount: 5_390, currency: "EUR" },
        ],
      })),
      { "charged without order": ["order_0 was charged 2 times: 5390 EUR + 5390 EUR"] },
    ],
    [
      "an order that nobody paid for",
      withBooks(({ payments }) => ({ payments: payments?.slice(1) ?? null })),
      { "orders without charge": ["order_0 was never charged"] },
    ],
    [
      "an order that was paid for with too little",
      withBooks(({ payments }) => ({
        payments:
          payments?.map((entry, index) => (index === 0 ? { ...entry, amount: 4_900 } : entry)) ?? null,
      })),
      { "orders without charge": ["order_0 costs 5390 EUR, charged 4900 EUR"] },
    ],
    [
      "an order that is paid for in another currency",
      withOrder(0, { total: { amount: 5_390, currency: "JPY" } }),
      { "orders without charge": ["order_0 costs 5390 JPY, charged 5390 EUR"] },
    ],
    [
      "units that are held by nobody",
      withBooks(({ stock }) => ({
        stock: stock.map((item) => ({
          ...item,
          units: 5,
          audit: { ...item.audit, on_hand: 5, held: 2, available: 0 },
        })),
      })),
      { "stranded holds": [`${SKU}: 2 units held by nobody`] },
    ],
    [
      "an audit that is not balanced",
      withAudit({ balanced: false }),
      { "audit out of balance": [`${SKU}: balanced is false, not true`] },
    ],
    [
      "units on hand that came from nowhere",
      withAudit({ on_hand: 4, available: 1 }),
      {
        "audit out of balance": [`${SKU}: on_hand is 4, not 3`],
        "unsold while wanted": ["buyer 3 was refused for good, and the units are there"],
      },
    ],
    [
      "figures that do not add up",
      all(withAudit({ available: -1 })),
      { "audit out of balance": [`${SKU}: available is -1, which does not add up`] },
    ],
    [
      "an order that the list lacks",
      withBooks(({ listed }) => ({ listed: listed.slice(1) })),
      { "staff list differs": ["order_0 is not listed"] },
    ],
    [
      "a listed order that nobody bought",
      withBooks(({ listed }) => ({ listed: [...listed, { id: "order_8", status: "placed", units: 1 }] })),
      { "staff list differs": ["order_8 is listed as placed, and nobody bought it"] },
    ],
    [
      "an order that the list says otherwise of",
      withBooks(({ listed }) => ({
        listed: listed.map((order, index) =>
          index === 0 ? { ...order, status: "pending" } : { ...order, units: 2 },
        ),
      })),
      {
        "staff list differs": [
          "order_0 is listed as pending",
          "order_1 is listed with 2 units, not 1",
          "order_2 is listed with 2 units, not 1",
        ],
      },
    ],
    [
      "an answer that fits nothing",
      withStory(3, () => ({ surprises: ["buyer 3: POST /x answered 404 not_found"], end: "failed" })),
      { "other refusals": ["buyer 3: POST /x answered 404 not_found"] },
    ],
    [
      "an answer of 500",
      withTraffic({ failed: 1, failures: ["complete 500 internal_error"] }),
      { "server errors": ["1 answer of 500 and above", "complete 500 internal_error"] },
    ],
    [
      "a request that nobody answered",
      withTraffic({ lost: 3 }),
      { "unanswered requests": ["3 requests got no answer"] },
    ],
  ];

  it.each(rows)("sees %s", (_, spoil, broken) => {
    expect(brokenBy(spoil(rightEvidence()))).toEqual(broken);
  });

  it("breaks every one of its promises in these tests", () => {
    const seen = new Set(rows.flatMap(([, , broken]) => Object.keys(broken)));
    expect(seen).toEqual(new Set(judge(rightEvidence()).map(({ name }) => name)));
  });

  it("allows a unit that nobody wanted any more when it came back", () => {
    const spoil = all(
      withAudit({ committed: 2, available: 1 }),
      withBooks(({ orders, listed, payments }) => ({
        orders: orders.slice(0, 2),
        listed: listed.slice(0, 2),
        payments: payments?.filter(({ orderId }) => orderId !== "order_2") ?? null,
      })),
      withStory(2, () => ({ told: [], end: "walked_away" })),
      withStory(3, () => wentAway(3, "gave_up")),
    );
    const evidence = spoil(rightEvidence());
    expect(brokenBy(evidence)).toEqual({});
    expect(judge(evidence).find(({ name }) => name === "unsold while wanted")?.found).toBe(
      "1 unit left; 1 buyer went before the last holds had ended",
    );
  });
});

describe("without the provider's ledger, the verdict", () => {
  const hide = withBooks(() => ({ payments: null }));

  it("says what it could not check", () => {
    const unchecked = judge(hide(rightEvidence())).filter(({ isUnchecked }) => isUnchecked);
    expect(unchecked.map(({ name }) => name)).toEqual(["charged without order", "orders without charge"]);
  });

  it("still sees what the orders themselves give away", () => {
    const spoil = all(
      hide,
      withOrder(0, { payment: "pending" }),
      withBooks(({ orders }) => ({ orders: [...orders, { ...orderOf(4), status: "cancelled" }] })),
    );
    expect(brokenBy(spoil(rightEvidence()))).toEqual({
      "charged without order": ["order_4 is cancelled, and paid"],
      "orders without charge": ["order_0 is placed, its payment pending"],
    });
  });
});
