import { z } from "zod";
import { OpenPartition } from "./partition.ts";
import { type HoldRpc, type HoldView, PolicyFacts } from "./stock.ts";
import type { WithdrawHold, WithdrawResult } from "./stock-staff.ts";

/** What the home of a hot item and its shards say to each other. Nobody else calls these. */

const ItemId = z.string().regex(/^inv_[0-9a-hjkmnp-tv-z]{22}$/);
const Parts = z.array(z.object({ location: z.string().min(1).max(32), units: z.int().min(1) })).max(50);

/** Makes the shard ready to take units of the item, at this version of its spread. */
export const OpenShard = z.object({
  itemId: ItemId,
  shard: z.int().min(0).max(63),
  version: z.int().min(1),
  policy: PolicyFacts,
  partition: OpenPartition,
});
export type OpenShard = z.infer<typeof OpenShard>;

/** Free units on their way to the shard. Numbered without gaps: each is taken once, however often it is sent. */
export const Grant = z.object({ number: z.int().min(1), parts: Parts });
export type Grant = z.infer<typeof Grant>;
export const ReceiveGrant = Grant.extend({ itemId: ItemId });
export type ReceiveGrant = z.infer<typeof ReceiveGrant>;

export const Collect = z.object({
  itemId: ItemId,
  version: z.int().min(1),
  /** The number of the last return that the home has taken. */
  acknowledged: z.int().min(0),
  /** Whether free units shall come back as well as what was sold. */
  takeFree: z.boolean(),
  /** From now on no new holds. */
  close: z.boolean(),
});
export type Collect = z.infer<typeof Collect>;

/** A hold that was sold in the shard: from now on it lives at home. */
export type SoldHold = {
  holdId: string;
  reference: string;
  units: number;
  committed: number;
  sinceMs: number;
  soldAtMs: number;
  parts: { location: string; units: number }[];
};
/** Units on their way home. Sent again under its number until acknowledged. */
export type Return = { number: number; free: { location: string; units: number }[]; sold: SoldHold[] };

export type CollectResult = {
  /** What the home has not acknowledged yet; null when there is nothing. */
  pending: Return | null;
  /** Whether it was put together for this call: an older one may miss what came free since. */
  isFresh: boolean;
  /** More was sold than fits into one return. */
  hasMore: boolean;
  /** Closed, nothing promised and nothing kept: the home need not ask again. */
  isOver: boolean;
  /** New holds asked for since the last call. */
  asks: number;
  /** Units here that are held, or sold and not in any return yet. Missing from a shard of an older version. */
  promised?: number;
};

export type ShardFigures = {
  version: number;
  state: "open" | "closed";
  held: number;
  early: number;
  committed: number;
  /** Units here, promised or free. */
  kept: number;
  free: number;
  promised: { location: string; units: number }[];
  liveHolds: number;
  grantTaken: number;
  returnNumber: number;
  pending: Return | null;
  /** The shard's own books add up. */
  checks: { name: string; counted: number; recorded: number }[];
};

export interface StockShardRpc extends HoldRpc {
  openShard(ask: OpenShard): Promise<void>;
  receive(ask: ReceiveGrant): Promise<void>;
  collect(ask: Collect): Promise<CollectResult>;
  figures(): Promise<ShardFigures>;
  liveHolds(ask: { after: string | null; limit: number }): Promise<HoldView[]>;
  withdraw(ask: WithdrawHold): Promise<WithdrawResult>;
}
