import { groupByPartition } from "../inventory/group-by-partition.ts";
import { haveSameUnits, sumPerItem } from "../inventory/sum-per-item.ts";
import { ok, type Result, refuse } from "../kernel/result.ts";
import type { EarlyHold, OrderRecord } from "../order/record.ts";

/** A cart may reserve ahead of payment this often, so that a public key can't hoard stock by renewing. */
export const EARLY_HOLDS_MAX = 5;

export type EarlyHoldRefusal =
  | { code: "closed" }
  | { code: "in_progress" }
  | { code: "empty" }
  | { code: "too_many_holds"; allowed: number };

/**
 * Logs an early hold before it is asked for. A living hold of the same units is returned as it is (`record`
 * unchanged); otherwise a new one with ids of its own, replacing what is left of the one before.
 */
export function holdEarly(
  record: OrderRecord,
  ask: { holdForMs: number },
  nowMs: number,
): Result<{ record: OrderRecord; hold: EarlyHold; replaces: EarlyHold["legs"] }, EarlyHoldRefusal> {
  if (record.status === "placed" || record.status === "cancelled") return refuse({ code: "closed" });
  if (record.status === "checking_out") return refuse({ code: "in_progress" });
  if (record.lines.length === 0) return refuse({ code: "empty" });

  const groups = groupByPartition(sumPerItem(record.lines));
  const earlier = record.earlyHold;
  if (earlier && earlier.expiresAtMs > nowMs && isSame(earlier, groups)) {
    return ok({ record, hold: earlier, replaces: [] });
  }
  if (record.holdsTaken - record.holdsRefused >= EARLY_HOLDS_MAX)
    return refuse({ code: "too_many_holds", allowed: EARLY_HOLDS_MAX });

  const taken = record.holdsTaken + 1;
  const hold: EarlyHold = {
    legs: groups.map((group) => ({ ...group, holdId: `${record.id}.h${taken}.${group.partition}` })),
    expiresAtMs: nowMs + ask.holdForMs,
  };
  return ok({
    record: {
      ...record,
      version: record.version + 1,
      earlyHold: hold,
      holdsTaken: taken,
      updatedAtMs: nowMs,
    },
    hold,
    replaces: earlier?.legs ?? [],
  });
}

/** Forgets an early hold that stock refused; it does not count against the cart. */
export function dropEarlyHold(record: OrderRecord, holdId: string, nowMs: number): OrderRecord | null {
  if (!record.earlyHold?.legs.some((leg) => leg.holdId === holdId)) return null;
  return {
    ...record,
    version: record.version + 1,
    earlyHold: null,
    holdsRefused: record.holdsRefused + 1,
    updatedAtMs: nowMs,
  };
}

function isSame(
  hold: EarlyHold,
  groups: readonly { partition: number; items: EarlyHold["legs"][number]["items"] }[],
): boolean {
  return (
    hold.legs.length === groups.length &&
    groups.every(({ partition, items }) => {
      const leg = hold.legs.find((known) => known.partition === partition);
      return leg !== undefined && haveSameUnits(leg.items, items);
    })
  );
}
