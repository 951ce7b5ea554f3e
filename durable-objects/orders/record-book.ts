import type { RecordId } from "../../domain/kernel/record-id.ts";
import type { GroupMemory } from "../host/group-commit.ts";
import type { RecordRows, StoredRecord } from "./record-rows.ts";

/** What is kept in memory, in lines: a cart that is being bought is asked for again and again within a second. */
const LINES_KEPT_MAX = 20_000;
/** Notes stored in one group. */
const NOTES_STORED_MAX = 200;

/**
 * The records that a group works on, and those of the groups before it: this object is their only writer. A member's
 * writes count once it is kept, and are stored once at the end of the group.
 */
export class RecordBook implements GroupMemory {
  readonly #rows: RecordRows;
  readonly #known = new Map<RecordId, StoredRecord>();
  /** Of all that is known. */
  #lines = 0;
  readonly #changed = new Set<RecordId>();
  /** Remembered and not stored yet. */
  readonly #noted = new Set<RecordId>();
  /** Of those, what this group stores. */
  #storing: readonly RecordId[] = [];
  /** Of the member at work. */
  #mine = new Map<RecordId, StoredRecord>();

  constructor(rows: RecordRows) {
    this.#rows = rows;
  }

  load(id: RecordId): StoredRecord | null {
    const known = this.#mine.get(id) ?? this.#known.get(id);
    if (known) return known;
    const stored = this.#rows.load(id);
    if (stored) this.#put(stored);
    return stored;
  }

  save(stored: StoredRecord): void {
    this.#mine.set(stored.record.id, stored);
  }

  /** Remembers what a crash within the next moment may forget. True for the first one: somebody must store them. */
  note(stored: StoredRecord): boolean {
    const { id } = stored.record;
    this.#put({ ...stored, notes: stored.notes + 1 });
    this.#noted.add(id);
    return this.#noted.size === 1;
  }

  /** Stores some of what was noted with the group at work; true when there is more. */
  storeNoted(): boolean {
    this.#storing = [...this.#noted].slice(0, NOTES_STORED_MAX);
    return this.#noted.size > NOTES_STORED_MAX;
  }

  remove(ids: readonly RecordId[]): void {
    this.#rows.remove(ids);
    for (const id of ids) {
      this.#forget(id);
      this.#noted.delete(id);
    }
  }

  weigh(): number {
    return 1;
  }

  begin(): void {}

  keep(): void {
    for (const [id, stored] of this.#mine) {
      this.#put(stored);
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
    const noted = this.#storing
      .filter((id) => !this.#changed.has(id))
      .flatMap((id) => this.#known.get(id) ?? []);
    if (noted.length > 0) this.#rows.saveNotes(noted);
    for (const id of [...this.#changed, ...this.#storing]) this.#noted.delete(id);
    this.#changed.clear();
    this.#storing = [];
    // The oldest go first. What is not stored yet stays.
    for (const id of this.#known.keys()) {
      if (this.#lines <= LINES_KEPT_MAX) break;
      if (!this.#noted.has(id)) this.#forget(id);
    }
  }

  forget(): void {
    this.#mine = new Map();
    this.#known.clear();
    this.#lines = 0;
    this.#changed.clear();
    this.#noted.clear();
    this.#storing = [];
  }

  /** Behind the others: it was asked for last. */
  #put(stored: StoredRecord): void {
    this.#forget(stored.record.id);
    this.#known.set(stored.record.id, stored);
    this.#lines += linesOf(stored);
  }

  #forget(id: RecordId): void {
    const stored = this.#known.get(id);
    if (!stored) return;
    this.#known.delete(id);
    this.#lines -= linesOf(stored);
  }
}

/** How big a record is, in lines of some hundred bytes: its own, those it was frozen with, and what it holds of them. */
function linesOf({ record }: StoredRecord): number {
  const attempts = record.attempts.reduce(
    (sum, { frozen, legs }) => sum + 2 * (frozen?.lines.length ?? 0) + legs.length,
    0,
  );
  return 4 + record.lines.length + attempts;
}
