import type { HoldAsk, ItemAsk, Placed, Policy } from "../stock/asks.ts";

/** What homes and shards say to each other, and callers of hot items to both: once more, for the auditor. */
export type HotHoldAsk = HoldAsk & { seen?: { itemId: string; version: number }[] };
export type SpreadTold = { itemId: string; version: number; shards: number; direct: boolean };
export type SpreadAsk = ItemAsk & { shards: number };
export type OpenShardAsk = ItemAsk & { shard: number; version: number; policy: Policy };
export type ReceiveAsk = ItemAsk & { number: number; parts: Placed[] };
export type CollectAsk = ItemAsk & {
  version: number;
  acknowledged: number;
  takeFree: boolean;
  close: boolean;
};
export type SoldTold = {
  holdId: string;
  reference: string;
  units: number;
  committed: number;
  sinceMs: number;
  soldAtMs: number;
  parts: Placed[];
};
export type ReturnTold = { number: number; free: Placed[]; sold: SoldTold[] };
export type CollectAnswer = {
  pending: ReturnTold | null;
  isFresh: boolean;
  hasMore: boolean;
  isOver: boolean;
  asks: number;
  promised?: number;
};
