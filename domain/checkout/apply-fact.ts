import type { HoldSources } from "../inventory/hold-sources.ts";
import { placeUnits, type Spread } from "../inventory/stock-place.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Payment, PaymentStatus } from "../payment/payment.ts";
import { type Attempt, type AttemptRefusal, type HeldUnits, type HoldLeg, moveTo } from "./attempt.ts";
import type { Fact } from "./facts.ts";
import { makeLegs } from "./make-legs.ts";
import { planOf } from "./plan-of.ts";

/** Legs made in place of one, on average: an item that moves on and on, or a hold that ends and ends, is a "no". */
const REMADE_LEGS_MAX = 12;
/** Figures of `sources` in one attempt: 6,000 items from six locations. */
const SOURCE_FIGURES_MAX = 36_000;

/**
 * ORD-3 What one fact does to an attempt. Facts that come twice, or after the attempt has moved on, change nothing:
 * `null` then. Never answers a paid payment with a release: money that came is placed or refunded (PAY-2).
 */
export function applyFact(attempt: Attempt, fact: Fact): Attempt | null {
  const learned = learn(attempt, fact);
  return learned === null ? null : proceed(learned);
}

/** Takes the fact into the attempt's legs and payment. */
function learn(attempt: Attempt, fact: Fact): Attempt | null {
  switch (fact.kind) {
    case "stock_held":
      return withLeg(attempt, fact.holdId, ["asked", "refused"], "pinned", fact.sources);
    case "stock_committed":
      return withLeg(attempt, fact.holdId, ["pinned"], "committed");
    case "stock_released":
      return (
        withLeg(attempt, fact.holdId, ["asked", "pinned", "refused"], "released") ??
        withoutEarlier(attempt, fact.holdId)
      );
    case "stock_refused": {
      const refused = withLeg(attempt, fact.holdId, ["asked"], "refused");
      return refused && withRefusal(refused, { code: "insufficient_stock", shortages: fact.shortages });
    }
    case "stock_limited": {
      const refused = withLeg(attempt, fact.holdId, ["asked"], "refused");
      return refused && withRefusal(refused, { code: "limit_exceeded", limits: fact.limits });
    }
    case "hold_ended":
      return withOtherLegs(attempt, fact.holdId, null);
    case "stock_moved":
      return withOtherLegs(attempt, fact.holdId, fact.spreads);
    case "payment_created":
      return attempt.payment.id === null
        ? withPayment(attempt, { id: fact.paymentId, status: "created" })
        : null;
    case "payment_refused":
      return attempt.payment.id === null && attempt.state === "securing"
        ? withRefusal(withPayment(attempt, { status: "declined" }), {
            code: "payment_declined",
            reason: fact.reason,
          })
        : null;
    case "deadline_passed":
      return attempt.state === "securing" || attempt.state === "confirming" || attempt.state === "asking"
        ? withRefusal(attempt, { code: "deadline_passed" })
        : null;
    case "payment_paid":
      return learnPayment(attempt, fact.paymentId, "paid");
    case "payment_pending":
      return learnPayment(attempt, fact.paymentId, "pending");
    case "payment_requires_action":
      return learnPayment(attempt, fact.paymentId, "requires_action", { nextActionUrl: fact.nextActionUrl });
    case "payment_unknown":
      return learnPayment(attempt, fact.paymentId, "unknown");
    case "payment_unconfirmed":
      return attempt.state === "asking" ? learnPayment(attempt, fact.paymentId, "created") : null;
    case "payment_cancelled":
      return closed(learnPayment(attempt, fact.paymentId, "cancelled"), "cancelled_at_provider");
    case "payment_refunded":
      return closed(learnPayment(attempt, fact.paymentId, "refunded"), "refunded_at_provider");
    case "payment_declined":
      return closed(learnPayment(attempt, fact.paymentId, "declined"), fact.reason);
  }
}

/** Moves on as far as what is known allows. */
function proceed(attempt: Attempt): Attempt {
  const { payment, legs } = attempt;
  switch (attempt.state) {
    case "securing":
      if (attempt.refusal) return undo(attempt);
      return payment.id !== null && legs.every((leg) => leg.state === "pinned")
        ? moveTo(attempt, "confirming")
        : attempt;
    case "confirming":
    case "asking":
      if (payment.status === "paid") return place(attempt);
      if (attempt.refusal) return undo(attempt);
      // `created` is a payment that nobody confirmed yet; anything else is asked about.
      if (attempt.state === "confirming")
        return payment.status === "created" ? attempt : moveTo(attempt, "asking");
      return payment.status === "created" ? moveTo(attempt, "confirming") : attempt;
    case "undoing":
      // Money that came after all is taken up by the record (PAY-3): a release may be on its way already.
      if (payment.status === "paid") return attempt;
      return planOf(attempt).length === 0 ? moveTo(attempt, "refused") : attempt;
    case "resecuring":
      if (attempt.refusal) return refund(attempt);
      return legs.every((leg) => leg.state === "pinned") ? place(attempt) : attempt;
    case "refunding":
      return planOf(attempt).length === 0 ? moveTo(attempt, "refused") : attempt;
    case "placed":
      return planOf(attempt).length === 0 ? moveTo(attempt, "settled") : attempt;
    case "settled":
    case "refused":
      return attempt;
  }
}

/** A payment that can't succeed any more ends the attempt, unless it has another reason already. */
function closed(attempt: Attempt | null, reason: string): Attempt | null {
  return attempt && withRefusal(attempt, { code: "payment_declined", reason });
}

/** The point of no return. The payment method is forgotten, and so is any reason to refuse. */
function place(attempt: Attempt): Attempt {
  invariant(attempt.payment.status === "paid", "PAY-2 only a paid attempt is placed");
  const payment = { ...attempt.payment, token: null, nextActionUrl: null };
  return proceed({ ...moveTo(attempt, "placed"), refusal: null, payment });
}

/** The payment method is forgotten: this attempt will not use it again. */
function undo(attempt: Attempt): Attempt {
  return proceed({ ...moveTo(attempt, "undoing"), payment: { ...attempt.payment, token: null } });
}

function refund(attempt: Attempt): Attempt {
  return proceed({ ...moveTo(attempt, "refunding"), refusal: { code: "payment_returned" } });
}

function withLeg(
  attempt: Attempt,
  holdId: string,
  from: HoldLeg["state"][],
  to: HoldLeg["state"],
  sources?: HoldSources,
): Attempt | null {
  const leg = attempt.legs.find((known) => known.holdId === holdId);
  if (!leg || !from.includes(leg.state)) return null;
  const isOver = attempt.state === "refused" || attempt.state === "settled";
  if (isOver) return null;
  // What a granted hold replaced was given back in the same transaction.
  const replaces = to === "pinned" ? [] : leg.replaces;
  const kept = sources && isWorthKeeping(attempt, leg, sources) ? { sources } : {};
  return {
    ...attempt,
    legs: attempt.legs.map((other) => (other === leg ? { ...leg, ...kept, replaces, state: to } : other)),
  };
}

/** Beyond this a record would outgrow its row; stock itself can still be asked where units come from. */
function isWorthKeeping({ legs }: Attempt, { items }: HoldLeg, sources: HoldSources): boolean {
  const figures = (columns: HoldSources | undefined) =>
    columns?.reduce((sum, { units }) => sum + units.length, 0) ?? 0;
  const kept = legs.reduce((sum, leg) => sum + figures(leg.sources), 0);
  const fits = sources.every(({ units }) => units.length === items.length);
  return fits && kept + figures(sources) <= SOURCE_FIGURES_MAX;
}

/** An earlier hold of the cart was given back: one that a leg would have replaced, or a leftover. */
function withoutEarlier(attempt: Attempt, holdId: string): Attempt | null {
  const isKept = (held: { holdId: string }) => held.holdId !== holdId;
  const leftovers = attempt.leftovers.filter(isKept);
  const legs = attempt.legs.map((leg) => ({ ...leg, replaces: leg.replaces.filter(isKept) }));
  const count = (lists: readonly { replaces: readonly unknown[] }[]) =>
    lists.reduce((sum, leg) => sum + leg.replaces.length, 0);
  const changed = leftovers.length !== attempt.leftovers.length || count(legs) !== count(attempt.legs);
  return changed && attempt.state !== "refused" ? { ...attempt, legs, leftovers } : null;
}

/** The first reason stays: later ones are its consequences. What is short in several places is named together. */
function withRefusal(attempt: Attempt, refusal: AttemptRefusal): Attempt {
  const { refusal: earlier } = attempt;
  if (!earlier) return { ...attempt, refusal };
  if (earlier.code !== "insufficient_stock" || refusal.code !== "insufficient_stock") return attempt;
  return { ...attempt, refusal: { ...earlier, shortages: [...earlier.shortages, ...refusal.shortages] } };
}

function withPayment(attempt: Attempt, known: Partial<Payment>): Attempt {
  return { ...attempt, payment: { ...attempt.payment, ...known } };
}

/**
 * Overflow to other legs with ids of their own: where the hold ended, the same place is asked anew; where the item
 * lives elsewhere by now, `spreads` says where. The old id stays ended for ever.
 */
function withOtherLegs(attempt: Attempt, holdId: string, spreads: readonly Spread[] | null): Attempt | null {
  if (attempt.state !== "securing" && attempt.state !== "resecuring") return null;
  const leg = attempt.legs.find((known) => known.holdId === holdId && known.state === "asked");
  if (!leg) return null;
  const remade = attempt.legsMade - attempt.legs.length;
  if (remade >= REMADE_LEGS_MAX * attempt.legs.length) return withTooManyMoves(attempt, leg);

  const placed = spreads ? placeUnits(leg.items, spreads, attempt.pick) : [leg];
  const asked = placed.map(({ place, items, seen }) => ({ place, items, seen }));
  const earlier = leg.replaces.map((held) => ({ ...held, place: leg.place }));
  const made = makeLegs(asked, earlier, attempt.payment.key, attempt.legsMade);
  return {
    ...attempt,
    legs: attempt.legs.flatMap((other) => (other === leg ? made.legs : [other])),
    leftovers: [...attempt.leftovers, ...made.leftovers, ...(spreads ? mayStillBeAsked(attempt, leg) : [])],
    legsMade: made.legsMade,
  };
}

/**
 * HLD-3 With one executor there was one question. A second one may still ask under the old id, and so may whoever held
 * early: a tombstone refuses them.
 */
function mayStillBeAsked({ handouts }: Attempt, { place, holdId, items, isAdopted }: HoldLeg): HeldUnits[] {
  return handouts > 1 || isAdopted ? [{ place, holdId, items }] : [];
}

function withTooManyMoves(attempt: Attempt, leg: HoldLeg): Attempt {
  const shortages = leg.items.map(({ itemId, units }) => ({
    itemId,
    asked: units,
    available: 0,
    mayReturn: true,
  }));
  const legs = attempt.legs.map((other) => (other === leg ? { ...leg, state: "refused" as const } : other));
  return withRefusal({ ...attempt, legs }, { code: "insufficient_stock", shortages });
}

/** From which payment states a new one is news. What is final stays: paid may only become refunded. */
const NEWS: Record<PaymentStatus, readonly PaymentStatus[]> = {
  none: [],
  created: ["pending", "requires_action", "unknown", "paid", "declined", "cancelled", "refunded"],
  pending: ["requires_action", "unknown", "paid", "declined", "cancelled", "refunded"],
  requires_action: ["pending", "unknown", "paid", "declined", "cancelled", "refunded"],
  unknown: ["created", "pending", "requires_action", "paid", "declined", "cancelled", "refunded"],
  // Late money: a provider may take what it had called declined or cancelled.
  declined: ["paid"],
  cancelled: ["paid"],
  paid: ["refunded"],
  refunded: [],
};

function learnPayment(
  attempt: Attempt,
  paymentId: string,
  status: PaymentStatus,
  more: Partial<Payment> = {},
): Attempt | null {
  const { payment } = attempt;
  if (payment.id !== paymentId || !NEWS[payment.status].includes(status)) return null;
  return withPayment(attempt, { nextActionUrl: null, ...more, status });
}
