import type { Settings } from "../../contracts/http/admin/settings-routes.ts";
import type { ShelfSettings } from "../../domain/catalog/resolve-shelf.ts";
import { shelfSettingsOf } from "../../domain/catalog/shelf-settings.ts";

const compiled = new WeakMap<Settings, ShelfSettings>();

/** What readers may choose from. Once per version of the settings: every read asks. */
export function shelfSettings(settings: Settings): ShelfSettings {
  const known = compiled.get(settings);
  if (known) return known;
  const made = shelfSettingsOf(settings);
  compiled.set(settings, made);
  return made;
}

/** The languages of the shop; the first is its default. */
export function localesOf(settings: Settings): readonly string[] {
  return shelfSettings(settings).locales;
}
