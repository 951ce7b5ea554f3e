import type * as routes from "../../../contracts/http/admin/settings-routes.ts";
import { findSettingsFlaws } from "../../../domain/catalog/find-settings-flaws.ts";
import { sameValue } from "../../../domain/catalog/same-value.ts";
import { commitTogether } from "../../../platform/d1/commit-together.ts";
import { ifMatchAllows } from "../../../platform/http/etag.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import { showsUnits } from "../availability/shows-units.ts";
import { tellPartitions } from "../availability/tell-partitions.ts";
import type { CatalogEnv } from "../env.ts";
import { localesOf } from "../shelf-settings.ts";
import { loadSettings } from "../storage/load-settings.ts";
import { settingsWrites } from "../storage/settings-writes.ts";
import { showSettings } from "./get-settings.ts";
import { refuseFlaws } from "./refuse-flaws.ts";
import { untilCommitted } from "./until-committed.ts";

/** CAT-3 Makes the next version of the shop's settings, or answers with the present one when nothing would change. */
export async function putSettings(
  call: Call<typeof routes.putSettings, CatalogEnv>,
): Promise<Reply<typeof routes.putSettings>> {
  const { actor, body, headers, env } = call;
  const flaws = findSettingsFlaws({
    currencies: body.currencies,
    taxRates: body.tax_rates,
    shippingOptions: body.shipping_options.map(({ min_days: minDays, max_days: maxDays, ...option }) => ({
      ...option,
      minDays,
      maxDays,
    })),
    locations: body.locations.map(({ code, serves = [] }) => ({ code, serves })),
    channels: body.channels ?? [],
    locales: localesOf(body),
    markets: body.markets ?? [],
    priceGroups: body.price_groups ?? [],
    hasStorefront: body.storefront !== undefined,
  });
  if (flaws.length > 0) throw refuseFlaws(flaws);

  const { settings, showed } = await untilCommitted(async () => {
    const before = await loadSettings(env.DB);
    const showed = showsUnits(before);
    if (!ifMatchAllows(headers["if-match"], before?.version ?? null)) throw problem("version_mismatch");
    if (before && sameValue(before.body, body)) return { settings: before, showed };

    const version = (before?.version ?? 0) + 1;
    const after = { version, body, createdAtMs: Date.now(), createdBy: actor.id };

    const outcome = await commitTogether(env.DB, settingsWrites(after));
    return outcome.kind === "committed" ? { settings: after, showed } : null;
  });
  const shows = showsUnits(settings);
  if (shows !== showed) call.waitUntil(tellPartitions(env, shows));

  return showSettings(settings);
}
