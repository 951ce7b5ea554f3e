import type { CartLine } from "../cart/cart-line.ts";
import type { HoldSources } from "../inventory/hold-sources.ts";
import type { PlacedUnits, StockPlace } from "../inventory/stock-place.ts";
import type { ItemUnits } from "../inventory/sum-per-item.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Money } from "../money/money.ts";
import type { Payment } from "../payment/payment.ts";

/**
 * The life of one attempt to buy a cart. `to` lists where it may go next, and when.
 *
 * - securing: stock is being held and pinned, then the payment created. Both are harmless and can be undone.
 * - confirming: the provider was asked to take the money.
 * - asking: it answered "later", "the buyer must act", or nothing at all; we ask by id until it is known.
 * - placed: the point of no return. Commits follow until acknowledged.
 * - settled: nothing left to do.
 * - undoing: the payment is closed at the provider first, then the stock goes back.
 * - resecuring: money arrived while it was being undone or after; the stock is asked for once more.
 * - refunding: money that can't become an order goes back.
 * - refused: over. The cart is open again, or the order cancelled.
 */
export const ATTEMPT_STATES = {
  securing: { to: ["confirming", "undoing"] },
  confirming: { to: ["placed", "asking", "undoing"] },
  asking: { to: ["placed", "undoing", "confirming"] },
  placed: { to: ["settled"] },
  settled: { to: [] },
  undoing: { to: ["refused", "resecuring", "refunding"] },
  resecuring: { to: ["placed", "refunding"] },
  refunding: { to: ["refused"] },
  refused: { to: ["resecuring", "refunding"] },
} as const satisfies Record<string, { to: readonly string[] }>;

export type AttemptState = keyof typeof ATTEMPT_STATES;

/** Units that a hold is for, and where it lives. */
export type HeldUnits = {
  readonly place: StockPlace;
  readonly holdId: string;
  readonly items: readonly ItemUnits[];
};

/** One place's part of the attempt. `replaces` are earlier holds there, given back when this one is granted. */
export type HoldLeg = HeldUnits & {
  /** It was held ahead of payment under this very id: also when stock refuses to pin it, it is still held. */
  readonly isAdopted?: true;
  /** Where its units come from, as stock answered. */
  readonly sources?: HoldSources;
  readonly seen: PlacedUnits["seen"];
  readonly replaces: readonly { holdId: string; items: readonly ItemUnits[] }[];
  readonly state: "asked" | "pinned" | "refused" | "committed" | "released";
};

export type Shortage = { itemId: string; asked: number; available: number; mayReturn: boolean };

export type SaleLimit = { itemId: string; limit: "per_order" | "per_buyer" | "early_holds"; allowed: number };

/** Why an attempt ended without an order. */
export type AttemptRefusal =
  | { code: "insufficient_stock"; shortages: readonly Shortage[] }
  | { code: "limit_exceeded"; limits: readonly SaleLimit[] }
  | { code: "payment_declined"; reason: string }
  | { code: "deadline_passed" }
  | { code: "payment_returned" };

/** What was bought, as the buyer saw it: kept for ever with a placed order. */
export type Frozen = {
  readonly contentVersion: number;
  readonly lines: readonly CartLine[];
  /** The quote, opaque here but for its total (PAY-4: what is charged equals what was quoted). */
  readonly quote: { readonly total: Money } & Readonly<Record<string, unknown>>;
};

export type Attempt = {
  readonly n: number;
  readonly state: AttemptState;
  /** IDP-1 The client's key, kept with the attempt for as long as it: a replay never begins another. */
  readonly request: { readonly scope: string; readonly requestHash: string };
  /** Null for an older attempt, once a newer one began. */
  readonly frozen: Frozen | null;
  readonly legs: readonly HoldLeg[];
  /** How many legs were made in all, each with an id of its own: an id is used once. */
  readonly legsMade: number;
  /** Chooses among the shards of a hot item, for the life of the attempt. */
  readonly pick: number;
  /** Earlier holds of this cart that nothing replaces: given back whatever becomes of the attempt. */
  readonly leftovers: readonly HeldUnits[];
  readonly payment: Payment;
  readonly refusal: AttemptRefusal | null;
  /** How often its plan was given to an executor. With one, a refused hold can't be asked again behind our back. */
  readonly handouts: number;
  readonly startedAtMs: number;
  readonly progressAtMs: number;
  readonly deadlineAtMs: number;
};

export function moveTo(attempt: Attempt, state: AttemptState): Attempt {
  const allowed: readonly string[] = ATTEMPT_STATES[attempt.state].to;
  invariant(allowed.includes(state), `ORD-3 an attempt does not go from ${attempt.state} to ${state}`);
  return { ...attempt, state };
}

export function isRefusedByStock({ refusal }: Attempt): boolean {
  return refusal?.code === "insufficient_stock" || refusal?.code === "limit_exceeded";
}

/** Whether somebody still has something to do for it. */
export function isInFlight(attempt: Attempt): boolean {
  return attempt.state !== "settled" && attempt.state !== "refused";
}
