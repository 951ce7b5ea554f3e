import type { Delivery } from "./delivery.ts";
import type { SimulatedObject } from "./simulated-object.ts";
import type { Outcome } from "./wire.ts";

/** A call on its way. A duplicated one is delivered twice. */
export type Call = {
  readonly id: number;
  readonly target: SimulatedObject;
  readonly method: string;
  readonly args: readonly unknown[];
  /** The caller hears the first outcome that comes back; of later ones nobody takes notice. */
  readonly takeOutcome: (delayMs: number, outcome: Outcome) => void;
};

/** A call that an object answered in this turn, and what with. */
export type Decided = Delivery & { readonly outcome: Outcome };

/**
 * What an object did without interruption: one event with all that followed from it at once. It was committed as a
 * whole; turns that were not are never seen by the judge.
 */
export type Turn = {
  readonly object: SimulatedObject;
  readonly cause: string;
  /** The call that came with it, if one did. */
  arrived: Delivery | null;
  /** In the order in which the calls arrived. */
  readonly decided: Decided[];
  /** Outermost transactions that were made to fail at their end. */
  failedTransactions: number;
  rowsWritten: number;
};

/** Knows what must be answered, and says so by a `Mismatch` when something else was. */
export type Judge = {
  afterTurn(turn: Turn): Promise<void>;
  /** All is quiet: everything that was begun has ended. */
  atTheEnd(): Promise<void>;
};

/** The object did not do what it had to. */
export class Mismatch extends Error {
  override readonly name = "Mismatch";
  readonly expected: unknown;
  readonly found: unknown;

  constructor(message: string, expected: unknown, found: unknown) {
    super(message);
    this.expected = expected;
    this.found = found;
  }
}
