import type { Draft, Remark } from "./draft.ts";
import type { SheetRow } from "./sheet.ts";

/** What reading a file depends on beside the file. */
export type ShopFacts = {
  /** Of prices without one. */
  readonly currency: string;
  /** Handles and titles of the shop's markets, in lower case. */
  readonly markets: readonly string[];
};

/** A table whose headings were read. */
export type OpenedTable = {
  /** What of the file is not taken over at all; where one is `refused`, nothing is. */
  readonly remarks: readonly Remark[];
  /** Rows of one product stand together and have one key. */
  keyOf(row: SheetRow): string;
  read(rows: readonly [SheetRow, ...SheetRow[]]): Draft;
};

/** A kind of table that products can be brought in with. */
export type TableFormat = {
  readonly delimiters: readonly string[];
  open(headings: readonly string[], shop: ShopFacts): OpenedTable;
};
