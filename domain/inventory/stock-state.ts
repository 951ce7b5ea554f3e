/** What staff look for when they look for trouble. */
export type StockState = "all" | "scarce" | "low" | "out" | "short";

type Figures = {
  readonly available: number;
  readonly short: boolean;
  readonly policy: { readonly lowAt: number | null };
};

/**
 * Whether an item is in a state that staff asked for.
 *
 * - low: some are left, but no more than the item's threshold.
 * - out: none is left, whether or not it is sold on backorder or ahead of its day.
 * - short: more is promised than may be; such an item is out as well.
 * - scarce: low or out.
 */
export function isInState({ available, short, policy }: Figures, state: StockState): boolean {
  switch (state) {
    case "all":
      return true;
    case "scarce":
      return available <= (policy.lowAt ?? 0);
    case "low":
      return available > 0 && available <= (policy.lowAt ?? 0);
    case "out":
      return available <= 0;
    case "short":
      return short;
  }
}
