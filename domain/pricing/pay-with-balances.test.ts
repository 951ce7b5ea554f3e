import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sumMoney } from "../money/add-money.ts";
import { money } from "../money/money.ts";
import {
  BALANCES_MAX,
  type PaidWithBalances,
  payWithBalances,
  type SpendableBalance,
} from "./pay-with-balances.ts";

const NOW_MS = 1_000;
const eur = (amount: number) => money(amount, "EUR");

function pay(total: number, balances: readonly SpendableBalance[], nowMs = NOW_MS): PaidWithBalances {
  const paid = payWithBalances(eur(total), balances, nowMs);
  if (!paid.ok) throw new Error(`expected payments, got ${paid.refusal.code}`);
  return paid.value;
}

/**
 * Plays a table that a merchant can read.
 *
 *     card   g1 50.00 EUR until 2000   (cents, so 5000)
 *     pay    8000 -> g1 5000; due 3000
 */
function play(table: string): void {
  const balances: SpendableBalance[] = [];
  for (const line of table.trim().split("\n")) {
    const [given = "", expected] = line.trim().split(/ +-> +/);
    const [verb, name = "", amount, currency = "EUR", , until] = given.split(/ +/);
    if (verb === "pay") {
      const { payments, unspent, amountDue } = pay(Number(name), balances);
      const said = [
        ...payments.map(({ balanceId, amount }) => `${balanceId} ${amount.amount}`),
        ...unspent.map(({ balanceId, whyNot }) => `${balanceId} ${whyNot}`),
        `due ${amountDue.amount}`,
      ];
      expect(said.join("; "), line).toBe(expected);
      continue;
    }
    balances.push({
      balanceId: name,
      kind: verb === "card" ? "gift_card" : "store_credit",
      available: money(Number(amount), currency),
      expiresAtMs: until === undefined ? null : Number(until),
    });
  }
}

describe("payWithBalances", () => {
  test("pays a part, and leaves the rest to the provider", () => {
    play(`
      card g1 5000
      pay  8000 -> g1 5000; due 3000
    `);
  });

  test("pays all with a part of a card that has more, and nothing is due", () => {
    play(`
      card g1 5000
      pay  3000 -> g1 3000; due 0
      pay  5000 -> g1 5000; due 0
    `);
    expect(
      pay(3_000, [{ balanceId: "g1", kind: "gift_card", available: eur(5_000), expiresAtMs: null }]),
    ).toEqual({
      payments: [{ balanceId: "g1", kind: "gift_card", amount: eur(3_000), left: eur(2_000) }],
      unspent: [],
      paidByBalances: eur(3_000),
      amountDue: eur(0),
      explained: [
        {
          rule: "balance.gift_card",
          subject: "order",
          base: eur(5_000),
          amount: eur(-3_000),
          detail: { balanceId: "g1", left: 2_000 },
        },
      ],
    });
  });

  test("spends first what is lost first, then credit, then by id, however they were named", () => {
    play(`
      card   g2 1000
      card   g1 1000
      credit c1 1000
      card   g4 1000 EUR until 9000
      card   g3 1000 EUR until 5000
      credit c2 1000 EUR until 9000
      pay    2500 -> g3 1000; c2 1000; g4 500; c1 nothing_left_to_pay; g1 nothing_left_to_pay; g2 nothing_left_to_pay; due 0
      pay    5500 -> g3 1000; c2 1000; g4 1000; c1 1000; g1 1000; g2 500; due 0
    `);
  });

  test("passes over what has run out, is empty or is of another currency, and says why", () => {
    play(`
      card   old  1000 EUR until 1000
      card   last 1000 EUR until 1001
      card   zero 0
      credit debt -500
      card   usd  1000 USD
      pay    1500 -> last 1000; old expired; debt empty; usd other_currency; zero empty; due 500
    `);
  });

  test("spends the last cent and no more", () => {
    play(`
      card g1 1
      card g2 1
      pay  2 -> g1 1; g2 1; due 0
      pay  1 -> g1 1; g2 nothing_left_to_pay; due 0
      pay  0 -> g1 nothing_left_to_pay; g2 nothing_left_to_pay; due 0
    `);
  });

  test("leaves all to the provider where there are none", () => {
    play("pay 500 -> due 500");
  });

  test("refuses more than a cart may name", () => {
    const many = Array.from({ length: BALANCES_MAX + 1 }, (_, index): SpendableBalance => {
      return { balanceId: `g${index}`, kind: "gift_card", available: eur(1), expiresAtMs: null };
    });
    expect(pay(100, many.slice(1)).amountDue.amount).toBe(100 - BALANCES_MAX);
    expect(payWithBalances(eur(100), many, NOW_MS)).toEqual({
      ok: false,
      refusal: { code: "too_many_balances", given: BALANCES_MAX + 1, max: BALANCES_MAX },
    });
  });

  test("guards against one balance twice, and against a total below zero", () => {
    const card: SpendableBalance = {
      balanceId: "g1",
      kind: "gift_card",
      available: eur(1),
      expiresAtMs: null,
    };
    expect(() => pay(1, [card, card])).toThrow("BAL-1");
    expect(() => pay(-1, [card])).toThrow("BAL-1");
  });
});

describe("whatever the balances are", () => {
  const anyBalances: fc.Arbitrary<SpendableBalance[]> = fc.uniqueArray(
    fc.record({
      balanceId: fc.string({ minLength: 1, maxLength: 3 }),
      kind: fc.constantFrom("gift_card", "store_credit"),
      available: fc
        .tuple(fc.integer({ min: -100, max: 5_000 }), fc.constantFrom("EUR", "EUR", "USD"))
        .map(([amount, currency]) => money(amount, currency)),
      expiresAtMs: fc.option(fc.nat(2 * NOW_MS)),
    }),
    { selector: ({ balanceId }) => balanceId, maxLength: 8 },
  );
  const anyTotal = fc.nat(20_000);

  test("BAL-1 what they pay and what is due are the total, and neither is below zero", () => {
    fc.assert(
      fc.property(anyTotal, anyBalances, (total, balances) => {
        const { payments, paidByBalances, amountDue, explained } = pay(total, balances);
        const paid = sumMoney(
          payments.map(({ amount }) => amount),
          "EUR",
        ).amount;
        expect(paid).toBe(paidByBalances.amount);
        expect(paid + amountDue.amount).toBe(total);
        expect(Math.min(paid, amountDue.amount)).toBeGreaterThanOrEqual(0);
        expect(
          sumMoney(
            explained.map(({ amount }) => amount),
            "EUR",
          ).amount,
        ).toBe(0 - paid);
      }),
    );
  });

  test("BAL-1 none pays more than it has, in another currency, or after its end", () => {
    fc.assert(
      fc.property(anyTotal, anyBalances, (total, balances) => {
        const { payments, unspent } = pay(total, balances);
        expect(payments.length + unspent.length).toBe(balances.length);
        for (const { balanceId, amount, left } of payments) {
          const balance = balances.find((one) => one.balanceId === balanceId);
          expect(amount.amount).toBeGreaterThan(0);
          expect(left.amount).toBeGreaterThanOrEqual(0);
          expect(amount.amount + left.amount).toBe(balance?.available.amount);
          expect(balance?.available.currency).toBe("EUR");
          expect(balance?.expiresAtMs ?? NOW_MS + 1).toBeGreaterThan(NOW_MS);
        }
      }),
    );
  });

  test("BAL-1 something is due only when all that can pay is spent, and only the last one spent keeps anything", () => {
    fc.assert(
      fc.property(anyTotal, anyBalances, (total, balances) => {
        const { payments, unspent, amountDue } = pay(total, balances);
        for (const { left } of payments.slice(0, -1)) expect(left.amount).toBe(0);
        if (amountDue.amount === 0) return;
        expect(payments.at(-1)?.left.amount ?? 0).toBe(0);
        expect(unspent.map(({ whyNot }) => whyNot)).not.toContain("nothing_left_to_pay");
      }),
    );
  });

  test("BAL-1 the order in which they are named changes nothing", () => {
    const shuffled = anyBalances.chain((balances) =>
      fc.tuple(fc.constant(balances), fc.shuffledSubarray(balances, { minLength: balances.length })),
    );
    fc.assert(
      fc.property(anyTotal, shuffled, (total, [balances, others]) => {
        expect(JSON.stringify(pay(total, others))).toBe(JSON.stringify(pay(total, balances)));
      }),
    );
  });

  test("BAL-1 one more balance never makes more due", () => {
    fc.assert(
      fc.property(anyTotal, anyBalances, (total, balances) => {
        expect(pay(total, balances).amountDue.amount).toBeLessThanOrEqual(
          pay(total, balances.slice(1)).amountDue.amount,
        );
      }),
    );
  });
});
