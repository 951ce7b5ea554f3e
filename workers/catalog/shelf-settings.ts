import type { Settings } from "../../contracts/http/admin/settings-routes.ts";
import { DEFAULT_CHANNEL, DEFAULT_LOCALE, type ShelfSettings } from "../../domain/catalog/resolve-shelf.ts";

const compiled = new WeakMap<Settings, ShelfSettings>();

/** Settings as a person writes them → what readers may choose from. Once per version: every read asks. */
export function shelfSettings(settings: Settings): ShelfSettings {
  const known = compiled.get(settings);
  if (known) return known;
  const handles = (rows: readonly { handle: string }[]) => rows.map(({ handle }) => handle);
  const made: ShelfSettings = {
    currencies: settings.currencies.map((row) => ({
      code: row.code,
      pricesIncludeTax: row.prices_include_tax,
    })),
    channels: settings.channels ? handles(settings.channels) : [DEFAULT_CHANNEL],
    locales: localesOf(settings),
    markets: settings.markets ?? [],
    priceGroups: handles(settings.price_groups ?? []),
  };
  compiled.set(settings, made);
  return made;
}

/** The languages of the shop; the first is its default. */
export function localesOf({ locales }: Pick<Settings, "locales">): readonly string[] {
  return locales ?? [DEFAULT_LOCALE];
}
