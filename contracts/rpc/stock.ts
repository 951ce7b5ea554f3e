import { z } from "zod";

/** Hold ids are made by the asker and logged before asking. */
const HoldId = z.string().min(1).max(80);
const ItemId = z.string().regex(/^inv_[0-9a-hjkmnp-tv-z]{22}$/);
const Items = z
  .array(z.object({ itemId: ItemId, units: z.int().min(1).max(10_000_000) }))
  .min(1)
  .max(300);

export const HoldStock = z.object({
  holdId: HoldId,
  /** The order it is for, shown to staff. */
  reference: z.string().max(64),
  items: Items,
  /** When an unpinned hold lapses; ignored with `pin`. */
  expiresAtMs: z.int(),
  /** True once payment begins: the hold then does not expire. */
  pin: z.boolean(),
  /** Earlier holds of the same asker, given back in the same transaction if this one is granted. */
  replaces: z.array(z.object({ holdId: HoldId, items: Items })).max(5),
});
export type HoldStock = z.infer<typeof HoldStock>;

export type StockShortage = { itemId: string; asked: number; available: number; mayReturn: boolean };
export type HoldStockResult =
  | { kind: "granted" }
  | { kind: "insufficient"; shortages: StockShortage[] }
  /** Items this partition does not keep. Never to be read as "zero left". */
  | { kind: "unknown_items"; itemIds: string[] }
  | { kind: "ended"; state: "released" | "lapsed" }
  | { kind: "mismatch" };

export const SettleHold = z.object({ holdId: HoldId, reference: z.string().max(64), items: Items });
export type SettleHold = z.infer<typeof SettleHold>;

export type CommitResult =
  | { kind: "committed" }
  | { kind: "ended"; state: string }
  | { kind: "unknown_hold" };
export type ReleaseResult = { kind: "released" } | { kind: "committed" };
export type FulfilResult =
  | { kind: "fulfilled" }
  | { kind: "not_committed" }
  | { kind: "location_short"; itemId: string; onHand: number };
export type UncommitResult = { kind: "uncommitted" } | { kind: "not_committed" };

export const FulfilHold = SettleHold.extend({
  location: z.string().min(1).max(32),
  actor: z.string().max(64),
});
export type FulfilHold = z.infer<typeof FulfilHold>;
export const UncommitHold = SettleHold.extend({ actor: z.string().max(64) });
export type UncommitHold = z.infer<typeof UncommitHold>;

export const AdjustStock = z.object({
  itemId: ItemId,
  location: z.string().min(1).max(32),
  delta: z.int().min(-10_000_000).max(10_000_000),
  reason: z.string().min(1).max(32),
  note: z.string().max(500).nullable(),
  actor: z.string().max(64),
  idempotency: z
    .strictObject({ scope: z.string().length(64), requestHash: z.string().length(64) })
    .nullable(),
});
export type AdjustStock = z.infer<typeof AdjustStock>;

export type StockLevelView = {
  itemId: string;
  onHand: number;
  held: number;
  committed: number;
  available: number;
  short: boolean;
  locations: { location: string; onHand: number }[];
};
export type AdjustResult =
  | { kind: "adjusted"; level: StockLevelView; replayed: boolean }
  | { kind: "would_be_negative"; onHand: number }
  | { kind: "too_many_units"; onHand: number; onHandMax: number }
  | { kind: "key_reused" };

export const AskItem = z.object({ itemId: ItemId });
export type AskItem = z.infer<typeof AskItem>;
export type LevelResult = { kind: "level"; level: StockLevelView } | { kind: "unknown_item" };

export type StockAuditView = {
  level: StockLevelView;
  balanced: boolean;
  liveHolds: number;
  movements: number;
  checks: { name: string; counted: number; recorded: number }[];
  auditedAtMs: number;
};
export type AuditResult = { kind: "audit"; audit: StockAuditView } | { kind: "unknown_item" };

export const ListMovements = z.object({
  itemId: ItemId,
  beforeSequence: z.int().nullable(),
  limit: z.int().min(1).max(100),
});
export type ListMovements = z.infer<typeof ListMovements>;
export type MovementView = {
  sequence: number;
  atMs: number;
  kind: "adjusted" | "committed" | "uncommitted" | "fulfilled";
  location: string | null;
  onHandDelta: number;
  committedDelta: number;
  reason: string;
  note: string | null;
  actor: string;
  reference: string | null;
};
export type MovementsResult = { kind: "movements"; movements: MovementView[] } | { kind: "unknown_item" };

/** A `Stock` partition as its callers see it. Writes are idempotent by hold id; expected outcomes are results. */
export interface StockRpc {
  /** All items or none, decided in one transaction. */
  hold(ask: HoldStock): Promise<HoldStockResult>;
  commitHold(ask: SettleHold): Promise<CommitResult>;
  release(ask: SettleHold): Promise<ReleaseResult>;
  fulfil(ask: FulfilHold): Promise<FulfilResult>;
  uncommit(ask: UncommitHold): Promise<UncommitResult>;
  adjust(ask: AdjustStock): Promise<AdjustResult>;
  level(ask: AskItem): Promise<LevelResult>;
  audit(ask: AskItem): Promise<AuditResult>;
  movements(ask: ListMovements): Promise<MovementsResult>;
}
