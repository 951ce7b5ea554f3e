/** One thing to do at a time: a saga to remind, a queue to fill. `kind` names who handles it. */
export type Due = { kind: string; subject: string; atMs: number; attempts: number };

const ATTEMPTS_MAX = 10;
const BACKOFF_FIRST_MS = 1_000;
const BACKOFF_LAST_MS = 300_000;

/**
 * What the partition must do later, each row with its own attempts and backoff, so a poison row is parked where a
 * person sees it and stops nobody else. The one alarm of the object follows the earliest row.
 */
export class Schedule {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Sets or moves a row. Its failed attempts are forgotten. */
  put(kind: string, subject: string, atMs: number): void {
    this.#sql.exec(
      `INSERT INTO due (kind, subject, at_ms, attempts) VALUES (?, ?, ?, 0)
       ON CONFLICT (kind, subject) DO UPDATE SET at_ms = excluded.at_ms, attempts = 0, parked = NULL
       WHERE at_ms <> excluded.at_ms OR attempts <> 0 OR parked IS NOT NULL`,
      kind,
      subject,
      atMs,
    );
  }

  /** Plans a row; one that is there already keeps its time if that is earlier. A parked one comes back to life. */
  ensure(kind: string, subject: string, atMs: number): boolean {
    const written = this.#sql.exec(
      `INSERT INTO due (kind, subject, at_ms, attempts) VALUES (?, ?, ?, 0)
       ON CONFLICT (kind, subject) DO UPDATE SET at_ms = min(at_ms, excluded.at_ms), attempts = 0, parked = NULL
       WHERE parked IS NOT NULL OR at_ms > excluded.at_ms`,
      kind,
      subject,
      atMs,
    ).rowsWritten;
    return written > 0;
  }

  remove(kind: string, subject: string): void {
    this.#sql.exec("DELETE FROM due WHERE kind = ? AND subject = ?", kind, subject);
  }

  /** Rows of other kinds than these are left alone: a version that knows them may come back. */
  dueBy(nowMs: number, kinds: readonly string[], limit: number): Due[] {
    return this.#sql
      .exec<{ kind: string; subject: string; at_ms: number; attempts: number }>(
        "SELECT kind, subject, at_ms, attempts FROM due WHERE parked IS NULL AND at_ms <= ? AND kind IN (SELECT value FROM json_each(?)) ORDER BY at_ms LIMIT ?",
        nowMs,
        JSON.stringify(kinds),
        limit,
      )
      .toArray()
      .map((row) => ({ kind: row.kind, subject: row.subject, atMs: row.at_ms, attempts: row.attempts }));
  }

  earliestMs(kinds: readonly string[]): number | null {
    const [row] = this.#sql
      .exec<{ at_ms: number }>(
        "SELECT at_ms FROM due WHERE parked IS NULL AND kind IN (SELECT value FROM json_each(?)) ORDER BY at_ms LIMIT 1",
        JSON.stringify(kinds),
      )
      .toArray();
    return row?.at_ms ?? null;
  }

  /** After a failure: later, and after too many of them parked. */
  postpone(due: Due, error: string, nowMs: number): void {
    const attempts = due.attempts + 1;
    const waitMs = Math.min(BACKOFF_FIRST_MS * 2 ** (attempts - 1), BACKOFF_LAST_MS);
    this.#sql.exec(
      "UPDATE due SET attempts = ?, at_ms = ?, parked = ? WHERE kind = ? AND subject = ?",
      attempts,
      nowMs + waitMs,
      attempts >= ATTEMPTS_MAX ? error.slice(0, 500) : null,
      due.kind,
      due.subject,
    );
  }

  parked(): { kind: string; subject: string; attempts: number; error: string }[] {
    return this.#sql
      .exec<{ kind: string; subject: string; attempts: number; parked: string }>(
        "SELECT kind, subject, attempts, parked FROM due WHERE parked IS NOT NULL LIMIT 100",
      )
      .toArray()
      .map((row) => ({ kind: row.kind, subject: row.subject, attempts: row.attempts, error: row.parked }));
  }
}
