import type { ShelfSettings } from "../../../domain/catalog/resolve-shelf.ts";
import { problem } from "../../../platform/http/problem.ts";
import { shelfSettings } from "../shelf-settings.ts";
import { loadSettings } from "../storage/load-settings.ts";

/** What the shop's settings have to choose from, as the primary has them; a 503 problem before the shop is set up. */
export async function knownChoices(database: D1Database): Promise<ShelfSettings> {
  const present = await loadSettings(database);
  if (!present)
    throw problem("service_unavailable", { detail: "The shop is not set up yet: it has no settings." });
  return shelfSettings(present.body);
}
