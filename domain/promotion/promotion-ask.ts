import type { Money } from "../money/money.ts";
import type { RoundingPolicy } from "../money/rounding-policy.ts";

/** A line as promotions see it. The caller vouches for ids that occur once, whole quantities, and the cart's currency. */
export type PromotedLine = {
  readonly lineId: string;
  readonly variantId: string;
  readonly productId: string;
  readonly collections: readonly string[];
  /** With all above them in the tree. */
  readonly categories: readonly string[];
  readonly tags: readonly string[];
  readonly brand: string | null;
  readonly quantity: number;
  readonly unitPrice: Money;
  readonly isGiftCard: boolean;
  /** On sale already: sold below what its price is compared with. */
  readonly isReduced?: boolean | undefined;
};

/** A code as the shopper typed it; `promotionId` where the caller found it among bulk-made ones. */
export type GivenCode = { readonly code: string; readonly promotionId: string | null };

/** The chosen way of shipping. */
export type PromotedShipping = {
  readonly optionId: string;
  /**
   * What shipping costs when so much is left of each line (in the order of the ask): a discount may take goods below
   * a free threshold. Must be pure and cheap, since it is asked once for each combination that is tried.
   */
  readonly priceFor: (leftByLine: ArrayLike<number>) => number;
};

/** A cart to which promotions may apply, and who asks. */
export type PromotionAsk = {
  readonly currency: string;
  readonly lines: readonly PromotedLine[];
  readonly codes: readonly GivenCode[];
  readonly channel: string;
  readonly market: string | null;
  readonly customerGroups: readonly string[];
  /** Null while nobody knows who buys. */
  readonly isFirstOrder: boolean | null;
  readonly nowMs: number;
  /** How portions become whole minor units. Cash is rounded when it is due, not here. */
  readonly rounding: Pick<RoundingPolicy, "mode" | "per">;
  /** Promotions of which nothing is left, for all or for this buyer, as balances said. */
  readonly usedUp: readonly string[];
  /** Null until one is chosen, and where nothing needs shipping. */
  readonly shipping: PromotedShipping | null;
};
