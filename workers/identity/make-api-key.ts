import type { Scope } from "../../contracts/http/route.ts";
import { composeKey, hintOfKey, type KeyKind, type KeyMode } from "../../platform/auth/key-format.ts";
import { sha256Hex } from "../../platform/auth/mac.ts";
import type { ApiKeyRow } from "./tables.ts";

/** What a new key is for. `createdBy` is the id of the actor that asked. */
export type KeyPurpose = {
  kind: KeyKind;
  mode: KeyMode;
  name: string;
  scopes: Scope[];
  createdBy: string;
  channel?: string | undefined;
  priceGroup?: string | undefined;
};

/** A new key and the row that stands for it. The key leaves this process once, to whoever asked; only the row is kept. */
export async function makeApiKey(
  purpose: KeyPurpose,
  id: string,
  random: Uint8Array,
  nowMs: number,
): Promise<{ key: string; row: ApiKeyRow }> {
  const key = composeKey(purpose.kind, purpose.mode, random);
  const row = {
    id,
    ...purpose,
    hash: sha256Hex(key),
    hint: hintOfKey(key),
    createdAtMs: nowMs,
    revokedAtMs: null,
    channel: purpose.channel ?? null,
    priceGroup: purpose.priceGroup ?? null,
  };
  return { key, row };
}
