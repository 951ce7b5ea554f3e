import type { Remark } from "./draft.ts";
import type { OpenedTable, ShopFacts, TableFormat } from "./import-format.ts";
import { readShopifyProduct } from "./read-shopify-product.ts";
import { cellOf, readSheet, type Sheet } from "./sheet.ts";
import { metadataKeyOf, SHOPIFY_COLUMNS, SHOPIFY_LEFT_OUT, type ShopifyColumn } from "./shopify-columns.ts";

/** Shopify's product CSV, with the headings of before or since 2025. */
export const shopify: TableFormat = { delimiters: [",", ";", "\t"], open: openShopify };

function openShopify(headings: readonly string[], shop: ShopFacts): OpenedTable {
  const sheet = readSheet(headings, SHOPIFY_COLUMNS);
  return {
    remarks: remarksOf(sheet),
    // Rows without a handle are products of their own.
    keyOf: (row) => cellOf(sheet, row, "handle")?.toLowerCase() || `row ${row.row}`,
    read: (rows) => readShopifyProduct(sheet, rows, shop),
  };
}

function remarksOf(sheet: Sheet<ShopifyColumn>): Remark[] {
  if (!sheet.columns.has("title") && !sheet.columns.has("handle")) {
    const problem = "this is not a product file of Shopify: it has neither a Handle nor a Title";
    const hint = "Export it with `Products > Export`, as plain CSV.";
    return [{ level: "refused", row: 1, column: null, problem, hint }];
  }
  return sheet.strangers.flatMap(({ heading }) => {
    if (heading === "" || metadataKeyOf(heading) !== null) return [];
    const known = SHOPIFY_LEFT_OUT.find(({ pattern }) => pattern.test(heading.toLowerCase()));
    const problem = known ? "is not taken over" : "is not known and not taken over";
    return [{ level: "note", row: 1, column: heading, problem, hint: known?.hint ?? null } as const];
  });
}
