import type { RecordId } from "../../domain/kernel/record-id.ts";
import type { GroupMemory } from "../host/group-commit.ts";
import type { RecordRows, StoredRecord } from "./record-rows.ts";

/** Records kept in memory: a cart that is being bought is asked for again and again within a second. */
const RECORDS_KEPT_MAX = 2_000;

/**
 * The records that a group works on, and those of the groups before it: this object is their only writer. A member's
 * writes count once it is kept, and are stored once at the end of the group.
 */
export class RecordBook implements GroupMemory {
  readonly #rows: RecordRows;
  readonly #known = new Map<RecordId, StoredRecord>();
  readonly #changed = new Set<RecordId>();
  /** Remembered and not stored yet. */
  readonly #noted = new Set<RecordId>();
  /** Of the member at work. */
  #mine = new Map<RecordId, StoredRecord>();

  constructor(rows: RecordRows) {
    this.#rows = rows;
  }

  load(id: RecordId): StoredRecord | null {
    const known = this.#mine.get(id) ?? this.#known.get(id);
    if (known) return known;
    const stored = this.#rows.load(id);
    if (stored) this.#known.set(id, stored);
    return stored;
  }

  save(stored: StoredRecord): void {
    this.#mine.set(stored.record.id, stored);
  }

  /** Remembers what a crash within the next moment may forget. True for the first one: somebody must store them. */
  note(stored: StoredRecord): boolean {
    const { id } = stored.record;
    this.#known.delete(id);
    this.#known.set(id, stored);
    this.#noted.add(id);
    return this.#noted.size === 1;
  }

  /** Stores what was noted, all of it in the group at work. */
  storeNoted(): void {
    for (const id of this.#noted) this.#changed.add(id);
  }

  remove(ids: readonly RecordId[]): void {
    this.#rows.remove(ids);
    for (const id of ids) {
      this.#known.delete(id);
      this.#noted.delete(id);
    }
  }

  begin(): void {}

  keep(): void {
    for (const [id, stored] of this.#mine) {
      // Behind the others: the oldest go first when there are too many.
      this.#known.delete(id);
      this.#known.set(id, stored);
      this.#changed.add(id);
    }
    this.#mine = new Map();
  }

  drop(): void {
    this.#mine = new Map();
  }

  flush(): void {
    for (const id of this.#changed) {
      const stored = this.#known.get(id);
      if (stored) this.#rows.save(stored);
    }
    for (const id of this.#changed) this.#noted.delete(id);
    this.#changed.clear();
    for (const id of this.#known.keys()) {
      if (this.#known.size - this.#noted.size <= RECORDS_KEPT_MAX) break;
      if (!this.#noted.has(id)) this.#known.delete(id);
    }
  }

  forget(): void {
    this.#mine = new Map();
    this.#known.clear();
    this.#changed.clear();
    this.#noted.clear();
  }
}
