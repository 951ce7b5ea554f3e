import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { printRow } from "./print-row.ts";
import { type RawRow, RowSplitter, type RowStart } from "./row-splitter.ts";
import { splitFields } from "./split-fields.ts";

const encode = (text: string) => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array | null) => (bytes === null ? null : new TextDecoder().decode(bytes));
const BEGIN: RowStart = { offset: 0, row: 1 };

/** Reads bytes in pieces that end at the given places. */
function rowsOf(
  bytes: Uint8Array,
  cuts: number[] = [],
  delimiter: string | null = ",",
  start = BEGIN,
): RawRow[] {
  const splitter = new RowSplitter(delimiter, start, 1_000);
  const places = [...new Set([...cuts, bytes.length])]
    .filter((cut) => cut <= bytes.length)
    .sort((a, b) => a - b);
  const rows: RawRow[] = [];
  let from = 0;
  for (const to of places) {
    rows.push(...splitter.push(bytes.subarray(from, to)));
    from = to;
  }
  const last = splitter.end();
  return last ? [...rows, last] : rows;
}
const fieldsOf = (text: string, cuts: number[] = []) =>
  rowsOf(encode(text), cuts).map(({ bytes }) => splitFields(decode(bytes) ?? "", ","));

describe("reads", () => {
  it.each<[string, string, string[][]]>([
    [
      "plain rows",
      "a,b\nc,d\n",
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    ["rows that end in CRLF, CR, or not at all", "a\r\nb\rc", [["a"], ["b"], ["c"]]],
    ["quoted commas, quotes and line breaks", '"a,""b""\r\nc",d\r\n', [['a,"b"\r\nc', "d"]]],
    ["empty fields, also the last", ",,\n", [["", "", ""]]],
    ["an empty quoted field", '"",x\n', [["", "x"]]],
    ["no empty lines", "a\n\n\r\nb\n", [["a"], ["b"]]],
    [
      "a quote in the middle of a field as text",
      '5" pipe,x\ny,z\n',
      [
        ['5" pipe', "x"],
        ["y", "z"],
      ],
    ],
    ["text after a closing quote as it stands", '"a"b,c\n', [["ab", "c"]]],
  ])("%s", (_, text, fields) => {
    expect(fieldsOf(text)).toEqual(fields);
  });

  it("lines as they are where nothing is quoted", () => {
    const rows = rowsOf(encode('{"a":"\\"\n{"b"\r\n'), [], null);
    expect(rows.map(({ bytes }) => decode(bytes))).toEqual(['{"a":"\\"', '{"b"']);
  });

  it("says where rows begin, and counts them as a spreadsheet does", () => {
    const rows = rowsOf(encode('a,"x\ny"\r\n\r\nb,c\n'));
    expect(rows.map(({ offset, end, row }) => [offset, end, row])).toEqual([
      [0, 8, 1],
      [11, 15, 3],
    ]);
  });

  it("a quote that is never closed to the end, and says so", () => {
    expect(rowsOf(encode('a\n"b\nc')).map(({ row, isUnclosed }) => [row, isUnclosed])).toEqual([
      [1, false],
      [2, true],
    ]);
  });

  it("over a row that is too long, without keeping it", () => {
    const rows = rowsOf(encode(`a\n"${"x".repeat(5_000)}\n${"y".repeat(5_000)}"\nb\n`), [10, 3_000, 6_000]);
    expect(rows.map(({ row, bytes }) => [row, decode(bytes)])).toEqual([
      [1, "a"],
      [2, null],
      [3, "b"],
    ]);
  });
});

const field = fc.string({ unit: fc.constantFrom(..."ab,;\"\r\n 'é👕\t"), maxLength: 8 });
// One empty field would be an empty line, which is no row.
const table = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { maxLength: 6 });

describe("holds for every table", () => {
  it("parse after print is the table, wherever the pieces are cut", () => {
    fc.assert(
      fc.property(table, fc.array(fc.nat(200), { maxLength: 10 }), (rows, cuts) => {
        const text = rows.map((row) => printRow(row)).join("");
        expect(fieldsOf(text, cuts)).toEqual(rows);
      }),
      { numRuns: 2_000 },
    );
  });

  it("reading from the beginning of any row finds the same rows", () => {
    fc.assert(
      fc.property(table, fc.nat(6), (rows, skipped) => {
        const bytes = encode(rows.map((row) => printRow(row)).join(""));
        const all = rowsOf(bytes);
        const from = all[skipped];
        if (!from) return;
        expect(rowsOf(bytes.subarray(from.offset), [], ",", from)).toEqual(all.slice(skipped));
      }),
    );
  });

  it("any bytes at all are cut the same wherever the pieces end", () => {
    const bytes = fc.array(fc.constantFrom(0x22, 0x2c, 0x0a, 0x0d, 0x61, 0xff), { maxLength: 40 });
    fc.assert(
      fc.property(bytes, fc.array(fc.nat(40), { maxLength: 8 }), (list, cuts) => {
        expect(rowsOf(Uint8Array.from(list), cuts)).toEqual(rowsOf(Uint8Array.from(list)));
      }),
      { numRuns: 3_000 },
    );
  });
});
