/**
 * What is asked of a stock partition, as it travels. Written down here once more, on purpose: the auditor shares no
 * code with what it audits.
 */
export type ItemUnits = { itemId: string; units: number };
export type HoldAsk = {
  holdId: string;
  reference: string;
  items: ItemUnits[];
  expiresAtMs: number;
  pin: boolean;
  replaces: { holdId: string; items: ItemUnits[] }[];
  sourcing: { mode: "in_order" | "fewest"; order: string[] };
  asker: string | null;
  buyer: string | null;
};
export type HoldManyAsk = { asks: HoldAsk[] };
export type ExtendAsk = { holdId: string; items: ItemUnits[]; expiresAtMs: number; lastMs: number };
export type SettleAsk = { holdId: string; reference: string; items: ItemUnits[] };
export type UncommitAsk = SettleAsk & { stepId: string; actor: string };
export type FulfilAsk = UncommitAsk & { location: string };
export type Key = { scope: string; requestHash: string };
export type AdjustAsk = {
  itemId: string;
  location: string;
  change: { kind: "delta" | "counted"; units: number };
  reason: string;
  note: string | null;
  actor: string;
  idempotency: Key | null;
};
export type TransferAsk = {
  itemId: string;
  from: string;
  to: string;
  units: number;
  note: string | null;
  actor: string;
  idempotency: Key | null;
};
export type Policy = {
  beyond:
    | { kind: "none" }
    | { kind: "backorder"; limit: number }
    | { kind: "preorder"; limit: number; availableFromMs: number };
  maxPerOrder: number | null;
  maxPerBuyer: number | null;
  lowAt: number | null;
};
export type SetPolicyAsk = {
  itemId: string;
  policy: Partial<Policy>;
  safety: { location: string; units: number }[];
  actor: string;
};
export type WithdrawAsk = { itemId: string; holdId: string; actor: string };
export type ItemAsk = { itemId: string };
export type MovementsAsk = { itemId: string; beforeSequence: number | null; limit: number };
export type HoldsAsk = { itemId: string; state: "live" | "committed"; after: string | null; limit: number };
export type LevelsAsk = { after: string | null; limit: number };

export type Placed = { location: string; units: number };
export type AllocationAnswer = { itemId: string; parts: Placed[]; awaited: number };
export type Answer = { kind: string };
