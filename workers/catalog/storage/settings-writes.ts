import { sql } from "drizzle-orm";
import { TOPICS } from "../../../domain/catalog/topics-of-change.ts";
import type { Write } from "../../../platform/d1/commit-together.ts";
import { feedRow } from "./change-feed.ts";
import type { SettingsVersion } from "./load-settings.ts";

/** A new version beside all earlier ones; a version number that another one took meanwhile undoes the batch. */
export function settingsWrites({ version, body, createdAtMs, createdBy }: SettingsVersion): Write[] {
  const change = {
    kind: "settings",
    entityId: "settings",
    topics: [TOPICS.settings],
    actorId: createdBy,
    atMs: createdAtMs,
  } as const;
  return [
    feedRow(change, version),
    sql`INSERT INTO settings (version, body, created_at_ms, created_by)
      VALUES (${version}, ${JSON.stringify(body)}, ${createdAtMs}, ${createdBy})`,
  ];
}
