import type { HoldSources } from "../inventory/hold-sources.ts";
import type { Spread } from "../inventory/stock-place.ts";
import type { SaleLimit, Shortage } from "./attempt.ts";

/** What an executor, a provider's webhook or the clock reports about an attempt. Each may come twice, late or never. */
export type Fact =
  /** `sources` are kept for people to read: nothing is decided by them. */
  | { kind: "stock_held"; holdId: string; sources?: HoldSources | undefined }
  | { kind: "stock_refused"; holdId: string; shortages: readonly Shortage[] }
  /** The hold that was asked for had lapsed or been released: another leg with its own id is needed. */
  | { kind: "hold_ended"; holdId: string }
  /** More than one order or one buyer may take. */
  | { kind: "stock_limited"; holdId: string; limits: readonly SaleLimit[] }
  /** What was asked for lives elsewhere: other legs with ids of their own are needed. Nothing was held. */
  | { kind: "stock_moved"; holdId: string; spreads: readonly Spread[] }
  | { kind: "stock_committed"; holdId: string }
  | { kind: "stock_released"; holdId: string }
  | { kind: "payment_created"; paymentId: string }
  | { kind: "payment_refused"; reason: string }
  | { kind: "payment_paid"; paymentId: string }
  | { kind: "payment_declined"; paymentId: string; reason: string }
  | { kind: "payment_pending"; paymentId: string }
  | { kind: "payment_requires_action"; paymentId: string; nextActionUrl: string | null }
  | { kind: "payment_unknown"; paymentId: string }
  /** The provider never got our confirm: it may be sent again under the same key. */
  | { kind: "payment_unconfirmed"; paymentId: string }
  | { kind: "payment_cancelled"; paymentId: string }
  | { kind: "payment_refunded"; paymentId: string }
  | { kind: "deadline_passed" };
