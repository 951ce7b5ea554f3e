import type { Scope } from "../../contracts/http/route.ts";
import type { KeyKind, KeyMode } from "../../platform/auth/key-format.ts";
import { mintId } from "../../platform/ids/mint.ts";
import { makeApiKey } from "../../workers/identity/make-api-key.ts";

type SeededKey = {
  kind: KeyKind;
  scopes: Scope[];
  mode?: KeyMode;
  channel?: string;
  priceGroup?: string;
};

/** Puts a key into the identity database, as setting up a shop does before anybody could ask for one. */
export async function seedKey(
  db: D1Database,
  { kind, scopes, mode = "test", channel, priceGroup }: SeededKey,
): Promise<string> {
  const { key, row } = await makeApiKey(
    { kind, mode, name: "seeded", scopes, createdBy: "system", channel, priceGroup },
    mintId("key"),
    crypto.getRandomValues(new Uint8Array(32)),
    Date.now(),
  );
  await db
    .prepare(
      "INSERT INTO api_key (id, kind, mode, name, scopes, hash, hint, created_at_ms, created_by, channel, price_group) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(
      row.id,
      row.kind,
      row.mode,
      row.name,
      JSON.stringify(row.scopes),
      row.hash,
      row.hint,
      row.createdAtMs,
      row.createdBy,
      row.channel,
      row.priceGroup,
    )
    .run();
  return key;
}
