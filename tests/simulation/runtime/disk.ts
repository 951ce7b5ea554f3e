import { DatabaseSync, type StatementSync } from "node:sqlite";

type Value = string | number | null;
export type Prepared = {
  readonly statement: StatementSync;
  readonly writes: boolean;
  /** Whether it answers with rows. */
  readonly reads: boolean;
  /** Whether what it changes are rows: SQLite's own count is left as it was by all else. */
  readonly changesRows: boolean;
};

/** Statements that the platform keeps for itself. */
const REFUSED =
  /^\s*(BEGIN|COMMIT|END|ROLLBACK|SAVEPOINT|RELEASE|ATTACH|DETACH|VACUUM|PRAGMA\s+user_version)\b/i;
const CHANGES_ROWS = /^\s*(INSERT|UPDATE|DELETE|REPLACE|WITH)\b/i;
const READS = /^\s*(SELECT|VALUES|PRAGMA|EXPLAIN|WITH\b(?![\s\S]*\b(INSERT|UPDATE|DELETE|REPLACE)\b))/i;

/**
 * What of an object outlives it: its database and its alarm. Writes of one turn are one transaction, which is committed
 * when the turn ends; transactions within are savepoints. The alarm takes part in all of it, as on the platform.
 */
export class Disk {
  readonly #database = new DatabaseSync(":memory:");
  readonly #prepared = new Map<string, Prepared>();
  readonly #begin = this.#database.prepare("BEGIN");
  readonly #commit = this.#database.prepare("COMMIT");
  readonly #rollback = this.#database.prepare("ROLLBACK");
  #isOpen = false;
  #depth = 0;
  #alarmAtMs: number | null = null;
  #committedAlarmAtMs: number | null = null;
  #rowsWritten = 0;

  get alarmAtMs(): number | null {
    return this.#alarmAtMs;
  }

  set alarmAtMs(atMs: number | null) {
    this.#touch();
    this.#alarmAtMs = atMs;
  }

  get bytes(): number {
    const count = (pragma: string) => Number(Object.values(this.#database.prepare(pragma).get() ?? {})[0]);
    return count("PRAGMA page_count") * count("PRAGMA page_size");
  }

  /** Whether this turn has written anything that is not committed. */
  get isDirty(): boolean {
    return this.#isOpen;
  }

  prepare(query: string): Prepared {
    const known = this.#prepared.get(query);
    if (known) return known;
    if (REFUSED.test(query)) throw new Error(`not authorized: ${query}`);
    const statement = this.#database.prepare(query);
    if (statement.sourceSQL.length < query.trimEnd().length)
      throw new Error(`several statements in one query are not simulated: ${query}`);
    const prepared = {
      statement,
      writes: !READS.test(query),
      reads: statement.columns().length > 0,
      changesRows: CHANGES_ROWS.test(query),
    };
    this.#prepared.set(query, prepared);
    return prepared;
  }

  all(prepared: Prepared, bindings: readonly Value[]): { rows: Record<string, Value>[]; written: number } {
    if (prepared.writes) this.#touch();
    const { statement } = prepared;
    if (prepared.reads) {
      const rows = statement.all(...bindings) as Record<string, Value>[];
      const written = prepared.writes ? rows.length : 0;
      this.#rowsWritten += written;
      return { rows, written };
    }
    const { changes } = statement.run(...bindings);
    const written = prepared.changesRows ? Number(changes) : 0;
    this.#rowsWritten += written;
    return { rows: [], written };
  }

  /** Runs `work` so that a throw undoes it and nothing else. A `fault` strikes when all is done but the end. */
  transaction<Result>(work: () => Result, fault: (depth: number) => Error | null): Result {
    this.#touch();
    const name = `savepoint_${this.#depth}`;
    const [alarmAtMs, rowsWritten] = [this.#alarmAtMs, this.#rowsWritten];
    this.#run(`SAVEPOINT ${name}`);
    this.#depth += 1;
    try {
      const result = work();
      const struck = fault(this.#depth);
      if (struck) throw struck;
      this.#run(`RELEASE ${name}`);
      return result;
    } catch (error) {
      this.#run(`ROLLBACK TO ${name}`);
      this.#run(`RELEASE ${name}`);
      this.#alarmAtMs = alarmAtMs;
      this.#rowsWritten = rowsWritten;
      throw error;
    } finally {
      this.#depth -= 1;
    }
  }

  /** Makes what was written last. Returns how many rows that were. */
  commit(): number {
    const written = this.#rowsWritten;
    this.#rowsWritten = 0;
    if (this.#isOpen) this.#commit.run();
    this.#isOpen = false;
    this.#committedAlarmAtMs = this.#alarmAtMs;
    return written;
  }

  /** Back to the last commit. */
  rollback(): void {
    this.#rowsWritten = 0;
    if (this.#isOpen) this.#rollback.run();
    this.#isOpen = false;
    this.#alarmAtMs = this.#committedAlarmAtMs;
  }

  close(): void {
    this.#database.close();
  }

  #touch(): void {
    if (this.#isOpen) return;
    this.#begin.run();
    this.#isOpen = true;
  }

  #run(query: string): void {
    let prepared = this.#prepared.get(query);
    if (!prepared) {
      prepared = { statement: this.#database.prepare(query), writes: true, reads: false, changesRows: false };
      this.#prepared.set(query, prepared);
    }
    prepared.statement.run();
  }
}
