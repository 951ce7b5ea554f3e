import { describe, expect, it } from "vitest";
import type { OrderRecord } from "../order/record.ts";
import { advance } from "./advance.ts";
import { begun, lineIn, openRecord } from "./attempt.fixtures.ts";
import { beginAttempt } from "./begin-attempt.ts";
import type { Fact } from "./facts.ts";
import { dropEarlyHold, EARLY_HOLDS_MAX, holdEarly } from "./hold-early.ts";
import { planOf } from "./plan-of.ts";

const HOLD_0 = "001030123456789abcdefghjk.1.1";
const HOLD_1 = "001030123456789abcdefghjk.1.2";
const short = { itemId: "inv", asked: 1, available: 0, mayReturn: false };

/** The words of the tables below. */
const FACTS: Record<string, Fact> = {
  "stock held in 0": { kind: "stock_held", holdId: HOLD_0 },
  "stock held in 1": { kind: "stock_held", holdId: HOLD_1 },
  "stock refused in 1": { kind: "stock_refused", holdId: HOLD_1, shortages: [short] },
  "hold ended in 1": { kind: "hold_ended", holdId: HOLD_1 },
  "stock held in 1 again": { kind: "stock_held", holdId: "001030123456789abcdefghjk.1.3" },
  "released in 0": { kind: "stock_released", holdId: HOLD_0 },
  "released in 1": { kind: "stock_released", holdId: HOLD_1 },
  "committed in 0": { kind: "stock_committed", holdId: HOLD_0 },
  "committed in 1": { kind: "stock_committed", holdId: HOLD_1 },
  "held late in 0": { kind: "stock_held", holdId: "001030123456789abcdefghjk.1.3" },
  "held late in 1": { kind: "stock_held", holdId: "001030123456789abcdefghjk.1.4" },
  "refused late in 1": {
    kind: "stock_refused",
    holdId: "001030123456789abcdefghjk.1.4",
    shortages: [short],
  },
  "released late in 1": { kind: "stock_released", holdId: "001030123456789abcdefghjk.1.4" },
  "refunded there": { kind: "payment_refunded", paymentId: "pay" },
  "released late in 0": { kind: "stock_released", holdId: "001030123456789abcdefghjk.1.3" },
  created: { kind: "payment_created", paymentId: "pay" },
  "create refused": { kind: "payment_refused", reason: "no_such_method" },
  paid: { kind: "payment_paid", paymentId: "pay" },
  declined: { kind: "payment_declined", paymentId: "pay", reason: "no_funds" },
  unknown: { kind: "payment_unknown", paymentId: "pay" },
  pending: { kind: "payment_pending", paymentId: "pay" },
  "never confirmed": { kind: "payment_unconfirmed", paymentId: "pay" },
  cancelled: { kind: "payment_cancelled", paymentId: "pay" },
  refunded: { kind: "payment_refunded", paymentId: "pay" },
  "the deadline passes": { kind: "deadline_passed" },
};

const state = (record: OrderRecord) => record.attempts.at(-1)?.state;
const todo = (record: OrderRecord) => {
  const attempt = record.attempts.at(-1);
  return attempt ? planOf(attempt).map((stage) => stage.map((command) => command.kind).join(" + ")) : [];
};

function noFact(name: string): never {
  throw new Error(`the table names "${name}", which is no fact`);
}

/** Plays a table: what is reported together, then `-> state, what is left to do`; `-> nothing new` for what changes nothing. */
function play(table: string, from = begun()): OrderRecord {
  let record = from;
  const lines = table.split("\n").map((row) => row.trim());
  for (const line of lines.filter((row) => row !== "")) {
    const [words = "", wanted = ""] = line.split("->").map((part) => part.trim());
    const facts = words.split(" and ").map((name) => FACTS[name] ?? noFact(name));
    const after = advance(record, 1, facts, 1_000);
    record = after.record;
    if (wanted === "") continue;
    if (wanted === "nothing new") {
      expect(after.applied, line).toEqual([]);
      continue;
    }
    const [wantedState, wantedTodo] = wanted.split(",").map((part) => part.trim());
    expect(state(record), line).toBe(wantedState);
    if (wantedTodo !== undefined)
      expect(todo(record).join(" then "), line).toBe(wantedTodo.replace("nothing", ""));
  }
  return record;
}

const SECURED = `
  stock held in 0
  stock held in 1
  created -> confirming, confirm_payment
`;

describe("a checkout places", () => {
  it("what is held and paid, once", () => {
    const record = play(`
      stock held in 0     -> securing, hold_stock then create_payment
      stock held in 0     -> nothing new
      stock held in 1     -> securing, create_payment
      created             -> confirming, confirm_payment
      paid                -> placed, commit_stock + commit_stock
      paid                -> nothing new
      declined            -> nothing new
      the deadline passes -> nothing new
      committed in 0      -> placed, commit_stock
      committed in 1      -> settled, nothing
      released in 1       -> nothing new
    `);
    expect(record).toMatchObject({ status: "placed", sequence: 1, placedAtMs: 1_000 });
    expect(record.attempts[0]?.payment.token).toBeNull();
  });

  it("a payment whose outcome was unknown, by asking for it", () => {
    play(`
      ${SECURED}
      unknown -> asking, retrieve_payment
      unknown -> nothing new
      paid    -> placed
    `);
  });

  it("a payment whose confirm was lost on the way, by the same key", () => {
    play(`
      ${SECURED}
      unknown         -> asking, retrieve_payment
      never confirmed -> confirming, confirm_payment
      paid            -> placed
    `);
  });

  it("a payment that arrived while it was being cancelled, by holds that replace those being released", () => {
    const record = play(`
      ${SECURED}
      pending             -> asking
      the deadline passes -> undoing, cancel_payment then release_stock + release_stock
      paid                -> resecuring, hold_stock + hold_stock
      released in 0       -> resecuring, hold_stock + hold_stock
      held late in 0
      held late in 1      -> placed, commit_stock + commit_stock
    `);
    expect(record).toMatchObject({ status: "placed", cancelReason: null });
  });

  it("money that came after the end, if the stock can be held once more", () => {
    const record = play(`
      ${SECURED}
      pending
      the deadline passes
      cancelled           -> undoing, release_stock + release_stock
      released in 0
      released in 1       -> refused, nothing
      paid                -> resecuring, hold_stock + hold_stock
      held late in 0
      held late in 1      -> placed, commit_stock + commit_stock
    `);
    expect(record).toMatchObject({ status: "placed", cancelReason: null, sequence: 2 });
  });

  it("a hold that had ended, under another name", () => {
    play(`
      stock held in 0
      hold ended in 1       -> securing, hold_stock then create_payment
      stock held in 1       -> nothing new
      stock held in 1 again -> securing, create_payment
    `);
  });
});

describe("a checkout undoes", () => {
  it("what it held when one line is short, and opens the cart again", () => {
    const record = play(`
      stock held in 0 and stock refused in 1 -> undoing, release_stock
      released in 0                          -> refused, nothing
    `);
    expect(record).toMatchObject({ status: "open", sequence: 0 });
    expect(record.attempts[0]?.refusal).toEqual({ code: "insufficient_stock", shortages: [short] });
  });

  it("a declined payment, and releases only afterwards", () => {
    const record = play(`
      ${SECURED}
      declined      -> undoing, release_stock + release_stock
      released in 0 -> undoing
      released in 1 -> refused
    `);
    expect(record.status).toBe("open");
  });

  it("a payment method that the provider refuses to begin with", () => {
    play(`
      stock held in 0
      stock held in 1
      create refused -> undoing, release_stock + release_stock
    `);
  });

  it("a payment that did not come in time: cancelled there, then released here", () => {
    const record = play(`
      ${SECURED}
      pending             -> asking
      the deadline passes -> undoing, cancel_payment then release_stock + release_stock
      unknown             -> undoing, cancel_payment then release_stock + release_stock
      cancelled           -> undoing, release_stock + release_stock
      released in 0
      released in 1       -> refused
    `);
    expect(record).toMatchObject({
      status: "cancelled",
      cancelReason: "payment_deadline_passed",
      sequence: 1,
    });
  });

  it("late money that finds no stock, in full, and stays cancelled", () => {
    const record = play(`
      ${SECURED}
      pending
      the deadline passes
      cancelled
      released in 0
      released in 1
      paid               -> resecuring
      held late in 0 and refused late in 1 -> refunding, refund_payment then release_stock + release_stock + release_stock
      refunded                             -> refunding, release_stock + release_stock + release_stock
      released late in 0 and released late in 1 -> refunding, release_stock
      released in 1                        -> refused, nothing
      paid                                 -> nothing new
    `);
    expect(record).toMatchObject({ status: "cancelled", sequence: 2 });
  });

  it("a payment that ended at the provider without us: refunded or cancelled there", () => {
    for (const ended of ["refunded there", "cancelled"]) {
      play(`
        ${SECURED}
        pending       -> asking
        ${ended}      -> undoing, release_stock + release_stock
        released in 0
        released in 1 -> refused
      `);
    }
  });

  it("late money of a cart that has changed since, without asking for stock", () => {
    const open = play(`
      ${SECURED}
      declined
      released in 0
      released in 1 -> refused
    `);
    play("paid -> refunding, refund_payment", { ...open, contentVersion: 2 });
  });

  it("late money of an older attempt, and leaves the order that was placed alone", () => {
    const open = play(`
      ${SECURED}
      declined
      released in 0
      released in 1 -> refused
    `);
    const second = begun(open, 2_000);
    const paidTwice = advance(second, 1, [{ kind: "payment_paid", paymentId: "pay" }], 3_000).record;
    expect(paidTwice.attempts.map((attempt) => attempt.state)).toEqual(["refunding", "securing"]);
    const returned = advance(paidTwice, 1, [{ kind: "payment_refunded", paymentId: "pay" }], 4_000);
    expect(returned.events).toEqual(["order.payment_returned"]);
    expect(returned.record.status).toBe("checking_out");
  });

  it("a refused leg too, when it was asked for again after a lost answer", () => {
    play(`
      stock held in 0    -> securing
      stock refused in 1 -> undoing, release_stock + release_stock
    `);
  });

  it("a refused leg too, once a second executor may have asked for it again", () => {
    const record = begun();
    const twoExecutors = {
      ...record,
      attempts: record.attempts.map((attempt) => ({ ...attempt, handouts: 2 })),
    };
    play("stock refused in 1 -> undoing, release_stock + release_stock", twoExecutors);
  });
});

describe("beginning a checkout", () => {
  const ask = (record: OrderRecord) => ({
    request: { scope: "s", requestHash: "h" },
    frozen: {
      contentVersion: record.contentVersion,
      lines: record.lines,
      quote: { total: { amount: 1, currency: "EUR" } },
    },
    provider: "test",
    token: null,
    number: "X",
    paymentDeadlineMs: 1,
    spreads: [],
  });

  it.each([
    ["a second time while the first runs", begun(), "in_progress"],
    ["on an order", { ...openRecord(), status: "placed" as const }, "already_ordered"],
    ["on a cancelled order", { ...openRecord(), status: "cancelled" as const }, "cancelled"],
  ])("refuses %s", (_name, record, code) => {
    expect(beginAttempt(record, ask(record), 0)).toEqual({
      ok: false,
      refusal: expect.objectContaining({ code }),
    });
  });

  it("refuses a quote of another content", () => {
    const record = openRecord();
    const stale = ask({ ...record, contentVersion: 7 });
    expect(beginAttempt(record, stale, 0)).toMatchObject({ ok: false, refusal: { code: "content_changed" } });
  });

  it("asks once for two lines of one item", () => {
    const [line] = [lineIn(0, 2)];
    const record = begun(openRecord([line, { ...line, id: "line_again", quantity: 3 }]));
    expect(record.attempts[0]?.legs).toMatchObject([{ place: { partition: 0 }, items: [{ units: 5 }] }]);
  });

  it("pins an early hold of the same units, and replaces one of others", () => {
    const early = holdEarly(
      openRecord([lineIn(0), lineIn(1)]),
      { holdForMs: 60_000, extend: false, asker: null, spreads: [] },
      0,
    );
    if (!early.ok) throw new Error(early.refusal.code);
    const [first, second] = early.value.hold.legs;
    const changed = { ...early.value.record, lines: [lineIn(0), lineIn(1, 2)] };

    expect(begun(changed, 1_000).attempts[0]?.legs).toMatchObject([
      { holdId: first?.holdId, replaces: [] },
      { holdId: HOLD_0, replaces: [{ holdId: second?.holdId }] },
    ]);
    expect(begun(changed, 59_000).attempts[0]?.legs[0]).toMatchObject({ holdId: HOLD_0 });
  });

  it("gives back what an early hold kept for lines that are gone, and what a refused leg would have replaced", () => {
    const early = holdEarly(
      openRecord([lineIn(0), lineIn(1)]),
      { holdForMs: 60_000, extend: false, asker: null, spreads: [] },
      0,
    );
    if (!early.ok) throw new Error(early.refusal.code);
    const record = begun({ ...early.value.record, lines: [lineIn(0, 5)] }, 1_000);
    expect(todo(record)[0]).toBe("hold_stock + release_stock");

    const refusal: Fact = { kind: "stock_refused", holdId: HOLD_0, shortages: [short] };
    const undoing = advance(record, 1, [refusal], 1_000).record;
    expect(todo(undoing)).toEqual(["release_stock + release_stock"]);
    const released = early.value.hold.legs.map(({ holdId }): Fact => ({ kind: "stock_released", holdId }));
    expect(state(advance(undoing, 1, released, 1_000).record)).toBe("refused");
  });

  it("keeps no attempt that ended for want of stock, and no details of those that ended otherwise", () => {
    let record = openRecord([lineIn(0)]);
    for (let attempt = 1; attempt <= 40; attempt += 1) {
      const tried = begun(record, attempt);
      const holdId = tried.attempts.at(-1)?.legs[0]?.holdId ?? "";
      record = advance(
        tried,
        attempt,
        [{ kind: "stock_refused", holdId, shortages: [short] }],
        attempt,
      ).record;
      expect(record.status).toBe("open");
    }
    const last = begun(record, 99);
    expect(last.attempts.map((attempt) => attempt.n)).toEqual([41]);
  });
});

describe("an early hold", () => {
  it("is the same while it lives, another after an edit, and not without end", () => {
    let record = openRecord([lineIn(0)]);
    for (let quantity = 1; quantity <= EARLY_HOLDS_MAX; quantity += 1) {
      record = { ...record, lines: [lineIn(0, quantity)] };
      const held = holdEarly(record, { holdForMs: 60_000, extend: false, asker: null, spreads: [] }, 0);
      if (!held.ok) throw new Error(held.refusal.code);
      expect(held.value.replaces).toHaveLength(quantity === 1 ? 0 : 1);
      record = held.value.record;
      expect(
        holdEarly(record, { holdForMs: 60_000, extend: false, asker: null, spreads: [] }, 1),
      ).toMatchObject({
        ok: true,
        value: { record },
      });
    }
    const more = holdEarly(
      { ...record, lines: [lineIn(0, 99)] },
      { holdForMs: 1, extend: false, asker: null, spreads: [] },
      0,
    );
    expect(more).toMatchObject({ ok: false, refusal: { code: "too_many_holds" } });
  });

  it("does not count when stock refused it, and never takes its name again", () => {
    const names = new Set<string>();
    let record = openRecord([lineIn(0)]);
    for (let attempt = 0; attempt < 20; attempt += 1) {
      const held = holdEarly(record, { holdForMs: 60_000, extend: false, asker: null, spreads: [] }, 0);
      if (!held.ok) throw new Error(held.refusal.code);
      const holdId = held.value.hold.legs[0]?.holdId ?? "";
      names.add(holdId);
      record = dropEarlyHold(held.value.record, holdId) ?? record;
    }
    expect(names.size).toBe(20);
    expect(dropEarlyHold(record, "somebody else's")).toBeNull();
  });
});
