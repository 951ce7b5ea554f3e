import { AsyncLocalStorage } from "node:async_hooks";
import type { Call } from "./turn.ts";

/** A call as it reached one instance: a duplicated call is two deliveries. */
export type Delivery = {
  readonly call: Call;
  /** When it came to this instance, among all that did. */
  readonly arrival: number;
};

const underway = new AsyncLocalStorage<Delivery>();

/** Runs what a delivery leads to; all that follows from it, also after waits, knows for which it is done. */
export function within<Value>(delivery: Delivery, work: () => Value): Value {
  return underway.run(delivery, work);
}

/** For which call the code that runs right now does its work; null for what an object does by itself. */
export function deliveryUnderway(): Delivery | null {
  return underway.getStore() ?? null;
}
