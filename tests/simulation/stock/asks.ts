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
};
export type SettleAsk = { holdId: string; reference: string; items: ItemUnits[] };
export type UncommitAsk = SettleAsk & { actor: string };
export type FulfilAsk = UncommitAsk & { location: string };
export type AdjustAsk = {
  itemId: string;
  location: string;
  delta: number;
  reason: string;
  note: string | null;
  actor: string;
  idempotency: { scope: string; requestHash: string } | null;
};
export type ItemAsk = { itemId: string };
export type MovementsAsk = { itemId: string; beforeSequence: number | null; limit: number };
export type Answer = { kind: string };
