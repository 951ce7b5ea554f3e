import type { Money } from "../money/money.ts";
import type { PriceListStatus } from "../pricing/price-list.ts";
import type { LineSelection } from "./line-selection.ts";
import type { PromotionAction } from "./promotion-action.ts";

/** What has to be so for a promotion to apply. Empty lists and null are no condition. */
export type PromotionConditions = {
  readonly channels: readonly string[];
  readonly markets: readonly string[];
  readonly customerGroups: readonly string[];
  readonly firstOrderOnly: boolean;
  /** PRM-3 The lines that quantity and subtotal are of, before any discount; there has to be one at least. */
  readonly counted: LineSelection;
  readonly quantityMin: number | null;
  /** Once per currency; in a currency that a non-empty list lacks, the promotion does not apply. */
  readonly subtotalMin: readonly Money[];
  readonly subtotalMax: readonly Money[];
};

/** How often it may be used, and how much it may cost in all. Kept as data: uses are holds on balances. */
export type PromotionUseLimits = {
  readonly usesMax: number | null;
  readonly usesPerCustomerMax: number | null;
  readonly budget: readonly Money[];
};

/** Named codes are few and public; bulk-made ones are looked up by the caller, who then names the promotion. */
export type PromotionTrigger =
  | { readonly kind: "automatic" }
  | { readonly kind: "code"; readonly codes: readonly string[] };

/** A promotion as merchants make it, a plain value of the pricing bundle. */
export type Promotion = {
  readonly id: string;
  readonly title: string;
  readonly status: PriceListStatus;
  /** PRC-4 holds here too: in force from `startsAtMs` on and no longer at `endsAtMs`. */
  readonly startsAtMs: number | null;
  readonly endsAtMs: number | null;
  /** The higher number is applied first, to what the others leave; of equal ones the lower id. */
  readonly priority: number;
  /** Of the promotions of one group one applies; null stands in no group and stacks with all. */
  readonly group: string | null;
  /** Applies alone or not at all, whichever is better for the buyer. */
  readonly exclusive: boolean;
  readonly trigger: PromotionTrigger;
  readonly limits: PromotionUseLimits | null;
  readonly conditions: PromotionConditions;
  readonly action: PromotionAction;
};

export const PROMOTION_LIMITS = {
  /** In one bundle. */
  promotionsMax: 1_000,
  /** Given on one cart. */
  codesPerCartMax: 20,
  /** Named by one promotion; bulk-made ones are not counted, they are not in the bundle. */
  namedCodesMax: 100,
  codeLengthMax: 64,
  /** List entries of all selections of one promotion together. */
  targetsMax: 500,
  /** Channels, markets or customer groups of one promotion. */
  audienceMax: 100,
  currenciesMax: 50,
  tiersMax: 20,
  setsMax: 10,
  /** Units that one set, purchase or gift may ask for. */
  unitsMax: 1_000,
  /** PRM-8 That may apply to one cart: each may have a row per line, and orders keep them for years. */
  appliedMax: 20,
} as const;
