import { type RawRow, RowSplitter, type RowStart } from "../../../../domain/catalog/import/row-splitter.ts";
import type { SheetRow } from "../../../../domain/catalog/import/sheet.ts";
import { splitFields } from "../../../../domain/catalog/import/split-fields.ts";
import type { ReportLine } from "../../jobs/job-kind.ts";
import type { ImportCursor } from "./import-cursor.ts";
import type { StoredFile } from "./stored-file.ts";

/** The rows of one product as they stand together in a file. */
export type Group = {
  start: RowStart;
  rows: SheetRow[];
  /** The text of the only row, where each line is a product. */
  text: string;
  /** What keeps it from being taken over at all. */
  faults: ReportLine[];
};

export type Groups = {
  groups: Group[];
  /** Where the first row after them begins. */
  next: RowStart;
  isEnd: boolean;
};

type Limits = { groupsMax: number; bytesMax: number };

const PIECE_BYTES = 128 * 1024;
const ROW_BYTES_MAX = 2 * 1024 * 1024;
const GROUP_ROWS_MAX = 2_000;
const GROUP_BYTES_MAX = 4 * 1024 * 1024;

/**
 * IMP-1 The next products of a file, whole: read in pieces, in memory for these alone. A product is complete when the row
 * of another one begins, so that a piece, and a slice, may end anywhere.
 */
export async function readGroups(
  file: StoredFile,
  cursor: ImportCursor,
  keyOf: ((row: SheetRow) => string) | null,
  limits: Limits,
): Promise<Groups> {
  const reading = new Reading(cursor, keyOf, limits);
  const splitter = new RowSplitter(cursor.delimiter, cursor, ROW_BYTES_MAX);
  for (let offset = cursor.offset; ; offset += PIECE_BYTES) {
    const piece = await file.read(offset, PIECE_BYTES);
    if (!piece) break;
    for (const row of splitter.push(piece)) if (reading.take(row)) return reading.result(row, false);
  }
  const last = splitter.end();
  if (last && reading.take(last)) return reading.result(last, false);
  return reading.result({ offset: file.sizeBytes, row: reading.rowsEnd }, true);
}

class Reading {
  readonly #cursor: ImportCursor;
  readonly #keyOf: ((row: SheetRow) => string) | null;
  readonly #limits: Limits;
  readonly #groups: Group[] = [];
  #key: string | null = null;
  #groupBytes = 0;
  #bytes = 0;
  /** A row that can't be read may have been the first of the product that follows. */
  #torn: ReportLine | null = null;
  rowsEnd: number;

  constructor(cursor: ImportCursor, keyOf: ((row: SheetRow) => string) | null, limits: Limits) {
    this.#cursor = cursor;
    this.#keyOf = keyOf;
    this.#limits = limits;
    this.rowsEnd = cursor.row;
  }

  /** True where this row begins a product that is for the next slice. */
  take(raw: RawRow): boolean {
    const read = this.#read(raw);
    const key = read.row === null ? this.#key : this.#keyOf ? this.#keyOf(read.row) : `${raw.row}`;
    const isNew = key !== this.#key || key === null || this.#groups.length === 0;
    // What follows a row that can't be read is judged with it.
    if (isNew && this.#isFull() && !this.#torn) return true;

    this.rowsEnd = raw.row + 1;
    this.#bytes += raw.end - raw.offset;
    if (isNew) this.#begin(raw, key);
    this.#groupBytes += raw.end - raw.offset;
    this.#add(read);
    return false;
  }

  result(next: RowStart, isEnd: boolean): Groups {
    return { groups: this.#groups, next: { offset: next.offset, row: next.row }, isEnd };
  }

  #isFull(): boolean {
    return this.#groups.length >= this.#limits.groupsMax || this.#bytes >= this.#limits.bytesMax;
  }

  #begin(raw: RawRow, key: string | null): void {
    this.#groups.push({
      start: { offset: raw.offset, row: raw.row },
      rows: [],
      text: "",
      faults: this.#torn ? [this.#torn] : [],
    });
    this.#key = key;
    this.#groupBytes = 0;
    this.#torn = null;
  }

  #add({ row, text, fault }: Read): void {
    const group = this.#groups.at(-1);
    if (!group) return;
    if (fault) {
      group.faults.push(fault);
      if (row === null) this.#torn = { ...fault, problem: `the row before can't be read: ${fault.problem}` };
    } else this.#torn = null;
    if (row === null) return;
    if (group.rows.length >= GROUP_ROWS_MAX || this.#groupBytes > GROUP_BYTES_MAX) {
      if (group.faults.length === 0)
        group.faults.push(refusal(group.start.row, "the product has too many rows"));
      return;
    }
    group.rows.push(row);
    group.text = text;
  }

  #read(raw: RawRow): Read {
    if (raw.bytes === null)
      return { row: null, text: "", fault: refusal(raw.row, "the row is longer than 2 MiB") };
    const { delimiter, headings } = this.#cursor;
    const decoded = decode(raw.bytes);
    const fields = delimiter === null ? [] : splitFields(decoded.text, delimiter);
    const row = { row: raw.row, fields };
    return {
      row,
      text: decoded.text,
      fault: this.#faultOf(raw, decoded.isBroken, fields.length - headings.length),
    };
  }

  #faultOf({ row, isUnclosed }: RawRow, isBroken: boolean, surplus: number): ReportLine | null {
    if (isUnclosed)
      return refusal(row, "a quote is opened here and never closed", 'Write a quote in a text twice: "".');
    if (isBroken) return refusal(row, "is not UTF-8", "Save the file as CSV in UTF-8.");
    if (this.#cursor.delimiter !== null && surplus > 0) {
      return refusal(
        row,
        `has ${surplus} more fields than the file has headings`,
        "Put quotes around texts with commas.",
      );
    }
    return null;
  }
}

type Read = { row: SheetRow | null; text: string; fault: ReportLine | null };

function decode(bytes: Uint8Array): { text: string; isBroken: boolean } {
  try {
    return {
      text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes),
      isBroken: false,
    };
  } catch {
    return { text: new TextDecoder().decode(bytes), isBroken: true };
  }
}

function refusal(row: number, problem: string, hint: string | null = null): ReportLine {
  return { level: "refused", row, column: null, subject: null, problem, hint };
}
