import { ok, type Result, refuse } from "../kernel/result.ts";
import type { Balance } from "./balance.ts";
import type { Hold } from "./hold.ts";
import { changed, type Transition, type UnknownHold, unchanged } from "./transition.ts";

/** The units left the house: committed and total fall together. */
export function fulfilHold(
  balance: Balance,
  hold: Hold | null,
): Result<Transition, UnknownHold | { code: "not_committed"; state: Hold["state"] }> {
  if (!hold) return refuse({ code: "unknown_hold" });
  if (hold.state === "fulfilled") return ok(unchanged(balance, hold));
  if (hold.state !== "committed") return refuse({ code: "not_committed", state: hold.state });

  return ok(
    changed(
      { ...balance, total: balance.total - hold.units, committed: balance.committed - hold.units },
      { ...hold, state: "fulfilled" },
    ),
  );
}
