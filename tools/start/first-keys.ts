import { randomBytes } from "node:crypto";
import { SCOPES } from "../../contracts/http/route.ts";
import { mintId } from "../../platform/ids/mint.ts";
import { makeApiKey } from "../../workers/identity/make-api-key.ts";
import type { ApiKeyRow } from "../../workers/identity/tables.ts";
import { readIfThere } from "./read-if-there.ts";
import { writeWhole } from "./write-whole.ts";

type MadeKey = { key: string; row: ApiKeyRow };

/** The keys a shop begins with, before anybody could ask it for one. */
export type FirstKeys = { publishable: MadeKey; secret: MadeKey };

/** Made once and written down before the database learns of them, so that a start that is killed halfway can repeat itself. */
export async function readOrMakeFirstKeys(file: string, nowMs: number): Promise<FirstKeys> {
  const known = await readIfThere(file);
  if (known !== null) return JSON.parse(known) as FirstKeys;

  const keys = await makeFirstKeys(nowMs);
  await writeWhole(file, `${JSON.stringify(keys, null, 2)}\n`);
  return keys;
}

/** For a shop that lives no longer than whoever starts it. */
export async function makeFirstKeys(nowMs: number): Promise<FirstKeys> {
  const staff = SCOPES.filter((scope) => scope !== "store");
  return {
    publishable: await make("publishable", ["store"], nowMs),
    secret: await make("secret", staff, nowMs),
  };
}

function make(kind: "publishable" | "secret", scopes: ApiKeyRow["scopes"], nowMs: number): Promise<MadeKey> {
  const purpose = { kind, mode: "test", name: "npm start", scopes, createdBy: "system" } as const;
  return makeApiKey(purpose, mintId("key"), randomBytes(32), nowMs);
}

/** One statement that puts the keys' rows into the identity database, and may be run again. The keys are not in it. */
export function insertKeys({ publishable, secret }: FirstKeys): string {
  const rows = [publishable, secret].map(({ row }) =>
    [row.id, row.kind, row.mode, row.name, JSON.stringify(row.scopes), row.hash, row.hint]
      .map((text) => `'${text.replaceAll("'", "''")}'`)
      .concat(String(row.createdAtMs), `'${row.createdBy}'`)
      .join(", "),
  );
  return `INSERT INTO api_key (id, kind, mode, name, scopes, hash, hint, created_at_ms, created_by)
VALUES ${rows.map((row) => `(${row})`).join(", ")} ON CONFLICT DO NOTHING`;
}
