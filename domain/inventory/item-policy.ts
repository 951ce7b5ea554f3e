/** How an item may be sold. */
export type ItemPolicy = {
  /** Whether more may be promised than is there, and how much more. */
  readonly beyond: Beyond;
  /** Of one order; null: no limit. */
  readonly maxPerOrder: number | null;
  /** Of one buyer, over all orders; null: no limit. */
  readonly maxPerBuyer: number | null;
  /** At so few units or fewer the item is low; null: never. */
  readonly lowAt: number | null;
};

export type Beyond =
  | { readonly kind: "none" }
  /** Sold out, but more comes: so many units may wait for a delivery. */
  | { readonly kind: "backorder"; readonly limit: number }
  /** Not out yet: so many units may be sold before the day. From then on only what is there. */
  | { readonly kind: "preorder"; readonly limit: number; readonly availableFromMs: number };

export const PLAIN_POLICY: ItemPolicy = {
  beyond: { kind: "none" },
  maxPerOrder: null,
  maxPerBuyer: null,
  lowAt: null,
};

/** INV-7 How many units may be promised beyond what is there: each way of doing so has its own limit. */
export function allowanceOf({ beyond }: ItemPolicy, nowMs: number): number {
  switch (beyond.kind) {
    case "none":
      return 0;
    case "backorder":
      return beyond.limit;
    case "preorder":
      return nowMs < beyond.availableFromMs ? beyond.limit : 0;
  }
}
