import { composeName } from "../compose-name.ts";
import { parseAmount } from "./amount.ts";
import type { DraftVariant } from "./draft.ts";
import type { DraftBuilder } from "./draft-builder.ts";
import type { ShopFacts } from "./import-format.ts";
import { deriveSku, skuOf } from "./name-things.ts";
import { cellOf, headingOf, readBoolean, type Sheet, type SheetRow } from "./sheet.ts";
import type { ShopifyColumn } from "./shopify-columns.ts";

type Table = Sheet<ShopifyColumn>;

const VARIANT_COLUMNS = ["sku", "price", "option1Value"] as const;
const OPTIONS = [
  ["option1Name", "option1Value"],
  ["option2Name", "option2Value"],
  ["option3Name", "option3Value"],
] as const;

/** The variants of a product and the options that they differ in. A file without their columns says nothing of them. */
export function readShopifyVariants(
  draft: DraftBuilder,
  sheet: Table,
  rows: readonly [SheetRow, ...SheetRow[]],
  shop: ShopFacts,
): void {
  if (!VARIANT_COLUMNS.some((name) => sheet.columns.has(name))) return;
  const named = rows.filter((row) => VARIANT_COLUMNS.some((name) => cellOf(sheet, row, name)));
  const [first] = rows;
  const own = named.length > 0 ? named : [first];

  const names = optionNames(sheet, first, own);
  if (names.length === 0) draft.set("options", [], { row: first.row, column: null });
  else
    draft.set("options", optionsOf(sheet, own, names), { row: first.row, column: names[0]?.heading ?? null });
  if (sheet.columns.has("price")) draft.currencies = [shop.currency];
  draft.variants = own.map((row, index) => readVariant(draft, sheet, row, index, names, shop));
}

type OptionName = { name: string; column: (typeof OPTIONS)[number][1]; heading: string | null };

/** A product of one variant is written with an option `Title` of one value `Default Title`: it has no options. */
function optionNames(sheet: Table, first: SheetRow, rows: readonly SheetRow[]): OptionName[] {
  const names = OPTIONS.flatMap(([nameColumn, valueColumn]) => {
    const isUsed = rows.some((row) => cellOf(sheet, row, valueColumn));
    const name =
      composeName(cellOf(sheet, first, nameColumn) ?? "") || (isUsed ? `Option ${valueColumn.at(6)}` : "");
    return name === "" || !isUsed
      ? []
      : [{ name, column: valueColumn, heading: headingOf(sheet, valueColumn) }];
  });
  const [only] = names;
  const isDefault =
    names.length === 1 &&
    rows.length === 1 &&
    rows.every((row) => cellOf(sheet, row, "option1Value") === "Default Title");
  return isDefault && only ? [] : names;
}

function optionsOf(sheet: Table, rows: readonly SheetRow[], names: readonly OptionName[]) {
  return names.map(({ name, column }) => {
    const values = rows
      .map((row) => composeName(cellOf(sheet, row, column) ?? ""))
      .filter((value) => value !== "");
    return { name, values: [...new Set(values)] };
  });
}

function readVariant(
  draft: DraftBuilder,
  sheet: Table,
  row: SheetRow,
  index: number,
  names: readonly OptionName[],
  shop: ShopFacts,
): DraftVariant {
  const cell = (name: ShopifyColumn) => cellOf(sheet, row, name);
  const at = (name: ShopifyColumn) => ({ row: row.row, column: headingOf(sheet, name) });
  const chosen = names.flatMap(({ name, column }) => {
    const value = composeName(cell(column) ?? "");
    return value ? [[name, value] as const] : [];
  });
  const values = chosen.map(([, value]) => value);

  draft.place(["variants", index], { row: row.row, column: null });
  draft.place(["variants", index, "options"], at("option1Value"));
  draft.place(["variants", index, "title"], at("option1Value"));
  const sku = readSku(draft, cell("sku") ?? "", values, at("sku"));
  draft.place(["variants", index, "sku"], at("sku"));
  draft.place(["variants", index, "prices"], at("price"));

  const fields: Record<string, unknown> = {
    sku: sku.sku,
    title: values.join(" / ").slice(0, 200) || "Default",
    options: Object.fromEntries(chosen),
    prices: readPrices(draft, sheet, row, shop.currency),
  };
  readBarcode(draft, fields, cell("barcode"), at("barcode"));
  readGrams(draft, fields, cell("grams"), at("grams"));
  const shipping = readBoolean(cell("shipping") ?? "");
  if (shipping !== null) fields.requires_shipping = shipping;
  if (readBoolean(cell("taxed") ?? "") === false) {
    draft.warn(at("taxed"), "is not taxed", "Give it a `tax_category` that has no rates.");
  }
  return {
    fields,
    pictureSrc: cell("variantImage") || null,
    hasDerivedSku: sku.isDerived,
    hasDerivedTitle: true,
  };
}

function readSku(
  draft: DraftBuilder,
  said: string,
  values: readonly string[],
  place: { row: number; column: string | null },
): { sku: string; isDerived: boolean } {
  const sku = skuOf(said);
  if (sku === "") return { sku: deriveSku(draft.subject, values), isDerived: true };
  if (sku !== said)
    draft.warn(place, `the SKU "${said}" became "${sku}"`, "Letters, digits, dots, _ and - make a SKU.");
  return { sku, isDerived: false };
}

/** A price that can't be read is no price of zero: the product is refused. */
function readPrices(draft: DraftBuilder, sheet: Table, row: SheetRow, currency: string): unknown[] {
  const said = cellOf(sheet, row, "price");
  if (!said) return [];
  const place = { row: row.row, column: headingOf(sheet, "price") };
  const amount = parseAmount(said, currency);
  if (amount === null) {
    draft.refuse(
      place,
      `"${said}" is not a price in ${currency}`,
      "Write 1299.90, without thousands or a currency.",
    );
    return [];
  }
  const before = cellOf(sheet, row, "compareAt");
  if (before === undefined) return [{ amount, currency }];
  const compareAt = before === "" ? null : parseAmount(before, currency);
  if (before !== "" && compareAt === null) {
    const where = { row: row.row, column: headingOf(sheet, "compareAt") };
    draft.warn(where, `"${before}" is not a price in ${currency} and left out`);
  }
  // Files often repeat the price, or write 0 for none: there is nothing to compare with.
  const isMore = compareAt !== null && compareAt > amount;
  return [{ amount, currency, compare_at: isMore ? compareAt : null }];
}

function readBarcode(
  draft: DraftBuilder,
  fields: Record<string, unknown>,
  said: string | undefined,
  place: { row: number; column: string | null },
): void {
  if (said === undefined) return;
  // Spreadsheets are kept from taking it for a number by an apostrophe.
  const barcode = said.replace(/^'/, "");
  const isSound = /^[0-9A-Za-z-]{1,32}$/.test(barcode);
  if (barcode !== "" && !isSound) draft.warn(place, `"${barcode}" is not a barcode and left out`);
  fields.barcode = isSound ? barcode : null;
}

function readGrams(
  draft: DraftBuilder,
  fields: Record<string, unknown>,
  said: string | undefined,
  place: { row: number; column: string | null },
): void {
  if (!said) return;
  const grams = /^\d+(?:\.\d+)?$/.test(said) ? Math.round(Number(said)) : null;
  if (grams === null) draft.warn(place, `"${said}" is not a weight in grams and left out`);
  else fields.weight_grams = grams;
}
