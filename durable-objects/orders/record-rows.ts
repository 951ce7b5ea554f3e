import type { z } from "zod";
import type { Address } from "../../contracts/http/store/cart.ts";
import { isInFlight } from "../../domain/checkout/attempt.ts";
import type { RecordId } from "../../domain/kernel/record-id.ts";
import type { OrderRecord } from "../../domain/order/record.ts";

/** Who buys. Kept apart from the record; nothing else repeats it. */
export type Person = {
  email: string | null;
  shippingAddress: z.infer<typeof Address> | null;
  billingAddress: z.infer<typeof Address> | null;
};

export const NOBODY: Person = { email: null, shippingAddress: null, billingAddress: null };

/** A record as stored: with its place in the log and the time it is swept. */
export type StoredRecord = { record: OrderRecord; person: Person; logPosition: number; expiresAtMs: number };

type Row = { body: string; log_position: number; expires_at_ms: number; person: string | null };

/** The expiry index is only written when the end moves by more than this. */
const EXPIRY_STEP_MS = 24 * 3_600_000;

export class RecordRows {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  load(id: RecordId): StoredRecord | null {
    const [row] = this.#sql
      .exec<Row>(
        `SELECT record.body, log_position, expires_at_ms, person.body AS person FROM record
           LEFT JOIN person ON person.record_id = record.id WHERE record.id = ?`,
        id,
      )
      .toArray();
    if (!row) return null;
    return {
      record: JSON.parse(row.body) as OrderRecord,
      person: row.person === null ? NOBODY : (JSON.parse(row.person) as Person),
      logPosition: row.log_position,
      expiresAtMs: row.expires_at_ms,
    };
  }

  save(stored: StoredRecord): void {
    const { record } = stored;
    this.#sql.exec(
      `INSERT INTO record (id, is_sweepable, expires_at_ms, log_position, body) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET is_sweepable = excluded.is_sweepable, expires_at_ms = excluded.expires_at_ms,
         log_position = excluded.log_position, body = excluded.body`,
      record.id,
      record.status === "open" && !record.attempts.some(isInFlight) ? 1 : 0,
      stored.expiresAtMs,
      stored.logPosition,
      JSON.stringify(record),
    );
  }

  savePerson(id: RecordId, person: Person): void {
    this.#sql.exec(
      "INSERT INTO person (record_id, body) VALUES (?, ?) ON CONFLICT (record_id) DO UPDATE SET body = excluded.body",
      id,
      JSON.stringify(person),
    );
  }

  /** Carts that nobody bought in time, with where their log ends. */
  expired(nowMs: number, limit: number): { id: RecordId; logPosition: number }[] {
    return this.#sql
      .exec<{ id: string; log_position: number }>(
        `SELECT id, log_position FROM record WHERE is_sweepable = 1 AND expires_at_ms <= ?
         ORDER BY expires_at_ms LIMIT ?`,
        nowMs,
        limit,
      )
      .toArray()
      .map((row) => ({ id: row.id as RecordId, logPosition: row.log_position }));
  }

  /** Deletes records and who they were for. */
  remove(ids: readonly string[]): void {
    const list = JSON.stringify(ids);
    this.#sql.exec("DELETE FROM person WHERE record_id IN (SELECT value FROM json_each(?))", list);
    this.#sql.exec("DELETE FROM record WHERE id IN (SELECT value FROM json_each(?))", list);
  }
}

/** A payment may come to life long after its cart was given up: records with one are kept this long. */
const PAYMENT_KEEP_MS = 180 * EXPIRY_STEP_MS;

/** Whether money may still move for this record, whatever it looks like now. */
export function keepsPayment(record: OrderRecord): boolean {
  return record.attempts.some((attempt) => attempt.payment.id !== null);
}

export function paymentExpiry(earlierMs: number, nowMs: number): number {
  return expiryAfter(earlierMs, nowMs, PAYMENT_KEEP_MS);
}

/** The end of a cart after a change: moved in steps of a day, so that most changes leave the index alone. */
export function expiryAfter(earlierMs: number | null, nowMs: number, keepMs: number): number {
  const wantedMs = nowMs + keepMs;
  return earlierMs !== null && wantedMs - earlierMs < Math.min(EXPIRY_STEP_MS, keepMs / 2)
    ? earlierMs
    : wantedMs;
}
