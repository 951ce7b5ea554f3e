import { invariant } from "../kernel/invariant.ts";
import { ok, type Result, refuse } from "../kernel/result.ts";
import type { Balance } from "./balance.ts";
import { type Hold, type HoldStep, outstanding } from "./hold.ts";
import { changed, type NotCommitted, type Transition, type UnknownHold, unchanged } from "./transition.ts";

/** Parcels and cancelled parts of one sold hold; far more than any order has. */
export const STEPS_MAX = 100;

/** `id` is chosen by the asker and used once: the same step again changes nothing. */
export type StepAsk = { id: string; units: number };

export type StepRefusal =
  | UnknownHold
  | NotCommitted
  | { code: "step_mismatch"; units: number }
  | { code: "too_many_units"; left: number }
  | { code: "too_many_steps"; allowed: number };

/** INV-6 Takes units out of what is sold: each step once, and never more than is left of the sale. */
export function takeStep(
  balance: Balance,
  hold: Hold | null,
  kind: HoldStep["kind"],
  ask: StepAsk,
): Result<Transition, StepRefusal> {
  invariant(
    Number.isSafeInteger(ask.units) && ask.units > 0,
    `INV-6 a step takes whole units, got ${ask.units}`,
  );
  if (!hold) return refuse({ code: "unknown_hold" });
  const earlier = hold.steps.find((step) => step.id === ask.id);
  if (earlier) {
    return earlier.kind === kind && earlier.units === ask.units
      ? ok(unchanged(balance, hold))
      : refuse({ code: "step_mismatch", units: earlier.units });
  }
  if (hold.state !== "committed") return refuse({ code: "not_committed", state: hold.state });
  const left = outstanding(hold);
  if (ask.units > left) return refuse({ code: "too_many_units", left });
  if (hold.steps.length >= STEPS_MAX) return refuse({ code: "too_many_steps", allowed: STEPS_MAX });

  const steps = [...hold.steps, { id: ask.id, kind, units: ask.units }];
  const isOver = ask.units === left;
  const anyLeft = steps.some((step) => step.kind === "fulfilled");
  const state = isOver ? (anyLeft ? "fulfilled" : "released") : "committed";
  return ok(
    changed(
      {
        ...balance,
        total: kind === "fulfilled" ? balance.total - ask.units : balance.total,
        committed: balance.committed - ask.units,
      },
      { ...hold, state, steps },
    ),
  );
}
