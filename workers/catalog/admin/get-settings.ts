import type * as routes from "../../../contracts/http/admin/settings-routes.ts";
import { etagOf } from "../../../platform/http/etag.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import type { CatalogEnv } from "../env.ts";
import { loadSettings, type SettingsVersion } from "../storage/load-settings.ts";

/** The settings in force, as the primary has them. */
export async function getSettings({
  env,
}: Call<typeof routes.getSettings, CatalogEnv>): Promise<Reply<typeof routes.getSettings>> {
  const present = await loadSettings(env.DB);
  if (!present) throw problem("not_found");

  return showSettings(present);
}

/** The answer of both operations on settings. */
export function showSettings({ version, body, createdAtMs }: SettingsVersion) {
  return {
    status: 200,
    body: { version, updated_at: new Date(createdAtMs).toISOString(), ...body },
    headers: { etag: etagOf(version) },
  } as const satisfies Reply<typeof routes.getSettings>;
}
