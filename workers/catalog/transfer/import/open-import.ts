import type { OpenedTable, ShopFacts, TableFormat } from "../../../../domain/catalog/import/import-format.ts";
import { medusa } from "../../../../domain/catalog/import/medusa.ts";
import { RowSplitter } from "../../../../domain/catalog/import/row-splitter.ts";
import { shopify } from "../../../../domain/catalog/import/shopify.ts";
import { splitFields } from "../../../../domain/catalog/import/split-fields.ts";
import type { ImportCursor, ImportFormatName } from "./import-cursor.ts";
import type { StoredFile } from "./stored-file.ts";

const TABLES: Record<Exclude<ImportFormatName, "souk-jsonl">, TableFormat> = { shopify, medusa };
const HEADINGS_BYTES_MAX = 64 * 1024;
const HEADINGS_MAX = 500;

/** Null of a file of lines, each of which is a product. */
export function tableOf(
  format: ImportFormatName,
  { headings }: ImportCursor,
  shop: ShopFacts,
): OpenedTable | null {
  return format === "souk-jsonl" ? null : TABLES[format].open(headings, shop);
}

/** IMP-1 Where the products of a file begin, and what its headings are; a sentence where it is no such file. */
export async function openImport(
  file: StoredFile,
  format: ImportFormatName,
  currency: string,
): Promise<ImportCursor | string> {
  const begin = (await file.read(0, HEADINGS_BYTES_MAX)) ?? new Uint8Array();
  const foreign = describeForeign(begin);
  if (foreign) return foreign;
  const offset = begin[0] === 0xef && begin[1] === 0xbb && begin[2] === 0xbf ? 3 : 0;
  if (format === "souk-jsonl") return { offset, row: 1, delimiter: null, headings: [], currency };

  const readings = TABLES[format].delimiters.flatMap((delimiter) => {
    const splitter = new RowSplitter(delimiter, { offset, row: 1 }, HEADINGS_BYTES_MAX);
    const first =
      splitter.push(begin.subarray(offset))[0] ?? (begin.length < HEADINGS_BYTES_MAX ? splitter.end() : null);
    if (!first?.bytes) return [];
    const headings = splitFields(new TextDecoder().decode(first.bytes), delimiter).map((heading) =>
      heading.trim(),
    );
    return [{ offset: first.end, row: first.row + 1, delimiter, headings, currency }];
  });
  const [best] = readings.sort((one, other) => other.headings.length - one.headings.length);
  if (!best) return "The file has no headings.";
  if (best.headings.length > HEADINGS_MAX) return `The file has more than ${HEADINGS_MAX} columns.`;
  return best;
}

/** Files that people take for text. */
function describeForeign(begin: Uint8Array): string | null {
  const [first, second] = begin;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return "The file is UTF-16: save it as CSV in UTF-8.";
  }
  if (first === 0x50 && second === 0x4b)
    return "The file is a spreadsheet or an archive: save it as CSV in UTF-8.";
  if (begin.includes(0)) return "The file is not text.";
  return null;
}
