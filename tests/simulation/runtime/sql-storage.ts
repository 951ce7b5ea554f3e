import type { Disk } from "./disk.ts";

type Value = string | number | null;
type Row = Record<string, Value>;

const BINDINGS_MAX = 100;

/**
 * Stands in for `SqlStorage`. Unlike the platform's, a cursor has read all of its rows when it is made, and
 * `rowsWritten` counts rows of tables alone, not entries of indexes.
 */
export class SimulatedSql {
  readonly #disk: Disk;

  constructor(disk: Disk) {
    this.#disk = disk;
  }

  get databaseSize(): number {
    return this.#disk.bytes;
  }

  exec(query: string, ...bindings: Value[]): SimulatedCursor {
    if (bindings.length > BINDINGS_MAX) throw new Error("too many SQL variables");
    for (const value of bindings) {
      if (value !== null && typeof value !== "string" && typeof value !== "number")
        throw new TypeError(`a value of type ${typeof value} can't be bound: ${query}`);
    }
    const prepared = this.#disk.prepare(query);
    const { rows, written } = this.#disk.all(prepared, bindings);
    return new SimulatedCursor(rows, written, () => prepared.statement.columns().map(({ name }) => name));
  }
}

export class SimulatedCursor implements Iterable<Row> {
  readonly rowsRead: number;
  readonly rowsWritten: number;
  readonly #rows: Row[];
  readonly #names: () => string[];
  #at = 0;

  constructor(rows: Row[], written: number, names: () => string[]) {
    this.#rows = rows;
    this.#names = names;
    this.rowsRead = rows.length;
    this.rowsWritten = written;
  }

  get columnNames(): string[] {
    return this.#names();
  }

  next(): { done: false; value: Row } | { done: true; value: undefined } {
    const value = this.#rows[this.#at];
    if (!value) return { done: true, value: undefined };
    this.#at += 1;
    return { done: false, value };
  }

  /** The rows that are left. */
  toArray(): Row[] {
    const rows = this.#at === 0 ? this.#rows : this.#rows.slice(this.#at);
    this.#at = this.#rows.length;
    return rows;
  }

  one(): Row {
    const [row, ...more] = this.toArray();
    if (!row || more.length > 0)
      throw new Error(`Expected exactly one result from SQL query, but got ${row ? "more" : "none"}.`);
    return row;
  }

  *raw(): IterableIterator<Value[]> {
    for (const row of this) yield Object.values(row);
  }

  *[Symbol.iterator](): IterableIterator<Row> {
    for (let step = this.next(); !step.done; step = this.next()) yield step.value;
  }
}
