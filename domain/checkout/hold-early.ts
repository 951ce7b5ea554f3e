import { pickShard } from "../inventory/pick-shard.ts";
import { placeUnits, type Spread } from "../inventory/stock-place.ts";
import { haveSameUnits, sumPerItem } from "../inventory/sum-per-item.ts";
import { ok, type Result, refuse } from "../kernel/result.ts";
import type { EarlyHold, OrderRecord } from "../order/record.ts";

/** A cart may reserve ahead of payment this often, so that a public key can't hoard stock by renewing. */
export const EARLY_HOLDS_MAX = 5;
/** However often it is extended, an early hold ends this many times its length after it began. */
export const EXTENDED_TIMES_MAX = 3;

export type EarlyHoldAsk = {
  holdForMs: number;
  /** Whether a living hold of the same units shall last longer. */
  extend: boolean;
  /** Who asks, where that is limited: he always comes to the same shard, which counts what he has. */
  asker: string | null;
  spreads: readonly Spread[];
};

export type EarlyHoldRefusal =
  | { code: "closed" }
  | { code: "in_progress" }
  | { code: "empty" }
  | { code: "too_many_holds"; allowed: number };

/** `begun`: ask for it. `kept`: the living one, as it was. `extended`: tell stock that it lasts longer. */
export type HeldEarly = {
  record: OrderRecord;
  hold: EarlyHold;
  what: "begun" | "kept" | "extended";
  replaces: EarlyHold["legs"];
};

/**
 * Notes an early hold before it is asked for. A living hold of the same units is kept; otherwise a new one with ids of
 * its own, replacing what is left of the one before. It ends by itself, so the note may be lost: its ids are made from
 * the time and never used again. The record's version stays, since nobody else's edit can be lost by it.
 */
export function holdEarly(
  record: OrderRecord,
  ask: EarlyHoldAsk,
  nowMs: number,
): Result<HeldEarly, EarlyHoldRefusal> {
  if (record.status === "placed" || record.status === "cancelled") return refuse({ code: "closed" });
  if (record.status === "checking_out") return refuse({ code: "in_progress" });
  if (record.lines.length === 0) return refuse({ code: "empty" });

  const items = sumPerItem(record.lines);
  const earlier = record.earlyHold;
  const lives = earlier !== null && earlier.expiresAtMs > nowMs;
  if (lives && haveSameUnits(itemsOf(earlier), items)) return ok(keepOrExtend(record, earlier, ask, nowMs));
  if (record.holdsTaken - record.holdsRefused >= EARLY_HOLDS_MAX)
    return refuse({ code: "too_many_holds", allowed: EARLY_HOLDS_MAX });

  const taken = record.holdsTaken + 1;
  const placed = placeUnits(items, ask.spreads, pickShard(ask.asker ?? record.id));
  const hold: EarlyHold = {
    legs: placed.map((leg, index) => ({ ...leg, holdId: `${record.id}.h${nowMs}.${taken}.${index + 1}` })),
    sinceMs: nowMs,
    expiresAtMs: nowMs + ask.holdForMs,
  };
  const after = { ...record, earlyHold: hold, holdsTaken: taken };
  return ok({ record: after, hold, what: "begun", replaces: earlier?.legs ?? [] });
}

/** HLD-4 */
function keepOrExtend(record: OrderRecord, hold: EarlyHold, ask: EarlyHoldAsk, nowMs: number): HeldEarly {
  const lastMs = hold.sinceMs + EXTENDED_TIMES_MAX * ask.holdForMs;
  const expiresAtMs = Math.min(nowMs + ask.holdForMs, lastMs);
  if (!ask.extend || expiresAtMs <= hold.expiresAtMs) return { record, hold, what: "kept", replaces: [] };
  const extended = { ...hold, expiresAtMs };
  return { record: { ...record, earlyHold: extended }, hold: extended, what: "extended", replaces: [] };
}

/** Forgets an early hold that stock refused; it does not count against the cart. */
export function dropEarlyHold(record: OrderRecord, holdId: string): OrderRecord | null {
  if (!record.earlyHold?.legs.some((leg) => leg.holdId === holdId)) return null;
  return { ...record, earlyHold: null, holdsRefused: record.holdsRefused + 1 };
}

/** In the order that `sumPerItem` gives. */
function itemsOf(hold: EarlyHold): EarlyHold["legs"][number]["items"] {
  return hold.legs.flatMap((leg) => leg.items).sort((a, b) => (a.itemId < b.itemId ? -1 : 1));
}
