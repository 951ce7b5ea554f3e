import type { StockPlace } from "../inventory/stock-place.ts";
import type { ItemUnits } from "../inventory/sum-per-item.ts";
import type { Money } from "../money/money.ts";
import { isClosed } from "../payment/payment.ts";
import type { Attempt, HoldLeg } from "./attempt.ts";

/** What the executor must do, and report. Every command may be repeated: ids and keys were logged before. */
export type Command =
  | {
      kind: "hold_stock";
      place: StockPlace;
      holdId: string;
      items: readonly ItemUnits[];
      seen: HoldLeg["seen"];
      replaces: HoldLeg["replaces"];
    }
  | { kind: "commit_stock"; place: StockPlace; holdId: string; items: readonly ItemUnits[] }
  | { kind: "release_stock"; place: StockPlace; holdId: string; items: readonly ItemUnits[] }
  | { kind: "create_payment"; provider: string; key: string; amount: Money; token: string | null }
  | { kind: "confirm_payment"; provider: string; key: string; paymentId: string; token: string | null }
  | { kind: "retrieve_payment"; provider: string; paymentId: string }
  | { kind: "cancel_payment"; provider: string; paymentId: string; key: string }
  | { kind: "refund_payment"; provider: string; paymentId: string; key: string; amount: Money };

/**
 * Stages in order: the commands of a stage run side by side, and the next stage begins only if all of them succeeded.
 * So a payment is created only for stock that is held, and stock is given back only once the payment is closed (PAY-2).
 */
export type Plan = readonly (readonly Command[])[];

/** What is left to do follows from the state alone, so a crashed executor is replaced by asking again. */
export function planOf(attempt: Attempt): Plan {
  return stagesOf(attempt).filter((stage) => stage.length > 0);
}

function stagesOf(attempt: Attempt): Command[][] {
  switch (attempt.state) {
    case "securing":
      return [[...holds(attempt), ...leftovers(attempt)], createPayment(attempt)];
    case "confirming":
      return [confirmPayment(attempt)];
    case "asking":
      return [retrievePayment(attempt)];
    case "placed":
      return [[...legs(attempt, "pinned", "commit_stock"), ...leftovers(attempt)]];
    case "undoing":
      return [cancelPayment(attempt), releases(attempt)];
    case "resecuring":
      return [[...holds(attempt), ...leftovers(attempt)]];
    case "refunding":
      return [refundPayment(attempt), releases(attempt)];
    case "settled":
    case "refused":
      return [];
  }
}

function holds({ legs }: Attempt): Command[] {
  return legs
    .filter((leg) => leg.state === "asked")
    .map(({ place, holdId, items, seen, replaces }) => ({
      kind: "hold_stock",
      place,
      holdId,
      items,
      seen,
      replaces,
    }));
}

function legs(
  attempt: Attempt,
  state: HoldLeg["state"],
  kind: "commit_stock" | "release_stock",
  isMeant: (leg: HoldLeg) => boolean = () => true,
): Command[] {
  return attempt.legs
    .filter((leg) => leg.state === state && isMeant(leg))
    .map(({ place, holdId, items }) => ({ kind, place, holdId, items }));
}

/**
 * HLD-3 A leg that was asked and never answered may be held, and one that was refused may still be asked for by a
 * second executor: their release leaves a tombstone that wins over whatever comes late. With one executor there is
 * one question (the platform never runs a call twice), so a plain refusal costs no further call. What was held ahead
 * of payment and refused to be pinned (INV-8) is still held.
 */
function releases(attempt: Attempt): Command[] {
  return [
    ...legs(attempt, "pinned", "release_stock"),
    ...legs(attempt, "asked", "release_stock"),
    ...legs(attempt, "refused", "release_stock", (leg) => attempt.handouts > 1 || leg.isAdopted === true),
    ...attempt.legs.filter((leg) => leg.state !== "pinned" && leg.state !== "committed").flatMap(replaced),
    ...leftovers(attempt),
  ];
}

function leftovers(attempt: Attempt): Command[] {
  return attempt.leftovers.map(({ place, holdId, items }) => ({
    kind: "release_stock",
    place,
    holdId,
    items,
  }));
}

/** What a leg would have replaced is still held where the leg was refused. */
function replaced(leg: HoldLeg): Command[] {
  return leg.replaces.map((old) => ({ kind: "release_stock", place: leg.place, ...old }));
}

function createPayment({ payment }: Attempt): Command[] {
  if (payment.id !== null) return [];
  const { provider, key, amount, token } = payment;
  return [{ kind: "create_payment", provider, key, amount, token }];
}

function confirmPayment({ payment }: Attempt): Command[] {
  const { provider, key, id, token } = payment;
  return id === null
    ? []
    : [{ kind: "confirm_payment", provider, key: `${key}.confirm`, paymentId: id, token }];
}

/** PAY-1 What became of it is asked by id. */
function retrievePayment({ payment }: Attempt): Command[] {
  return payment.id === null
    ? []
    : [{ kind: "retrieve_payment", provider: payment.provider, paymentId: payment.id }];
}

function cancelPayment({ payment }: Attempt): Command[] {
  if (isClosed(payment) || payment.id === null) return [];
  return [
    {
      kind: "cancel_payment",
      provider: payment.provider,
      paymentId: payment.id,
      key: `${payment.key}.cancel`,
    },
  ];
}

function refundPayment({ payment }: Attempt): Command[] {
  if (payment.status === "refunded" || payment.id === null) return [];
  const { provider, key, id, amount } = payment;
  return [{ kind: "refund_payment", provider, paymentId: id, key: `${key}.refund`, amount }];
}
