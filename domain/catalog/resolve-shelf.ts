import { ok, type Result, refuse } from "../kernel/result.ts";

/** The lists of the shop's settings that say what there is to choose from. */
export type ShelfSettings = {
  /** The first is the default. */
  readonly currencies: readonly { readonly code: string; readonly pricesIncludeTax: boolean }[];
  readonly channels: readonly string[];
  /** BCP 47; the first is the default. */
  readonly locales: readonly string[];
  readonly markets: readonly {
    readonly handle: string;
    readonly currency: string;
    readonly locale: string;
  }[];
  readonly priceGroups: readonly string[];
};

/** What a reader said; null is not said. Channel and price group are those of the key. */
export type ShelfAsk = {
  readonly channel: string;
  readonly market: string | null;
  readonly currency: string | null;
  readonly locale: string | null;
  readonly priceGroup: string | null;
};

/** Everything about a reader that what is shown may depend on. */
export type Shelf = {
  readonly channel: string;
  readonly market: string | null;
  readonly currency: string;
  /** One of the shop's own. */
  readonly locale: string;
  readonly priceGroup: string | null;
  /** As the settings say of the currency. */
  readonly pricesIncludeTax: boolean;
};

export type ShelfRefusal = {
  readonly code: "unknown_choice";
  readonly what: "channel" | "market" | "currency" | "locale" | "price_group";
  readonly asked: string;
  /** What there is instead. */
  readonly known: readonly string[];
};

/** What a shop has whose settings do not say, and a key that was made without a channel. */
export const DEFAULT_CHANNEL = "web";
export const DEFAULT_LOCALE = "en";

/**
 * PRC-5 What a reader gets, by the shop's settings alone: what was not said follows from the market, else from the
 * shop's defaults. What the shop does not have is refused, and never answered with something else.
 */
export function resolveShelf(settings: ShelfSettings, ask: ShelfAsk): Result<Shelf, ShelfRefusal> {
  const { currencies, channels, locales, markets, priceGroups } = settings;
  const { channel, priceGroup } = ask;
  if (!channels.includes(channel)) return unknown("channel", channel, channels);
  if (priceGroup !== null && !priceGroups.includes(priceGroup))
    return unknown("price_group", priceGroup, priceGroups);

  const market = markets.find(({ handle }) => handle === ask.market);
  if (ask.market !== null && !market) return unknown("market", ask.market, markets.map(handleOf));

  const code = ask.currency ?? market?.currency ?? currencies[0]?.code ?? "";
  const currency = currencies.find((sold) => sold.code === code);
  if (!currency) return unknown("currency", code, currencies.map(codeOf));

  const wanted = ask.locale ?? market?.locale ?? locales[0] ?? DEFAULT_LOCALE;
  const locale = broaden(wanted).find((candidate) => locales.includes(candidate));
  if (locale === undefined) return unknown("locale", wanted, locales);

  const { pricesIncludeTax } = currency;
  return ok({ channel, market: ask.market, currency: code, locale, priceGroup, pricesIncludeTax });
}

/** A locale and what it falls back to, narrowest first: `de-Latn-AT`, `de-Latn`, `de` (RFC 4647, section 3.4). */
function broaden(locale: string): string[] {
  const parts = locale.split("-");
  return parts.map((_, index) => parts.slice(0, parts.length - index).join("-"));
}

const handleOf = ({ handle }: { handle: string }) => handle;
const codeOf = ({ code }: { code: string }) => code;

function unknown(what: ShelfRefusal["what"], asked: string, known: readonly string[]) {
  return refuse<ShelfRefusal>({ code: "unknown_choice", what, asked, known });
}
