import type { Result } from "../kernel/result.ts";
import type { Balance } from "./balance.ts";
import type { Hold } from "./hold.ts";
import { type StepAsk, type StepRefusal, takeStep } from "./take-step.ts";
import type { Transition } from "./transition.ts";

/** INV-6 Sold units left the house, some or all of them: committed and total fall together. */
export function fulfilHold(
  balance: Balance,
  hold: Hold | null,
  ask: StepAsk,
): Result<Transition, StepRefusal> {
  return takeStep(balance, hold, "fulfilled", ask);
}
