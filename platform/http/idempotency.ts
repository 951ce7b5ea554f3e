import { sha256Hex } from "../auth/mac.ts";

/** A key as it is stored: hashed with who asked and what for, so that it means nothing elsewhere. */
export type HashedKey = { scope: string; requestHash: string };

/**
 * Null when no key was sent. `owner` is the actor, or the cart whose token was shown; `request` is what was parsed, so
 * that a retry may differ in white space.
 */
export async function hashKey(
  key: string | undefined,
  owner: string,
  operationId: string,
  request: unknown,
): Promise<HashedKey | null> {
  if (key === undefined) return null;
  return {
    scope: sha256Hex(JSON.stringify([owner, operationId, key])),
    requestHash: sha256Hex(JSON.stringify(request) ?? ""),
  };
}

export const REPLAYED = { "idempotency-replayed": "true" } as const;
