import { isCurrency } from "../../money/currency.ts";
import type { Remark } from "./draft.ts";
import type { OpenedTable, ShopFacts, TableFormat } from "./import-format.ts";
import { MEDUSA_COLUMNS, MEDUSA_LEFT_OUT, type MedusaColumn, numberedColumn } from "./medusa-columns.ts";
import { readMedusaProduct } from "./read-medusa-product.ts";
import { cellOf, readSheet, type Sheet } from "./sheet.ts";

/** Medusa's product CSV: what its versions 1 and 2 export and take. */
export const medusa: TableFormat = { delimiters: [",", ";", "\t"], open: openMedusa };

function openMedusa(headings: readonly string[], shop: ShopFacts): OpenedTable {
  const sheet = readSheet(headings, MEDUSA_COLUMNS);
  return {
    remarks: remarksOf(sheet, shop),
    keyOf: (row) => cellOf(sheet, row, "handle") || cellOf(sheet, row, "id") || `row ${row.row}`,
    read: (rows) => readMedusaProduct(sheet, rows),
  };
}

function remarksOf(sheet: Sheet<MedusaColumn>, shop: ShopFacts): Remark[] {
  if (!sheet.columns.has("title") && !sheet.columns.has("handle")) {
    const problem =
      "this is not a product file of Medusa: it has neither a Product Handle nor a Product Title";
    return [{ level: "refused", row: 1, column: null, problem, hint: null }];
  }
  return sheet.strangers.flatMap(({ heading }) => {
    const said = remarkOf(heading, shop);
    return said ? [{ row: 1, column: heading, ...said }] : [];
  });
}

/**
 * As Medusa itself reads headings: one that begins like its own and is not is a mistake, which nobody should find out
 * from a wrong price; any other is somebody else's and left alone.
 */
function remarkOf(heading: string, shop: ShopFacts): Pick<Remark, "level" | "problem" | "hint"> | null {
  const numbered = numberedColumn(heading);
  if (numbered?.kind === "price") {
    if (isCurrency(numbered.currency)) return null;
    return { level: "refused", problem: `"${numbered.currency}" is not a currency`, hint: null };
  }
  if (numbered?.kind === "market_price") {
    return shop.markets.includes(numbered.market.toLowerCase())
      ? { level: "note", problem: "is not taken over", hint: "Use a price list for the market." }
      : {
          level: "refused",
          problem: `the shop has no market "${numbered.market}"`,
          hint: "Add it to the settings, or remove the column.",
        };
  }
  if (numbered || heading === "") return null;
  const known = MEDUSA_LEFT_OUT.find(({ pattern }) => pattern.test(heading.toLowerCase()));
  if (known)
    return known.hint === undefined
      ? null
      : { level: "note", problem: "is not taken over", hint: known.hint };
  return /^(?:product|variant|option|price) /i.test(heading)
    ? { level: "refused", problem: "is no column that Medusa writes", hint: "Correct or remove it." }
    : { level: "note", problem: "is not known and not taken over", hint: null };
}
