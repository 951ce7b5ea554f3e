import { isThere, SCARCEST_FIRST, type Signal } from "../inventory/signal.ts";

/** Whether a variant can be had, as shoppers are told. */
export type Availability = {
  readonly signal: Signal;
  /** How many may be bought now; null where the shop does not say. */
  readonly quantity: number | null;
  /** The day of a preorder. */
  readonly availableFromMs: number | null;
};

/** One item that a variant is made of, with what is known of its stock. Null: it was never stocked. */
export type StockPart = {
  /** How many of it one piece of the variant takes. */
  readonly units: number;
  readonly stock: {
    readonly signal: Signal;
    readonly units: number | null;
    readonly availableFromMs: number | null;
  } | null;
};

const NEVER_STOCKED = { signal: "out", units: 0, availableFromMs: null } as const;

/** AVL-1 A variant is as available as the scarcest of what it is made of; what was never stocked is out. */
export function availabilityOf(parts: readonly StockPart[], showsUnits: boolean): Availability {
  const all = parts.map(({ units, stock }) => ({ takes: units, ...(stock ?? NEVER_STOCKED) }));
  const signal = scarcestOf(all.map((part) => part.signal));
  if (!showsUnits) return { signal, quantity: null, availableFromMs: dayOf(signal, all) };

  // A number that was not heard yet is not made up.
  const pieces = all.map(({ takes, units }) => (units === null ? null : Math.floor(units / takes)));
  const quantity = pieces.includes(null) ? null : Math.min(...pieces.map((some) => some ?? 0));
  // Of two that are left no set of three can be made.
  if (quantity === 0) return { signal: "out", quantity, availableFromMs: null };
  return { signal, quantity, availableFromMs: dayOf(signal, all) };
}

/** The signal that promises least; what is made of nothing is out. */
function scarcestOf(signals: readonly Signal[]): Signal {
  return SCARCEST_FIRST.find((signal) => signals.includes(signal)) ?? "out";
}

/** A return: units are there again, after there were none or only some to come. */
export function isReturn(before: Signal, after: Signal): boolean {
  return !isThere(before) && isThere(after);
}

/** All of it can leave on the latest of its days. */
function dayOf(signal: Signal, all: readonly { readonly availableFromMs: number | null }[]): number | null {
  if (signal !== "preorder") return null;
  const days = all.flatMap(({ availableFromMs }) => availableFromMs ?? []);
  return days.length > 0 ? Math.max(...days) : null;
}
