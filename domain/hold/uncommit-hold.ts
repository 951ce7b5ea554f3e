import { ok, type Result, refuse } from "../kernel/result.ts";
import type { Balance } from "./balance.ts";
import type { Hold } from "./hold.ts";
import { changed, type Transition, type UnknownHold, unchanged } from "./transition.ts";

/** Undoes a commit before anything left the house: an order was cancelled. The units are free again. */
export function uncommitHold(
  balance: Balance,
  hold: Hold | null,
): Result<Transition, UnknownHold | { code: "not_committed"; state: Hold["state"] }> {
  if (!hold) return refuse({ code: "unknown_hold" });
  if (hold.state === "released") return ok(unchanged(balance, hold));
  if (hold.state !== "committed") return refuse({ code: "not_committed", state: hold.state });

  return ok(
    changed({ ...balance, committed: balance.committed - hold.units }, { ...hold, state: "released" }),
  );
}
