/** A row as it lies in the file, not yet taken apart. */
export type RawRow = {
  /** Where its first byte is in the file, and where the next row may begin. */
  readonly offset: number;
  readonly end: number;
  /** As a spreadsheet counts them: from 1, empty ones too, and one of several lines once. */
  readonly row: number;
  /** Null for a row that is longer than any that makes sense: it is skipped, not kept. */
  readonly bytes: Uint8Array | null;
  /** The file ended inside of a quoted field. */
  readonly isUnclosed: boolean;
};

export type RowStart = { readonly offset: number; readonly row: number };

const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;

/**
 * IMP-1 Finds the rows of a file that arrives in pieces, in memory for one row, from any row on: what it says of a row
 * does not depend on where the pieces were cut, nor on where the reading began. With a delimiter it follows RFC 4180
 * (line breaks within quotes are text); a quote that does not stand at the beginning of a field is text, as everybody
 * else reads it too. Without one, every line is a row.
 */
export class RowSplitter {
  readonly #delimiter: number | null;
  readonly #rowBytesMax: number;
  /** What of the present row came in earlier pieces. */
  #kept: Uint8Array[] = [];
  #keptBytes = 0;
  #isTooLong = false;
  #state: "at_field" | "in_field" | "in_quotes" | "after_quote" = "at_field";
  #isAfterCr = false;
  #offset: number;
  #rowOffset: number;
  #row: number;

  constructor(delimiter: string | null, start: RowStart, rowBytesMax: number) {
    this.#delimiter = delimiter === null ? null : delimiter.charCodeAt(0);
    this.#rowBytesMax = rowBytesMax;
    this.#offset = start.offset;
    this.#rowOffset = start.offset;
    this.#row = start.row;
  }

  /** The rows that end in this piece. Empty lines are no rows. */
  push(piece: Uint8Array): RawRow[] {
    const rows: RawRow[] = [];
    let from = 0;
    for (let at = 0; at < piece.length; at += 1) {
      const byte = piece[at];
      const isLineFeedOfCr = this.#isAfterCr && byte === LF;
      this.#isAfterCr = false;
      if (isLineFeedOfCr) {
        from = at + 1;
        this.#rowOffset = this.#offset + from;
        continue;
      }
      if ((byte === LF || byte === CR) && this.#state !== "in_quotes") {
        const row = this.#finish(piece.subarray(from, at), this.#offset + at + 1, false);
        if (row) rows.push(row);
        from = at + 1;
        this.#rowOffset = this.#offset + from;
        this.#row += 1;
        this.#state = "at_field";
        this.#isAfterCr = byte === CR;
        continue;
      }
      if (this.#delimiter !== null) this.#step(byte);
    }
    this.#keep(piece.subarray(from));
    this.#offset += piece.length;
    return rows;
  }

  /** The last row, where the file does not end with a line break. */
  end(): RawRow | null {
    const isUnclosed = this.#state === "in_quotes";
    return this.#finish(new Uint8Array(), this.#offset, isUnclosed);
  }

  #step(byte: number | undefined): void {
    const isQuote = byte === QUOTE;
    switch (this.#state) {
      case "at_field":
        this.#state = isQuote ? "in_quotes" : byte === this.#delimiter ? "at_field" : "in_field";
        return;
      case "in_field":
        if (byte === this.#delimiter) this.#state = "at_field";
        return;
      case "in_quotes":
        if (isQuote) this.#state = "after_quote";
        return;
      case "after_quote":
        this.#state = isQuote ? "in_quotes" : byte === this.#delimiter ? "at_field" : "in_field";
    }
  }

  #keep(bytes: Uint8Array): void {
    if (this.#isTooLong || bytes.length === 0) return;
    this.#keptBytes += bytes.length;
    this.#isTooLong = this.#keptBytes > this.#rowBytesMax;
    if (this.#isTooLong) this.#kept = [];
    // A copy: the piece may be reused by whoever read it.
    else this.#kept.push(bytes.slice());
  }

  #finish(last: Uint8Array, end: number, isUnclosed: boolean): RawRow | null {
    this.#keep(last);
    const bytes = this.#isTooLong ? null : joined(this.#kept, this.#keptBytes);
    this.#kept = [];
    this.#keptBytes = 0;
    this.#isTooLong = false;
    if (bytes?.length === 0) return null;
    return { offset: this.#rowOffset, end, row: this.#row, bytes, isUnclosed };
  }
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const [only] = parts;
  if (parts.length === 1 && only) return only;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
