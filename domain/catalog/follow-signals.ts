import type { Happening } from "../inventory/publication.ts";
import { isThere, type Signal } from "../inventory/signal.ts";
import { isReturn } from "./availability.ts";

/** What a message says of an item. */
export type HeardSignal = {
  readonly itemId: string;
  readonly version: number;
  readonly signal: Signal;
  readonly units: number | null;
  readonly availableFromMs: number | null;
  readonly happened: readonly Pick<Happening, "type" | "version">[];
};

/** What is known of an item already. */
export type KnownSignal = Pick<HeardSignal, "itemId" | "version" | "signal" | "units" | "availableFromMs">;

export type Followed = {
  /** The newest of each item that says more than is known. */
  readonly newer: readonly HeardSignal[];
  /** Items of which shoppers see something new, and those among them whose signal is another. */
  readonly shownItemIds: readonly string[];
  readonly turnedItemIds: readonly string[];
  /** Items that came back and are there. */
  readonly returnedItemIds: readonly string[];
};

/**
 * SIG-2 What follows from messages that may have come twice, late, out of order, or after others that never came: of each
 * item the newest version counts, and a return is one if it happened after the version that was known.
 */
export function followSignals(known: readonly KnownSignal[], heard: readonly HeardSignal[]): Followed {
  const present = new Map(known.map((row) => [row.itemId, row]));
  const newest = new Map<string, HeardSignal>();
  for (const signal of heard) {
    const best = newest.get(signal.itemId)?.version ?? present.get(signal.itemId)?.version ?? 0;
    if (signal.version > best) newest.set(signal.itemId, signal);
  }
  const newer = [...newest.values()];
  const shown = newer.filter((signal) => isShownAnew(present.get(signal.itemId), signal));
  return {
    newer,
    shownItemIds: shown.map(({ itemId }) => itemId),
    turnedItemIds: idsOf(shown, ({ itemId, signal }) => (present.get(itemId)?.signal ?? "out") !== signal),
    returnedItemIds: idsOf(newer, (signal) => hasReturned(present.get(signal.itemId), signal)),
  };
}

function isShownAnew(known: KnownSignal | undefined, heard: HeardSignal): boolean {
  if (!known) return heard.signal !== "out" || heard.units !== null;
  return (
    known.signal !== heard.signal ||
    known.units !== heard.units ||
    known.availableFromMs !== heard.availableFromMs
  );
}

/** What came back and is gone again helps nobody. */
function hasReturned(known: KnownSignal | undefined, { signal, happened }: HeardSignal): boolean {
  if (!isThere(signal)) return false;
  if (known && isReturn(known.signal, signal)) return true;
  return happened.some(
    ({ type, version }) => type === "stock.back_in_stock" && version > (known?.version ?? 0),
  );
}

function idsOf(signals: readonly HeardSignal[], matches: (signal: HeardSignal) => boolean): string[] {
  return signals.filter(matches).map(({ itemId }) => itemId);
}
