import { z } from "zod";
import {
  Actor,
  type AdjustResult,
  AdjustStock,
  HoldId,
  type HoldView,
  Idempotency,
  ItemId,
  type MoveState,
  type StockAuditView,
  type StockLevelView,
} from "./stock.ts";

/** What staff ask of a stock partition beside single items: many rows at once, lists, and proof of everything. */

/* ---- many adjustments ---- */

export const ADJUST_MANY_MAX = 500;

export const ClaimKey = z.object({ idempotency: Idempotency });
export type ClaimKey = z.infer<typeof ClaimKey>;
export type ClaimResult = { kind: "claimed"; replayed: boolean } | { kind: "key_reused" };

/** Each row under a key of its own: however often it is sent, it is answered as it was the first time. */
export const AdjustMany = z.object({
  asks: z
    .array(AdjustStock.extend({ idempotency: Idempotency }))
    .min(1)
    .max(ADJUST_MANY_MAX),
});
export type AdjustMany = z.infer<typeof AdjustMany>;
export type AdjustRowAsk = AdjustMany["asks"][number];
export type AdjustRowResult =
  /** `movement` is its line in the item's ledger. */
  { kind: "adjusted"; movement: number } | Exclude<AdjustResult, { kind: "adjusted" }>;

/* ---- lists ---- */

export const ListLevels = z.object({
  after: ItemId.nullable(),
  limit: z.int().min(1).max(100),
  /** See domain/inventory/stock-state.ts. */
  state: z.enum(["all", "scarce", "low", "out", "short"]),
});
export type ListLevels = z.infer<typeof ListLevels>;
export type LevelRow = { level: StockLevelView; move: MoveState | null };
/** `after` is where to go on; null: this partition has no more. A page may be short, since a look has an end. */
export type LevelsResult = { rows: LevelRow[]; after: string | null };

/* ---- holds ---- */

export const WithdrawHold = z.object({ itemId: ItemId, holdId: HoldId, actor: Actor });
export type WithdrawHold = z.infer<typeof WithdrawHold>;
export type WithdrawResult =
  | { kind: "withdrawn"; hold: HoldView }
  /** It was over before: lapsed, or given back by whoever held it. */
  | { kind: "ended"; hold: HoldView }
  | { kind: "pinned"; hold: HoldView }
  | { kind: "sold"; hold: HoldView }
  | { kind: "unknown_hold" };

/* ---- proof ---- */

export const AuditItems = z.object({ after: ItemId.nullable(), limit: z.int().min(1).max(100) });
export type AuditItems = z.infer<typeof AuditItems>;
export type AuditItemsResult = {
  audited: number;
  unbalanced: StockAuditView[];
  /** Not counted this time: a shard did not answer, or units moved faster than they could be counted. */
  uncounted: string[];
  /** Where to go on; null: this partition is through. */
  after: string | null;
};

export interface StaffStockRpc {
  /** Says whose this key is, before any row under it is touched. Kept for 24 hours. */
  claim(ask: ClaimKey): Promise<ClaimResult>;
  /** Rows of any items, in their order, each in a transaction of its own. */
  adjustMany(ask: AdjustMany): Promise<AdjustRowResult[]>;
  levels(ask: ListLevels): Promise<LevelsResult>;
  /** Takes a live hold back from its holder: all its items in this place, or none. */
  withdraw(ask: WithdrawHold): Promise<WithdrawResult>;
  auditItems(ask: AuditItems): Promise<AuditItemsResult>;
}
