import { isCurrency } from "../../money/currency.ts";
import { composeName } from "../compose-name.ts";
import { parseAmount } from "./amount.ts";
import type { DraftVariant } from "./draft.ts";
import type { DraftBuilder } from "./draft-builder.ts";
import { type MedusaColumn, numberedColumn } from "./medusa-columns.ts";
import { deriveSku, skuOf } from "./name-things.ts";
import { cellOf, headingOf, type Sheet, type SheetRow } from "./sheet.ts";

type Table = Sheet<MedusaColumn>;
type Column = { index: number; heading: string };
type OptionColumns = { name: Column; value: Column };

/** The variants of a product, a row each, and its options. */
export function readMedusaVariants(
  draft: DraftBuilder,
  sheet: Table,
  rows: readonly [SheetRow, ...SheetRow[]],
): void {
  const options = optionColumns(sheet);
  const prices = sheet.strangers.flatMap(({ index, heading }) => {
    const column = numberedColumn(heading);
    return column?.kind === "price" && isCurrency(column.currency)
      ? [{ index, heading, currency: column.currency }]
      : [];
  });
  const named = new Map<string, string[]>();
  for (const { fields } of rows) {
    for (const [name, value] of optionsOf(fields, options)) {
      const values = named.get(name) ?? [];
      if (!values.includes(value)) values.push(value);
      named.set(name, values);
    }
  }
  const place = { row: rows[0].row, column: options[0]?.name.heading ?? null };
  draft.set(
    "options",
    [...named].map(([name, values]) => ({ name, values })),
    place,
  );
  draft.currencies = prices.map(({ currency }) => currency);
  draft.variants = rows.map((row, index) => readVariant(draft, sheet, row, index, options, prices));
}

function optionColumns(sheet: Table): OptionColumns[] {
  const numbered = (kind: "option_name" | "option_value") =>
    sheet.strangers.flatMap((column) => {
      const found = numberedColumn(column.heading);
      return found?.kind === kind ? [{ ...column, number: found.number }] : [];
    });
  const values = new Map(numbered("option_value").map((column) => [column.number, column]));
  return numbered("option_name").flatMap((name) => {
    const value = values.get(name.number);
    return value ? [{ name, value }] : [];
  });
}

function optionsOf(fields: readonly string[], options: readonly OptionColumns[]): [string, string][] {
  return options.flatMap(({ name, value }) => {
    const said = composeName((fields[name.index] ?? "").trim());
    const chosen = composeName((fields[value.index] ?? "").trim());
    return said !== "" && chosen !== "" ? [[said, chosen]] : [];
  });
}

function readVariant(
  draft: DraftBuilder,
  sheet: Table,
  row: SheetRow,
  index: number,
  options: readonly OptionColumns[],
  prices: readonly (Column & { currency: string })[],
): DraftVariant {
  const cell = (name: MedusaColumn) => cellOf(sheet, row, name);
  const at = (name: MedusaColumn) => ({ row: row.row, column: headingOf(sheet, name) });
  const chosen = optionsOf(row.fields, options);
  const values = chosen.map(([, value]) => value);

  draft.place(["variants", index], { row: row.row, column: null });
  draft.place(["variants", index, "options"], { row: row.row, column: options[0]?.value.heading ?? null });
  for (const name of ["sku", "barcode"] as const) draft.place(["variants", index, name], at(name));
  draft.place(["variants", index, "title"], at("variantTitle"));
  const said = cell("sku") ?? "";
  const sku = skuOf(said);
  if (sku !== said) draft.warn(at("sku"), `the SKU "${said}" became "${sku}"`);

  const fields: Record<string, unknown> = {
    sku: sku || deriveSku(draft.subject, values),
    title: cell("variantTitle") || values.join(" / ") || "Default",
    options: Object.fromEntries(chosen),
    prices: prices.flatMap((column) => readPrice(draft, row, column)),
    ...barcodeOf(cell),
    ...measuresOf(draft, index, cell, at),
  };
  if (cell("variantId")) fields.external_id = cell("variantId");
  const metadata = readMetadata(draft, cell, at("variantMetadata"));
  if (metadata) fields.metadata = metadata;
  return { fields, pictureSrc: null, hasDerivedSku: sku === "", hasDerivedTitle: !cell("variantTitle") };
}

function readPrice(
  draft: DraftBuilder,
  row: SheetRow,
  { index, heading, currency }: Column & { currency: string },
) {
  const said = (row.fields[index] ?? "").trim();
  if (said === "") return [];
  const amount = parseAmount(said, currency);
  if (amount !== null) return [{ amount, currency }];
  const hint = "Write 1299.90, without thousands or a currency.";
  draft.refuse({ row: row.row, column: heading }, `"${said}" is not a price in ${currency}`, hint);
  return [];
}

type Cell = (name: MedusaColumn) => string | undefined;
type At = (name: MedusaColumn) => { row: number; column: string | null };

function barcodeOf(cell: Cell): { barcode?: string | null } {
  const said = [cell("barcode"), cell("ean"), cell("upc")];
  return said.every((code) => code === undefined) ? {} : { barcode: said.find(Boolean) ?? null };
}

/** Grams and millimetres, as Medusa has them; a variant that says nothing has those of its product. */
function measuresOf(draft: DraftBuilder, index: number, cell: Cell, at: At): Record<string, unknown> {
  const number = (own: MedusaColumn, product: MedusaColumn) => {
    const name = cell(own) ? own : product;
    const said = cell(name);
    if (!said) return null;
    const value = /^\d+(?:\.\d+)?$/.test(said) ? Math.round(Number(said)) : null;
    if (value === null) draft.warn(at(name), `"${said}" is not a number and left out`);
    return value;
  };
  const measures: Record<string, unknown> = {};
  const grams = number("variantWeight", "weight");
  if (grams !== null) measures.weight_grams = grams;
  const sides = {
    length_mm: number("variantLength", "length"),
    width_mm: number("variantWidth", "width"),
    height_mm: number("variantHeight", "height"),
  };
  const isKnown = Object.values(sides).every((side) => side !== null);
  if (isKnown) measures.dimensions = sides;
  else if (Object.values(sides).some((side) => side !== null)) {
    draft.warn(at("variantLength"), "length, width and height are taken over only where all three are given");
  }
  const hsCode = (cell("variantHsCode") || cell("hsCode"))?.replace(/[.\s]/g, "") || null;
  const country = (cell("variantOriginCountry") || cell("originCountry"))?.toUpperCase() || null;
  if (hsCode !== null || country !== null) {
    measures.customs = { hs_code: hsCode, origin_country: country };
    draft.place(["variants", index, "customs"], at(cell("variantHsCode") ? "variantHsCode" : "hsCode"));
  }
  return measures;
}

function readMetadata(
  draft: DraftBuilder,
  cell: Cell,
  place: { row: number; column: string | null },
): Record<string, unknown> | null {
  const said = cell("variantMetadata");
  const notes = [
    ["material", cell("variantMaterial")],
    ["mid_code", cell("variantMidCode")],
  ].filter(([, value]) => value);
  const noted: Record<string, unknown> = Object.fromEntries(notes);
  const metadata = { ...noted, ...parseNotes(draft, said, place) };
  return Object.keys(metadata).length > 0 ? metadata : null;
}

function parseNotes(
  draft: DraftBuilder,
  said: string | undefined,
  place: { row: number; column: string | null },
): object {
  if (!said) return {};
  try {
    const parsed: unknown = JSON.parse(said);
    if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) return parsed;
  } catch {
    // Said below, as of anything else that is no object.
  }
  draft.warn(place, "is not a JSON object and left out");
  return {};
}
