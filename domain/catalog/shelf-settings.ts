import { DEFAULT_CHANNEL, DEFAULT_LOCALE, type ShelfSettings } from "./resolve-shelf.ts";

/** Of the shop's settings as they are written, what readers may choose from. */
type WrittenSettings = {
  readonly currencies: readonly { readonly code: string; readonly prices_include_tax: boolean }[];
  readonly channels?: readonly { readonly handle: string }[] | undefined;
  readonly locales?: readonly string[] | undefined;
  readonly markets?: ShelfSettings["markets"] | undefined;
  readonly price_groups?: readonly { readonly handle: string }[] | undefined;
};

/** PRC-5 What there is to choose from, the same for whoever reads and for whoever begins a cart. */
export function shelfSettingsOf(written: WrittenSettings): ShelfSettings {
  return {
    currencies: written.currencies.map((row) => ({
      code: row.code,
      pricesIncludeTax: row.prices_include_tax,
    })),
    channels: written.channels?.map(handleOf) ?? [DEFAULT_CHANNEL],
    locales: written.locales ?? [DEFAULT_LOCALE],
    markets: written.markets ?? [],
    priceGroups: written.price_groups?.map(handleOf) ?? [],
  };
}

const handleOf = ({ handle }: { readonly handle: string }) => handle;
