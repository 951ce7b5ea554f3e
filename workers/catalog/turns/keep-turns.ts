import { logEvent } from "../../../platform/telemetry/log.ts";
import { applyTurns } from "./apply-turns.ts";

/** 10,000 products, with some 500 of the 1,000 queries that an invocation has. */
const SLICES_MAX = 50;

/** CAT-10 Applies what is due, slice by slice: each minute, and for whoever finds that something is. */
export async function keepTurns(database: D1Database, nowMs: number): Promise<void> {
  for (let slices = 0; slices < SLICES_MAX; slices++) {
    if ((await applyTurns(database, nowMs)) === "done") return;
  }
  logEvent("warn", "catalog.turns_left", { slices: SLICES_MAX });
}
