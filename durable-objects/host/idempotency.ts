import { z } from "zod";

const KEEP_MS = 24 * 3_600_000;

/** A caller's key, already hashed: `scope` = actor + operation + key, `requestHash` = what was asked. */
export const IdempotencyAsk = z.strictObject({
  scope: z.string().length(64),
  requestHash: z.string().length(64),
});
export type IdempotencyAsk = z.infer<typeof IdempotencyAsk>;

/** What an earlier request under this scope made. No body is kept: the answer is rendered again. */
export type Remembered = { requestHash: string; made: string; version: number };

/** The request hash of a scope that was fenced: whatever comes later under it is refused here. */
const FENCE = "fenced";

/** IDP-1 One scope, one effect. Rows are written in the same transaction as the effect. */
export class Idempotency {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  recall(scope: string, nowMs: number): Remembered | null {
    const [row] = this.#sql
      .exec<{ request_hash: string; made: string; version: number; expires_at_ms: number }>(
        "SELECT request_hash, made, version, expires_at_ms FROM idempotency WHERE scope = ?",
        scope,
      )
      .toArray();
    if (!row || row.expires_at_ms <= nowMs) return null;
    return { requestHash: row.request_hash, made: row.made, version: row.version };
  }

  remember(ask: IdempotencyAsk, made: string, version: number, nowMs: number): void {
    this.#put(ask.scope, ask.requestHash, made, version, nowMs);
  }

  /** A tombstone: the original, should it still be on its way, is refused and asks where new records go. */
  fence(scope: string, nowMs: number): void {
    this.#put(scope, FENCE, "", 0, nowMs);
  }

  isFence(remembered: Remembered): boolean {
    return remembered.requestHash === FENCE;
  }

  /** Forgets what is over, at most `limit` rows. Returns how many went. */
  sweep(nowMs: number, limit: number): number {
    return this.#sql.exec(
      "DELETE FROM idempotency WHERE scope IN (SELECT scope FROM idempotency WHERE expires_at_ms <= ? LIMIT ?)",
      nowMs,
      limit,
    ).rowsWritten;
  }

  #put(scope: string, requestHash: string, made: string, version: number, nowMs: number): void {
    this.#sql.exec(
      `INSERT INTO idempotency (scope, request_hash, made, version, expires_at_ms) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (scope) DO UPDATE SET request_hash = excluded.request_hash, made = excluded.made,
         version = excluded.version, expires_at_ms = excluded.expires_at_ms`,
      scope,
      requestHash,
      made,
      version,
      nowMs + KEEP_MS,
    );
  }
}
