import { logEvent } from "../../../platform/telemetry/log.ts";
import { applyTurns } from "./apply-turns.ts";

/** 10,000 products a minute. */
const SLICES_MAX = 50;

/** CAT-10 Applies turns that no read has applied, each minute. */
export async function keepTurns(database: D1Database, nowMs: number): Promise<void> {
  for (let slices = 0; slices < SLICES_MAX; slices++) {
    if ((await applyTurns(database, nowMs)) === "done") return;
  }
  logEvent("warn", "catalog.turns_left", { slices: SLICES_MAX });
}
