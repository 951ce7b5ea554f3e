import { and, eq, isNull } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { VerifiedKey, VerifyKey } from "../../contracts/rpc/identity.ts";
import { DEFAULT_CHANNEL } from "../../domain/catalog/resolve-shelf.ts";
import { apiKey } from "./tables.ts";

/** The key with this hash, or null when there is none or it was revoked. */
export async function verifyKey({ hash }: VerifyKey, db: D1Database): Promise<VerifiedKey | null> {
  const [row] = await drizzle(db)
    .select({
      id: apiKey.id,
      kind: apiKey.kind,
      mode: apiKey.mode,
      scopes: apiKey.scopes,
      channel: apiKey.channel,
      priceGroup: apiKey.priceGroup,
    })
    .from(apiKey)
    .where(and(eq(apiKey.hash, hash), isNull(apiKey.revokedAtMs)))
    .limit(1);

  if (!row) return null;
  const { channel, priceGroup, ...key } = row;
  return {
    ...key,
    ...(channel === null || channel === DEFAULT_CHANNEL ? {} : { channel }),
    ...(priceGroup === null ? {} : { priceGroup }),
  };
}
