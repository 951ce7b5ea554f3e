import { z } from "zod";
import type { StockSignalsRpc } from "./stock-signals.ts";
import type { StaffStockRpc } from "./stock-staff.ts";

/** Requests are parsed by the place that is asked; what it answers is typed here. Times: ms since the epoch. */

/** Hold ids are made by the asker and logged before asking. */
export const HoldId = z.string().min(1).max(80);
export const ItemId = z.string().regex(/^inv_[0-9a-hjkmnp-tv-z]{22}$/);
export const Location = z.string().min(1).max(32);
const Units = z.int().min(1).max(10_000_000);
const Version = z.int().min(0);
/** 300 lines of bundles with 20 components each. */
const ITEMS_MAX = 6_000;
const Items = z
  .array(z.object({ itemId: ItemId, units: Units }))
  .min(1)
  .max(ITEMS_MAX);
/** Each item once: whoever asks has summed his lines. */
const DistinctItems = Items.refine(namesEachOnce, "names an item twice");
export const Actor = z.string().max(64);
export const Idempotency = z.strictObject({
  scope: z.string().length(64),
  requestHash: z.string().length(64),
});

/** What is known of a hot item: see domain/inventory/stock-place.ts. */
export const SpreadFacts = z.object({
  itemId: z.string(),
  version: Version,
  shards: z.int().min(0).max(64),
  direct: z.boolean(),
});
export type SpreadView = z.infer<typeof SpreadFacts>;

/** Where units are taken from: see domain/inventory/allocate.ts. */
const Sourcing = z.object({
  mode: z.enum(["in_order", "fewest"]),
  order: z.array(Location).max(50),
});

/* ---- holds ---- */

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
  replaces: z.array(z.object({ holdId: HoldId, items: Items })).max(20),
  sourcing: Sourcing.default({ mode: "in_order", order: [] }),
  /** Who reserves ahead of payment, as a hash: nobody may keep too much from others. Null: not limited. */
  asker: z.string().max(64).nullable().default(null),
  /** Who buys, as a hash; null while that is not known. */
  buyer: z.string().max(64).nullable().default(null),
  /** Hot items that the asker already found spread at this version: their home is asked to sell them itself. */
  seen: z
    .array(z.object({ itemId: ItemId, version: Version }))
    .max(ITEMS_MAX)
    .default([]),
});
export type HoldStock = z.input<typeof HoldStock>;
export type HoldStockAsk = z.output<typeof HoldStock>;

export const HoldMany = z.object({ asks: z.array(HoldStock).min(1).max(500) });
export type HoldMany = z.input<typeof HoldMany>;

export type StockShortage = {
  itemId: string;
  asked: number;
  available: number;
  mayReturn: boolean;
  /** True until then as far as this place can know; after that, or for fewer units, ask again. */
  validUntilMs: number;
};
export type AllocationView = {
  itemId: string;
  parts: { location: string; units: number }[];
  awaited: number;
};
export type HoldStockResult =
  /** `awaited` units are promised from a delivery to come. */
  | { kind: "granted"; allocations: AllocationView[] }
  | { kind: "insufficient"; shortages: StockShortage[] }
  /** More than one order, or one asker ahead of payment, may take. */
  | {
      kind: "limited";
      limits: { itemId: string; limit: "per_order" | "per_buyer" | "early_holds"; allowed: number }[];
    }
  /** Nothing was held: these items live elsewhere. */
  | { kind: "moved"; spreads: SpreadView[] }
  /** Items this partition does not keep. Never to be read as "zero left". */
  | { kind: "unknown_items"; itemIds: string[] }
  | { kind: "ended"; state: "released" | "lapsed" }
  | { kind: "mismatch" };

export const ExtendHold = z.object({
  holdId: HoldId,
  items: DistinctItems,
  expiresAtMs: z.int(),
  /** How long it may last in all. */
  lastMs: z.int().min(1),
});
export type ExtendHold = z.infer<typeof ExtendHold>;
export type ExtendResult =
  | { kind: "extended"; expiresAtMs: number | null }
  | { kind: "ended"; state: string }
  | { kind: "unknown_hold" };

/** The units of a commit may be fewer than were held: the rest is given back. */
export const SettleHold = z.object({ holdId: HoldId, reference: z.string().max(64), items: DistinctItems });
export type SettleHold = z.infer<typeof SettleHold>;

export type CommitResult =
  | { kind: "committed" }
  | { kind: "ended"; state: string }
  | { kind: "mismatch" }
  | { kind: "unknown_hold" };
export type ReleaseResult = { kind: "released" } | { kind: "committed" };

/** One step of a sold hold: a parcel that left, or units given back. `stepId` is the asker's and used once. */
const Step = z.object({
  holdId: HoldId,
  stepId: z.string().min(1).max(80),
  reference: z.string().max(64),
  items: DistinctItems,
  actor: Actor,
  /** The shard in which it was held, if any: what was sold there is settled with the home first. */
  shard: z.int().min(0).max(63).nullable().default(null),
});
export const FulfilHold = Step.extend({ location: Location });
export type FulfilHold = z.input<typeof FulfilHold>;
export type FulfilAsk = z.output<typeof FulfilHold>;
export const UncommitHold = Step;
export type UncommitHold = z.input<typeof UncommitHold>;
export type UncommitAsk = z.output<typeof UncommitHold>;

type StepRefused =
  | { kind: "not_committed" }
  | { kind: "step_mismatch" }
  | { kind: "too_many_units"; itemId: string; left: number }
  | { kind: "too_many_steps"; allowed: number };
export type FulfilResult =
  | { kind: "fulfilled" }
  | StepRefused
  | { kind: "location_short"; itemId: string; onHand: number };
export type UncommitResult = { kind: "uncommitted" } | StepRefused;

/* ---- what is there ---- */

export const AdjustStock = z.object({
  itemId: ItemId,
  location: Location,
  /** The shop no longer names this location: only what still lies there is counted, nothing new begins. */
  mustBeKnown: z.boolean().optional(),
  /** By how much, or what was counted. */
  change: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("delta"), units: z.int().min(-10_000_000).max(10_000_000) }),
    z.object({ kind: z.literal("counted"), units: z.int().min(0).max(1_000_000_000) }),
  ]),
  reason: z.string().min(1).max(32),
  note: z.string().max(500).nullable(),
  actor: Actor,
  idempotency: Idempotency.nullable(),
});
export type AdjustStock = z.infer<typeof AdjustStock>;

export const TransferStock = z.object({
  itemId: ItemId,
  from: Location,
  to: Location,
  units: Units,
  note: z.string().max(500).nullable(),
  actor: Actor,
  idempotency: Idempotency.nullable(),
});
export type TransferStock = z.infer<typeof TransferStock>;

export const PolicyFacts = z.object({
  beyond: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("none") }),
    z.object({ kind: z.literal("backorder"), limit: z.int().min(1).max(10_000_000) }),
    z.object({
      kind: z.literal("preorder"),
      limit: z.int().min(1).max(10_000_000),
      availableFromMs: z.int(),
    }),
  ]),
  maxPerOrder: z.int().min(1).max(10_000_000).nullable(),
  maxPerBuyer: z.int().min(1).max(10_000_000).nullable(),
  lowAt: z.int().min(0).max(10_000_000).nullable(),
});
/**
 * What is left out stays. Safety stock is kept back per location. `policy.beyond` is put in place of whatever there is;
 * `ways` are the same, each by itself, and refused where the one excludes the other.
 */
export const SetPolicy = z.object({
  itemId: ItemId,
  policy: PolicyFacts.partial(),
  ways: z
    .object({
      backorderLimit: z.int().min(1).max(10_000_000).nullable(),
      preorder: z.object({ limit: z.int().min(1).max(10_000_000), availableFromMs: z.int() }).nullable(),
    })
    .partial()
    .optional(),
  safety: z
    .array(
      z.object({
        location: Location,
        units: z.int().min(0).max(10_000_000),
        mustBeKnown: z.boolean().optional(),
      }),
    )
    .max(50),
  actor: Actor,
});
export type SetPolicy = z.infer<typeof SetPolicy>;

export type LocationLevelView = {
  location: string;
  onHand: number;
  promised: number;
  safety: number;
  /** Free at the location. Negative when a stocktake found less than was promised. */
  available: number;
};
/** Over the home and all shards of the item. */
export type StockLevelView = {
  itemId: string;
  onHand: number;
  held: number;
  committed: number;
  safety: number;
  available: number;
  /** How many more than are available may be promised. */
  allowance: number;
  short: boolean;
  locations: LocationLevelView[];
  policy: z.infer<typeof PolicyFacts>;
  spread: SpreadView | null;
};
export type AdjustResult =
  | { kind: "adjusted"; level: StockLevelView; replayed: boolean }
  | { kind: "would_be_negative"; location: string; onHand: number }
  | { kind: "too_many_units"; onHand: number; onHandMax: number }
  | { kind: "too_many_locations"; allowed: number }
  | { kind: "unknown_location"; location: string }
  | { kind: "key_reused" };
export type SetPolicyResult =
  | { kind: "set"; level: StockLevelView }
  | { kind: "excluded_by"; present: "backorder" | "preorder" }
  | { kind: "unknown_location"; location: string }
  | { kind: "too_many_locations"; allowed: number };

export const AskItem = z.object({ itemId: ItemId });
export type AskItem = z.infer<typeof AskItem>;
export type LevelResult = { kind: "level"; level: StockLevelView } | { kind: "unknown_item" };

/* ---- proof ---- */

export type AuditCheck = { name: string; counted: number; recorded: number };
/** Units on their way between the home and a shard. */
export type TransferInFlight = {
  shard: number;
  kind: "grant" | "return";
  number: number;
  units: number;
};
export type StockAuditView = {
  level: StockLevelView;
  balanced: boolean;
  liveHolds: number;
  movements: number;
  checks: AuditCheck[];
  inFlight: TransferInFlight[];
  auditedAtMs: number;
};
export type AuditResult = { kind: "audit"; audit: StockAuditView } | { kind: "unknown_item" };

export const ListMovements = z.object({
  itemId: ItemId,
  beforeSequence: z.int().nullable(),
  /** Only what staff did, and of that only this. */
  kind: z.enum(["adjusted", "transferred", "released"]).optional(),
  limit: z.int().min(1).max(100),
});
export type ListMovements = z.infer<typeof ListMovements>;
export type MovementView = {
  sequence: number;
  atMs: number;
  /** `released`: staff took back a hold; no figure changes. */
  kind: "adjusted" | "transferred" | "committed" | "uncommitted" | "fulfilled" | "released";
  location: string | null;
  onHandDelta: number;
  committedDelta: number;
  reason: string;
  note: string | null;
  actor: string;
  reference: string | null;
};
export type MovementsResult = { kind: "movements"; movements: MovementView[] } | { kind: "unknown_item" };

export const ListHolds = z.object({
  itemId: ItemId,
  /** Which ones: promised for a while, or sold and not shipped. */
  state: z.enum(["live", "committed"]),
  after: HoldId.nullable(),
  limit: z.int().min(1).max(100),
});
export type ListHolds = z.infer<typeof ListHolds>;
export type HoldView = {
  holdId: string;
  reference: string;
  state: string;
  units: number;
  outstanding: number;
  sinceMs: number;
  expiresAtMs: number | null;
  parts: { location: string; units: number }[];
  awaited: number;
  /** Where it lives when its item is spread. */
  shard: number | null;
};
export type HoldsResult = { kind: "holds"; holds: HoldView[] } | { kind: "unknown_item" };

/* ---- hot items ---- */

export const SpreadItem = z.object({ itemId: ItemId, shards: z.int().min(1).max(64) });
export type SpreadItem = z.infer<typeof SpreadItem>;
export type MoveState = {
  itemId: string;
  version: number;
  phase: "home" | "opening" | "granting" | "spread" | "gathering";
  shards: number;
};
export type MoveResult =
  | { kind: "moving"; state: MoveState }
  | { kind: "busy"; state: MoveState }
  /** Its buyers are counted at home alone. */
  | { kind: "limited_per_buyer" }
  | { kind: "unknown_item" };

/** A place of stock as those see it who hold. Writes are idempotent by hold id; expected outcomes are results. */
export interface HoldRpc {
  /** All items or none, decided in one transaction. */
  hold(ask: HoldStock): Promise<HoldStockResult>;
  /** Many holds that have nothing to do with each other, each answered for itself, in one transaction. */
  holdMany(ask: HoldMany): Promise<HoldStockResult[]>;
  extend(ask: ExtendHold): Promise<ExtendResult>;
  commit(ask: SettleHold): Promise<CommitResult>;
  release(ask: SettleHold): Promise<ReleaseResult>;
}

/** A `Stock` partition: the home of its items. */
export interface StockRpc extends HoldRpc, StaffStockRpc, StockSignalsRpc {
  fulfil(ask: FulfilHold): Promise<FulfilResult>;
  uncommit(ask: UncommitHold): Promise<UncommitResult>;
  adjust(ask: AdjustStock): Promise<AdjustResult>;
  transfer(ask: TransferStock): Promise<AdjustResult>;
  setPolicy(ask: SetPolicy): Promise<SetPolicyResult>;
  level(ask: AskItem): Promise<LevelResult>;
  audit(ask: AskItem): Promise<AuditResult>;
  movements(ask: ListMovements): Promise<MovementsResult>;
  holds(ask: ListHolds): Promise<HoldsResult>;
  /** Moves an item to shards. Answers once the move is logged; it goes on by itself. */
  spread(ask: SpreadItem): Promise<MoveResult>;
  /** Brings it back. */
  gather(ask: AskItem): Promise<MoveResult>;
  moveState(ask: AskItem): Promise<MoveState | null>;
}

export function namesEachOnce(items: readonly { itemId: string }[]): boolean {
  return items.length < 2 || new Set(items.map(({ itemId }) => itemId)).size === items.length;
}
