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
  nowMs: number,
): Result<Transition, { code: "hold_committed" }> {
  if (!hold) {
    const tombstone: Hold = {
      holdId: ask.holdId,
      units: ask.units,
      state: "released",
      sinceMs: nowMs,
      expiresAtMs: null,
      committed: 0,
      steps: [],
    };
    return ok(changed(balance, tombstone));
  }
  if (hold.committed > 0) return refuse({ code: "hold_committed" });
  if (hold.state === "released" || hold.state === "lapsed") return ok(unchanged(balance, hold));

  return ok(
    changed(
      { ...balance, held: balance.held - hold.units },
      { ...hold, state: "released", expiresAtMs: null },
    ),
  );
}
