/** For whom a price list is; null is everybody. */
export type PriceAudience = {
  readonly currency: string;
  readonly priceGroup: string | null;
  readonly market: string | null;
  readonly channel: string | null;
};

/** More kinds of readers than these in one currency are not told apart by prices in searches. */
export const CLASSES_MAX = 100;

/**
 * SRC-12 Readers whom the same price lists are for, by currency. Each list makes a class, and so do two that somebody may
 * fall under at once; a reader is in the narrowest that fits.
 */
export function priceClasses(audiences: readonly PriceAudience[]): PriceAudience[] {
  const classes = new Map<string, PriceAudience>();
  for (const audience of audiences) {
    const own = [...classes.values()].filter(({ currency }) => currency === audience.currency);
    for (const made of [audience, ...own.flatMap((other) => both(audience, other) ?? [])]) {
      const sameCurrency = [...classes.values()].filter(({ currency }) => currency === made.currency);
      if (sameCurrency.length < CLASSES_MAX) classes.set(shelfOf(made), made);
    }
  }
  return [...classes.values()];
}

/** The shelf on which the prices of a class stand. That of no class is the currency itself: the variants' own prices. */
export function shelfOf({ currency, priceGroup, market, channel }: PriceAudience): string {
  if (priceGroup === null && market === null && channel === null) return `${currency} all`;
  return [currency, priceGroup, market, channel].map((part) => part ?? "-").join(" ");
}

/** The shelves that a reader looks at, one after the other: of the narrowest class, and of the variants' own prices. */
export function shelvesOf(audiences: readonly PriceAudience[], reader: PriceAudience): string[] {
  const meant = audiences.filter((audience) => isFor(audience, reader));
  const [first, ...others] = meant;
  if (!first) return [reader.currency];
  const narrowest = others.reduce((made, other) => both(made, other) ?? made, first);
  return [shelfOf(narrowest), reader.currency];
}

/** Whether a list with this audience is for this reader, or for all of a class. */
export function isFor(audience: PriceAudience, reader: PriceAudience): boolean {
  return (
    audience.currency === reader.currency &&
    (audience.priceGroup === null || audience.priceGroup === reader.priceGroup) &&
    (audience.market === null || audience.market === reader.market) &&
    (audience.channel === null || audience.channel === reader.channel)
  );
}

/** Those who are in both; null when nobody can be. */
function both(one: PriceAudience, other: PriceAudience): PriceAudience | null {
  const parts = (["priceGroup", "market", "channel"] as const).map((part) => {
    const [mine, its] = [one[part], other[part]];
    return { part, value: mine ?? its, isPossible: mine === null || its === null || mine === its };
  });
  if (one.currency !== other.currency || parts.some(({ isPossible }) => !isPossible)) return null;
  return {
    currency: one.currency,
    priceGroup: one.priceGroup ?? other.priceGroup,
    market: one.market ?? other.market,
    channel: one.channel ?? other.channel,
  };
}
