import { ok, type Result, refuse } from "../kernel/result.ts";
import type { Balance } from "./balance.ts";
import type { Hold } from "./hold.ts";
import { changed, type Transition, unchanged } from "./transition.ts";

/**
 * HLD-3 Gives the units back. An unknown id leaves a tombstone, so that a release that overtakes its hold wins.
 * What was committed is undone by `uncommitHold`, never by a late release.
 */
export function releaseHold(
  balance: Balance,
  hold: Hold | null,
  ask: { holdId: string; units: number },
): Result<Transition, { code: "hold_committed" }> {
  if (!hold) {
    return ok(
      changed(balance, { holdId: ask.holdId, units: ask.units, state: "released", expiresAtMs: null }),
    );
  }
  if (hold.state === "committed" || hold.state === "fulfilled") return refuse({ code: "hold_committed" });
  if (hold.state === "released" || hold.state === "lapsed") return ok(unchanged(balance, hold));

  return ok(
    changed(
      { ...balance, held: balance.held - hold.units },
      { ...hold, state: "released", expiresAtMs: null },
    ),
  );
}
