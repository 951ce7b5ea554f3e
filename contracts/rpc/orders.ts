import { z } from "zod";
import { Address } from "../http/store/cart.ts";
import type { OrderEvent } from "../messages/order-event.ts";
import { CurrencyCode, Money } from "../wire.ts";
import { PriceReader, VariantFacts } from "./catalog.ts";
import { SpreadFacts } from "./stock.ts";

/** Requests of the `Orders` partitions are parsed by the partition; what it answers is typed here. Times: ms. */

const RecordBody = z.string().regex(/^[0-9a-hjkmnp-tv-z]{25}$/);
const Idempotency = z.object({ scope: z.string().length(64), requestHash: z.string().length(64) });

/** Which cart, and with what it was begun: a cart that was never written exists only in its signed token. */
export const CartRef = z.object({
  id: RecordBody,
  birth: z.object({
    currency: CurrencyCode,
    createdAtMs: z.int(),
    /** Absent: of channel `web`, no market and no price group. */
    reader: PriceReader.optional(),
  }),
});
export type CartRef = z.infer<typeof CartRef>;

export const NewLineFacts = z.object({
  lineId: z.string().max(64),
  variant: VariantFacts,
  quantity: z.int().min(1).max(9_999),
});
export type NewLineFacts = z.infer<typeof NewLineFacts>;

/** Who buys, where it goes and how. What is left out stays. */
export const DetailsChange = z.object({
  email: z.string().max(254).optional(),
  shippingAddress: Address.optional(),
  billingAddress: Address.optional(),
  shippingOptionId: z.string().max(64).optional(),
});
export type DetailsChange = z.infer<typeof DetailsChange>;

export const CreateCart = CartRef.extend({
  lines: z.array(NewLineFacts).max(300),
  details: DetailsChange,
  idempotency: Idempotency.nullable(),
});
export type CreateCart = z.infer<typeof CreateCart>;

export const CartChange = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("add_line"), line: NewLineFacts }),
  z.object({
    kind: z.literal("set_quantity"),
    lineId: z.string(),
    quantity: z.int().min(1).max(9_999),
  }),
  z.object({ kind: z.literal("remove_line"), lineId: z.string() }),
  z.object({ kind: z.literal("set_details"), details: DetailsChange }),
  /** Prices and titles as they are now; the lines themselves stay. */
  z.object({
    kind: z.literal("refresh_lines"),
    variants: z.array(VariantFacts).max(300),
    /** Variants that were found to be for sale no more, or not in this quantity. */
    gone: z.array(z.string().max(64)).max(300).optional(),
  }),
]);
export type CartChange = z.infer<typeof CartChange>;

export const ChangeCart = CartRef.extend({
  change: CartChange,
  ifVersion: z.int().nullable(),
  idempotency: Idempotency.nullable(),
});
export type ChangeCart = z.infer<typeof ChangeCart>;

export const HoldCart = CartRef.extend({
  holdForMs: z.int().min(1).max(3_600_000),
  /** Whether a living hold of the same units shall last longer. */
  extend: z.boolean(),
  /** Who asks, as a hash; null: not limited. */
  asker: z.string().max(64).nullable(),
  /** Hot items, as far as the caller knows them. */
  spreads: z.array(SpreadFacts).max(300),
});
export type HoldCart = z.infer<typeof HoldCart>;
export const DropHold = z.object({ id: RecordBody, holdId: z.string().max(80) });
export type DropHold = z.infer<typeof DropHold>;

export const FrozenLine = VariantFacts.extend({ id: z.string(), quantity: z.int().min(1) });

export const PrepareCompletion = CartRef.extend({ idempotency: Idempotency });
export type PrepareCompletion = z.infer<typeof PrepareCompletion>;

export const FreezeCart = z.object({
  id: RecordBody,
  contentVersion: z.int(),
  lines: z.array(FrozenLine).min(1).max(300),
  /** The quote, stored and returned as it is; the partition reads its total. */
  quote: z.looseObject({ total: Money }),
  /** The prices were not read for it: they are the last ones that were, the oldest of them of then. */
  grace: z.object({ sinceMs: z.int() }).optional(),
  provider: z.string().min(1).max(32),
  token: z.string().max(255).nullable(),
  paymentDeadlineMs: z.int().min(1),
  spreads: z.array(SpreadFacts).max(300),
  idempotency: Idempotency,
});
export type FreezeCart = z.infer<typeof FreezeCart>;

const Shortage = z.object({
  itemId: z.string(),
  asked: z.int(),
  available: z.int(),
  mayReturn: z.boolean(),
});
const SaleLimit = z.object({
  itemId: z.string(),
  limit: z.enum(["per_order", "per_buyer", "early_holds"]),
  allowed: z.int(),
});
/** Where the units of a hold come from: see domain/inventory/hold-sources.ts. */
const Sources = z
  .array(z.object({ location: z.string().min(1).max(32), units: z.array(z.int().min(0)).max(6_000) }))
  .max(50);
export const Fact = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("stock_held"),
    holdId: z.string(),
    /** For staff to read; never a reason to refuse the fact that it comes with. */
    sources: Sources.optional().catch(undefined),
  }),
  z.object({
    kind: z.literal("stock_refused"),
    holdId: z.string(),
    shortages: z.array(Shortage).max(300),
  }),
  z.object({ kind: z.literal("hold_ended"), holdId: z.string() }),
  z.object({ kind: z.literal("stock_limited"), holdId: z.string(), limits: z.array(SaleLimit).max(300) }),
  z.object({
    kind: z.literal("stock_moved"),
    holdId: z.string(),
    spreads: z.array(SpreadFacts).max(300),
  }),
  z.object({ kind: z.literal("stock_committed"), holdId: z.string() }),
  z.object({ kind: z.literal("stock_released"), holdId: z.string() }),
  z.object({ kind: z.literal("payment_created"), paymentId: z.string() }),
  z.object({ kind: z.literal("payment_refused"), reason: z.string() }),
  z.object({ kind: z.literal("payment_paid"), paymentId: z.string() }),
  z.object({ kind: z.literal("payment_declined"), paymentId: z.string(), reason: z.string() }),
  z.object({ kind: z.literal("payment_pending"), paymentId: z.string() }),
  z.object({
    kind: z.literal("payment_requires_action"),
    paymentId: z.string(),
    nextActionUrl: z.string().nullable(),
  }),
  z.object({ kind: z.literal("payment_unknown"), paymentId: z.string() }),
  z.object({ kind: z.literal("payment_unconfirmed"), paymentId: z.string() }),
  z.object({ kind: z.literal("payment_cancelled"), paymentId: z.string() }),
  z.object({ kind: z.literal("payment_refunded"), paymentId: z.string() }),
]);
export type Fact = z.infer<typeof Fact>;

export const ReportFacts = z.object({
  id: RecordBody,
  attempt: z.int().min(1),
  facts: z.array(Fact).max(1_000),
});
export type ReportFacts = z.infer<typeof ReportFacts>;

export const AskRecord = z.object({ id: RecordBody });
export type AskRecord = z.infer<typeof AskRecord>;

export const FenceKey = z.object({ scope: z.string().length(64) });
export type FenceKey = z.infer<typeof FenceKey>;

/** The reader's cursor: positions of another epoch mean nothing, so reading then begins anew. */
export const ReadEvents = z.object({
  epoch: z.int().min(1),
  afterPosition: z.int().min(0),
  limit: z.int().min(1).max(100),
});
export type ReadEvents = z.infer<typeof ReadEvents>;

/* ---- answers ---- */

export type LineView = z.infer<typeof FrozenLine>;
export type AttemptView = {
  n: number;
  state: string;
  refusal:
    | { code: "insufficient_stock"; shortages: z.infer<typeof Shortage>[] }
    | { code: "limit_exceeded"; limits: z.infer<typeof SaleLimit>[] }
    | { code: "payment_declined"; reason: string }
    | { code: "deadline_passed" }
    | { code: "payment_returned" }
    | null;
  payment: { provider: string; status: string; nextActionUrl: string | null };
  frozen: { lines: LineView[]; quote: Record<string, unknown> } | null;
  /** Where all that it holds or sold comes from; null while that is not known. */
  held: SourcedView[] | null;
  isInFlight: boolean;
};
export type SourcedView = { items: Item[]; sources: z.infer<typeof Sources> };
export type RecordView = {
  id: string;
  status: "open" | "checking_out" | "placed" | "cancelled";
  version: number;
  contentVersion: number;
  currency: string;
  /** Null: of channel `web`, no market and no price group. */
  reader: PriceReader | null;
  lines: LineView[];
  country: string | null;
  shippingOptionId: string | null;
  email: string | null;
  shippingAddress: z.infer<typeof Address> | null;
  billingAddress: z.infer<typeof Address> | null;
  holdExpiresAtMs: number | null;
  number: string | null;
  /** How it looks to those who see it as an order; null for a cart that was never frozen. */
  orderStatus: "pending" | "placed" | "payment_failed" | "cancelled" | null;
  attempt: AttemptView | null;
  cancelReason: string | null;
  createdAtMs: number;
  updatedAtMs: number;
  expiresAtMs: number;
  placedAtMs: number | null;
};

type Item = { itemId: string; units: number };
/** Where a hold lives: see domain/inventory/stock-place.ts. */
export type PlaceView = { partition: number; shard: number | null };
export type HeldView = { place: PlaceView; holdId: string; items: Item[] };
export type AskedView = HeldView & { seen: { itemId: string; version: number }[] };
export type CommandView =
  | ({ kind: "hold_stock"; replaces: { holdId: string; items: Item[] }[] } & AskedView)
  | ({ kind: "commit_stock" } & HeldView)
  | ({ kind: "release_stock" } & HeldView)
  | {
      kind: "create_payment";
      provider: string;
      key: string;
      amount: z.infer<typeof Money>;
      token: string | null;
    }
  | { kind: "confirm_payment"; provider: string; key: string; paymentId: string; token: string | null }
  | { kind: "retrieve_payment"; provider: string; paymentId: string }
  | { kind: "cancel_payment"; provider: string; paymentId: string; key: string }
  | {
      kind: "refund_payment";
      provider: string;
      paymentId: string;
      key: string;
      amount: z.infer<typeof Money>;
    };

/** One attempt's stages of commands: see domain/checkout/plan-of.ts. */
export type Work = { attempt: number; plan: CommandView[][] };

export type CreateCartResult =
  | { kind: "cart"; record: RecordView; replayed: boolean }
  /** A newer generation takes new carts. */
  | { kind: "closed" }
  /** This partition has no more room for carts without a key; others may. */
  | { kind: "full" }
  | { kind: "limit"; limit: string; allowed: number }
  | { kind: "fenced" }
  | { kind: "key_reused" };
export type ReadResult = { kind: "record"; record: RecordView } | { kind: "missing" };
export type ChangeCartResult =
  | { kind: "record"; record: RecordView; replayed: boolean }
  | { kind: "missing" }
  | { kind: "key_reused" }
  | { kind: "version_mismatch" }
  | { kind: "closed"; record: RecordView }
  | { kind: "in_progress" }
  | { kind: "unknown_line" }
  | { kind: "too_many_lines"; allowed: number }
  | { kind: "too_many_units"; allowed: number }
  | { kind: "worth_too_much"; allowed: number }
  | { kind: "too_many_units_of_item"; allowed: number }
  | { kind: "too_few_units"; allowed: number }
  | { kind: "too_many_price_tiers"; allowed: number };
export type HoldCartResult =
  | {
      kind: "hold";
      what: "begun" | "kept" | "extended";
      legs: AskedView[];
      replaces: HeldView[];
      expiresAtMs: number;
      /** Where it goes, as far as the cart knows. */
      country: string | null;
    }
  | { kind: "missing" }
  | { kind: "closed"; record: RecordView }
  | { kind: "in_progress" }
  | { kind: "empty" }
  | { kind: "too_many_holds"; allowed: number };
export type PrepareResult =
  | { kind: "ready"; record: RecordView }
  | CompletionKnown
  | { kind: "missing" }
  | { kind: "key_reused" };
/** A completion that was begun before: finished, waiting, or (with work) left behind by whoever ran it. */
export type CompletionKnown =
  | { kind: "known"; record: RecordView; attempt: AttemptView; sameKey: boolean; work: Work | null }
  | { kind: "in_progress" };
export type FreezeResult =
  | { kind: "begun"; record: RecordView; work: Work }
  | CompletionKnown
  | { kind: "missing" }
  | { kind: "key_reused" }
  | { kind: "content_changed" }
  | { kind: "too_many_attempts"; allowed: number };
/** `learned` is false when none of the facts was news: somebody else is going on from there. */
export type ReportResult =
  | { kind: "record"; record: RecordView; learned: boolean; work: Work }
  | { kind: "missing" };
export type ResumeResult = { kind: "record"; record: RecordView; work: Work[] } | { kind: "missing" };
export type FenceResult = { kind: "found"; id: string; requestHash: string } | { kind: "fenced" };
export type LogLine = { position: number; atMs: number; type: string; facts: Record<string, unknown> };
export type LogResult = { kind: "log"; record: RecordView; log: LogLine[] } | { kind: "missing" };
export type EventsResult = { epoch: number; events: OrderEvent[] };

/** An `Orders` partition as its callers see it: carts, then sagas, and the log that is the outbox. */
export interface OrdersRpc {
  create(ask: CreateCart): Promise<CreateCartResult>;
  read(ask: CartRef): Promise<ReadResult>;
  change(ask: ChangeCart): Promise<ChangeCartResult>;
  /** Notes an early hold; the caller asks stock for it, and calls `dropHold` if it was refused. */
  hold(ask: HoldCart): Promise<HoldCartResult>;
  /** Forgets a refused early hold. Only whoever is told `true` may give back what was granted of it. */
  dropHold(ask: DropHold): Promise<boolean>;
  /** The first step of `complete`: the cart as it is, or what became of this key or cart before. */
  prepare(ask: PrepareCompletion): Promise<PrepareResult>;
  /** Freezes the cart and begins the order in one transaction. */
  freeze(ask: FreezeCart): Promise<FreezeResult>;
  /** What an executor or a provider's webhook learned; answers with what is left to do. */
  report(ask: ReportFacts): Promise<ReportResult>;
  /** Everything left to do for a record, after a crash. */
  resume(ask: AskRecord): Promise<ResumeResult>;
  /** Answers for a key of an older generation, or refuses it from now on. */
  answerOrFence(ask: FenceKey): Promise<FenceResult>;
  /** The record and its log, for staff. */
  log(ask: AskRecord): Promise<LogResult>;
  /** Events after a position, oldest first. Asking acknowledges everything up to it. */
  events(ask: ReadEvents): Promise<EventsResult>;
}
