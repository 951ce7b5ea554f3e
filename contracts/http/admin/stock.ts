import { z } from "zod";
import { LocationCode, orNull, Sku, Timestamp, text } from "../../wire.ts";

/** What staff see of an item's stock, and how they say what changed. Units are whole and never of money. */

const UNITS_MAX = 10_000_000;
const Units = z.int().min(1).max(UNITS_MAX);

export const Preorder = z
  .strictObject({
    limit: Units.meta({ description: "Units that may be sold before the day." }),
    available_from: Timestamp.meta({ description: "From then on only what is there is sold." }),
  })
  .meta({ id: "Preorder" });

export const StockPolicy = z
  .strictObject({
    backorder_limit: orNull(Units).meta({
      description: "Units that may be sold although none is there, until more is delivered. Null: none.",
    }),
    preorder: orNull(Preorder).meta({ description: "Sold ahead of its day. Excludes backorders." }),
    max_per_order: orNull(Units),
    max_per_buyer: orNull(Units).meta({
      description:
        "Over all orders of one buyer since it was set. Buyers are told apart by their e-mail address, in upper or lower case.",
    }),
    low_stock_threshold: orNull(z.int().min(0).max(UNITS_MAX)).meta({
      description: "With so many available or fewer the item is low.",
    }),
  })
  .meta({ id: "StockPolicy", description: "How an item may be sold. Null: not limited, or not at all." });

export const StockSpread = z
  .strictObject({
    phase: z.enum(["home", "opening", "granting", "spread", "gathering"]).meta({
      description:
        "`opening`, `granting`: on its way to the shards. `spread`: they sell it. `gathering`: it is coming back.",
    }),
    shards: z.int(),
    version: z.int().meta({ description: "Rises with every move." }),
  })
  .meta({ id: "StockSpread", description: "Where a hot item is sold." });

export const StockLevel = z
  .strictObject({
    sku: orNull(z.string()).meta({ description: "Null when no SKU leads to the item any more." }),
    inventory_item_id: z.string(),
    on_hand: z.int(),
    held: z.int().meta({ description: "In carts being bought, or held ahead of payment." }),
    committed: z.int().meta({ description: "Sold and not yet shipped." }),
    safety: z.int().meta({ description: "Kept back: never promised." }),
    available: z.int().meta({
      description:
        "on_hand − held − committed − safety. Negative when a stocktake found less than was promised.",
    }),
    allowance: z.int().meta({ description: "How many more than are available may be promised right now." }),
    short: z.boolean().meta({ description: "More is promised than may be; new holds are refused." }),
    locations: z
      .array(
        z.strictObject({
          location: z.string(),
          on_hand: z.int(),
          promised: z.int().meta({ description: "Held or sold units that are to leave from here." }),
          safety: z.int(),
          available: z.int(),
        }),
      )
      .max(50),
    policy: StockPolicy,
    spread: orNull(StockSpread).meta({ description: "Null: the item is sold where it is kept." }),
  })
  .meta({ id: "StockLevel", description: "Exact, over all locations and shards." });

const REASONS = ["received", "correction", "damaged", "lost", "found", "returned", "stocktake"] as const;

const adjustment = {
  location: LocationCode.optional().meta({ description: "Default: the shop's first location." }),
  delta: z
    .int()
    .min(-UNITS_MAX)
    .max(UNITS_MAX)
    .refine((delta) => delta !== 0, "must not be zero")
    .optional()
    .meta({ description: "Units that came (positive) or went (negative)." }),
  counted: z
    .int()
    .min(0)
    .max(1_000_000_000)
    .optional()
    .meta({ description: "Units that a stocktake found at the location. Instead of `delta`." }),
  reason: z.enum(REASONS),
  note: text(500).optional(),
};

type Change = { delta?: number | undefined; counted?: number | undefined };

function eitherOr({ delta, counted }: Change, context: z.RefinementCtx): void {
  if (delta === undefined && counted === undefined)
    context.addIssue({ code: "custom", path: ["delta"], message: "is missing: send it, or `counted`" });
  if (delta !== undefined && counted !== undefined)
    context.addIssue({ code: "custom", path: ["counted"], message: "excludes `delta`: send one of them" });
}

export const NewAdjustment = z
  .strictObject(adjustment)
  .superRefine(eitherOr)
  .meta({
    id: "NewAdjustment",
    description: "Exactly one of `delta` and `counted`.",
    example: { location: "berlin", delta: 25, reason: "received" },
  });

export const NewAdjustments = z
  .strictObject({
    adjustments: z
      .array(z.strictObject({ sku: Sku, ...adjustment }).superRefine(eitherOr))
      .min(1)
      .max(500)
      .meta({
        description:
          "Each as for one item. They are applied in this order: of two counts of one place the later one stands.",
      }),
  })
  .meta({
    id: "NewAdjustments",
    example: {
      adjustments: [
        { sku: "TEE-LIN-M-SAGE", location: "berlin", delta: 25, reason: "received" },
        { sku: "TEE-LIN-L-SAGE", location: "berlin", counted: 12, reason: "stocktake" },
      ],
    },
  });

export const NewTransfer = z
  .strictObject({ from: LocationCode, to: LocationCode, units: Units, note: text(500).optional() })
  .meta({ id: "NewTransfer", example: { from: "berlin", to: "lisbon", units: 10 } });

export const StockPolicyEdit = z
  .strictObject({
    policy: StockPolicy.partial()
      .optional()
      .meta({ id: "StockPolicyFields", description: "What is left out stays; null ends it." }),
    safety: z
      .array(z.strictObject({ location: LocationCode, units: z.int().min(0).max(UNITS_MAX) }))
      .max(50)
      .optional()
      .meta({ description: "Units to keep back, by location. Locations that are left out stay." }),
  })
  .refine(({ policy, safety }) => policy !== undefined || safety !== undefined, "changes nothing")
  .meta({
    id: "StockPolicyEdit",
    example: {
      policy: { low_stock_threshold: 5, max_per_order: 4 },
      safety: [{ location: "berlin", units: 2 }],
    },
  });

const MOVEMENT_KINDS = [
  "adjusted",
  "transferred",
  "committed",
  "uncommitted",
  "fulfilled",
  "released",
] as const;

export const Movement = z
  .strictObject({
    sequence: z.int(),
    at: Timestamp,
    kind: z.enum(MOVEMENT_KINDS).meta({
      description: "`released`: staff took back a hold; no figure of the ledger changes.",
    }),
    location: orNull(z.string()),
    on_hand_delta: z.int(),
    committed_delta: z.int(),
    reason: z.string(),
    note: orNull(z.string()),
    actor: z.string(),
    reference: orNull(z.string()).meta({ description: "The order or hold it belongs to." }),
  })
  .meta({ id: "Movement" });

export const StockHold = z
  .strictObject({
    id: z.string(),
    state: z.enum(["held", "pinned", "committed", "fulfilled", "released", "lapsed"]).meta({
      description:
        "`held`: ahead of payment, until `expires_at`. `pinned`: a payment is under way. `committed`: sold.",
    }),
    units: z.int().meta({ description: "As asked for." }),
    outstanding: z.int().meta({ description: "What it keeps from others now." }),
    since: Timestamp,
    expires_at: orNull(Timestamp),
    cart_id: orNull(z.string()),
    order_id: orNull(z.string()).meta({ description: "Null as long as nobody has begun to pay." }),
    from: z
      .array(z.strictObject({ location: z.string(), units: z.int() }))
      .max(50)
      .meta({ description: "Where the units are to leave from." }),
    awaited: z.int().meta({ description: "Units that wait for a delivery." }),
    shard: orNull(z.int()).meta({ description: "Where it is kept while its item is spread." }),
  })
  .meta({ id: "StockHold" });

/** One item may be spread over 64 shards, each with some checks of its own and one for each location. */
const CHECKS_MAX = 64 * 56 + 58;

export const StockAudit = z
  .strictObject({
    sku: orNull(z.string()),
    inventory_item_id: z.string(),
    balanced: z.boolean().meta({ description: "All checks hold." }),
    on_hand: z.int(),
    held: z.int(),
    committed: z.int(),
    safety: z.int(),
    available: z.int(),
    allowance: z.int(),
    live_holds: z.int(),
    movements: z.int(),
    checks: z
      .array(z.strictObject({ name: z.string(), counted: z.int(), recorded: z.int() }))
      .max(CHECKS_MAX)
      .meta({ description: "What was counted again, and what was written down; for each shard too." }),
    in_flight: z
      .array(
        z.strictObject({
          shard: z.int(),
          kind: z.enum(["grant", "return"]),
          number: z.int(),
          units: z.int(),
        }),
      )
      .max(128)
      .meta({ description: "Units on their way between the item's home and a shard." }),
    audited_at: Timestamp,
  })
  .meta({ id: "StockAudit" });
