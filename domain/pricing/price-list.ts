/** Shoppers get prices of `active` lists alone. */
export type PriceListStatus = "draft" | "active" | "archived";

/** To whom the prices of a list apply, and when. Null is no condition. */
export type PriceListTerms = {
  readonly handle: string;
  readonly currency: string;
  readonly priceGroup: string | null;
  readonly market: string | null;
  readonly channel: string | null;
  readonly startsAtMs: number | null;
  readonly endsAtMs: number | null;
  /** Of two lists that apply, the one with the higher number is followed. */
  readonly priority: number;
  readonly status: PriceListStatus;
  /** Whether tax is inside its prices; null: as the shop's settings say of the currency. */
  readonly pricesIncludeTax: boolean | null;
};

/** One version of a price list, without its prices. */
export type PriceList = PriceListTerms & {
  readonly id: string;
  readonly title: string;
  readonly version: number;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
};

export const PRICE_LIST_LIMITS = {
  /** Archived ones do not count. */
  listsMax: 500,
  /** Of one variant in one list. */
  tiersMax: 20,
  /** At which the prices of one variant may change, over all lists, its own at 1 among them: a cart keeps them all. */
  quantitiesMax: 50,
  /** Of one variant, over all lists. */
  rowsOfVariantMax: 1_000,
} as const;

/** Why a list is not in force, or null when it is. */
export type Standing = "not_active" | "not_begun" | "ended" | null;

/** PRC-4 The validity window is half-open: a list is in force from `startsAtMs` on and no longer at `endsAtMs`. */
export function standingOf(
  { status, startsAtMs, endsAtMs }: Pick<PriceListTerms, "status" | "startsAtMs" | "endsAtMs">,
  nowMs: number,
): Standing {
  if (status !== "active") return "not_active";
  if (startsAtMs !== null && nowMs < startsAtMs) return "not_begun";
  return endsAtMs !== null && nowMs >= endsAtMs ? "ended" : null;
}
