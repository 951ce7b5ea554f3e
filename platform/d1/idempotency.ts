import { eq, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { HashedKey } from "../http/idempotency.ts";
import type { Write } from "./commit-together.ts";
import { idempotency } from "./idempotency-table.ts";

const KEEP_MS = 24 * 60 * 60 * 1000;
const SWEEP_ROWS_MAX = 20;

/** IDP-1 The column that refuses a batch because a parallel request with the same key committed first. */
export const IDEMPOTENCY_SCOPE = "idempotency.scope";

/** What a keyed request made. */
export type Made = { id: string; status: number; version: number };

/** What is known of the key: nothing, what the same request made before, or that another request has used it. */
export type Earlier = { kind: "none" } | { kind: "made"; made: Made } | { kind: "reused" };

export async function findEarlier(database: D1Database, keyed: HashedKey): Promise<Earlier> {
  const rows = await drizzle(database).select().from(idempotency).where(eq(idempotency.scope, keyed.scope));
  const row = rows[0];
  if (!row) return { kind: "none" };
  if (row.requestHash !== keyed.requestHash) return { kind: "reused" };
  return { kind: "made", made: { id: row.madeId, status: row.status, version: row.version } };
}

/**
 * The writes that go into the batch of the effect, **before** all others: of two parallel requests with one key, the
 * later fails here and not at what the earlier made. Old records are swept along, a few at a time.
 */
export function recordMade(keyed: HashedKey, made: Made, nowMs: number): Write[] {
  const { scope, requestHash } = keyed;
  return [
    sql`DELETE FROM idempotency WHERE scope IN (
      SELECT scope FROM idempotency WHERE created_at_ms < ${nowMs - KEEP_MS}
      ORDER BY created_at_ms LIMIT ${SWEEP_ROWS_MAX})`,
    sql`INSERT INTO idempotency (scope, request_hash, made_id, status, version, created_at_ms)
      VALUES (${scope}, ${requestHash}, ${made.id}, ${made.status}, ${made.version}, ${nowMs})`,
  ];
}
