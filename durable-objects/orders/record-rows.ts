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

/** A record as stored: with its place in the log, the time it is swept, and how often something of it was noted. */
export type StoredRecord = {
  record: OrderRecord;
  person: Person;
  logPosition: number;
  expiresAtMs: number;
  notes: number;
};

/** What an early hold changes of a record: noted by itself, since the rest of it is ten times as long. */
type EarlyNote = Pick<OrderRecord, "earlyHold" | "holdsTaken" | "holdsRefused">;

type Row = {
  body: string;
  log_position: number;
  expires_at_ms: number;
  notes: number;
  person: string | null;
  note: string | null;
  noted: number | null;
};

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
        `SELECT record.body, log_position, expires_at_ms, notes, person.body AS person, early_note.body AS note,
           early_note.number AS noted FROM record
           LEFT JOIN person ON person.record_id = record.id
           LEFT JOIN early_note ON early_note.record_id = record.id AND early_note.number > record.notes
         WHERE record.id = ?`,
        id,
      )
      .toArray();
    if (!row) return null;
    const record = JSON.parse(row.body) as OrderRecord;
    return {
      record: row.note === null ? record : { ...record, ...(JSON.parse(row.note) as EarlyNote) },
      person: row.person === null ? NOBODY : (JSON.parse(row.person) as Person),
      logPosition: row.log_position,
      expiresAtMs: row.expires_at_ms,
      notes: row.noted ?? row.notes,
    };
  }

  save(stored: StoredRecord): void {
    const { record } = stored;
    this.#sql.exec(
      `INSERT INTO record (id, is_sweepable, expires_at_ms, log_position, notes, body) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET is_sweepable = excluded.is_sweepable, expires_at_ms = excluded.expires_at_ms,
         log_position = excluded.log_position, notes = excluded.notes, body = excluded.body`,
      record.id,
      record.status === "open" && !record.attempts.some(isInFlight) ? 1 : 0,
      stored.expiresAtMs,
      stored.logPosition,
      stored.notes,
      JSON.stringify(record),
    );
  }

  /** What was noted of records that are stored already. */
  saveNotes(noted: readonly StoredRecord[]): void {
    const values = noted.map(({ record, notes }) => {
      const { earlyHold, holdsTaken, holdsRefused } = record;
      const note: EarlyNote = { earlyHold, holdsTaken, holdsRefused };
      return [record.id, notes, JSON.stringify(note)];
    });
    this.#sql.exec(
      `INSERT INTO early_note (record_id, number, body)
         SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?) WHERE true
       ON CONFLICT (record_id) DO UPDATE SET number = excluded.number, body = excluded.body`,
      JSON.stringify(values),
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
    this.#sql.exec("DELETE FROM early_note WHERE record_id IN (SELECT value FROM json_each(?))", list);
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
