import { composeName } from "../compose-name.ts";
import type { Draft, DraftPicture } from "./draft.ts";
import { DraftBuilder } from "./draft-builder.ts";
import type { ShopFacts } from "./import-format.ts";
import { handleOf } from "./name-things.ts";
import { readShopifyVariants } from "./read-shopify-variants.ts";
import { cellOf, headingOf, readBoolean, type Sheet, type SheetRow } from "./sheet.ts";
import { metadataKeyOf, type ShopifyColumn } from "./shopify-columns.ts";

type Table = Sheet<ShopifyColumn>;

/** The rows of one product: the first speaks of the product, each of a variant or of one more picture. */
export function readShopifyProduct(
  sheet: Table,
  rows: readonly [SheetRow, ...SheetRow[]],
  shop: ShopFacts,
): Draft {
  const [first] = rows;
  const draft = new DraftBuilder(first.row);
  const cell = (name: ShopifyColumn) => cellOf(sheet, first, name);
  const at = (name: ShopifyColumn) => ({ row: first.row, column: headingOf(sheet, name) });

  readNames(draft, cell, at);
  const description = cell("description");
  if (description !== undefined) draft.set("description", description, at("description"));
  draft.brandTitle = cell("vendor") || null;
  draft.typeTitle = cell("type") || null;
  readTags(draft, cell("tags"), at("tags"));
  readStatus(draft, cell, at);
  readSeo(draft, cell, at);
  readMetadata(draft, sheet, first, cell("category"), at("category"));
  if (readBoolean(cell("giftCard") ?? "") === true) {
    draft.refuse(at("giftCard"), "is a gift card", "Gift cards are not products here.");
  }
  readShopifyVariants(draft, sheet, rows, shop);
  draft.pictures = readPictures(sheet, rows);
  return draft.build();
}

type Cell = (name: ShopifyColumn) => string | undefined;
type At = (name: ShopifyColumn) => { row: number; column: string | null };

function readNames(draft: DraftBuilder, cell: Cell, at: At): void {
  const title = cell("title") ?? "";
  const said = cell("handle") || title;
  const handle = handleOf(said);
  draft.subject = handle || said;
  if (title !== "") draft.set("title", title, at("title"));
  else draft.place(["title"], at("title"));
  if (handle === "") {
    draft.refuse(at("handle"), "names no product", "Give it a handle, or a title to make one of.");
    return;
  }
  draft.set("handle", handle, at("handle"));
  if (cell("handle") && handle !== said) draft.note(at("handle"), `"${said}" became "${handle}"`);
}

function readTags(draft: DraftBuilder, said: string | undefined, place: ReturnType<At>): void {
  if (said === undefined) return;
  const tags = said.split(",").map((tag) => composeName(tag.trim()));
  draft.set("tags", [...new Set(tags.filter((tag) => tag !== ""))], place);
}

function readStatus(draft: DraftBuilder, cell: Cell, at: At): void {
  const status = cell("status")?.toLowerCase();
  const published = readBoolean(cell("published") ?? "");
  if (status) {
    const isHidden = status === "active" && published === false;
    if (isHidden) draft.warn(at("published"), "is active but not in the online store: taken over as a draft");
    draft.set("status", isHidden ? "draft" : status, at("status"));
  } else if (published !== null) {
    draft.set("status", published ? "active" : "draft", at("published"));
  }
}

function readSeo(draft: DraftBuilder, cell: Cell, at: At): void {
  const title = cell("seoTitle");
  const description = cell("seoDescription");
  if (title === undefined && description === undefined) return;
  const seo = { title: title || null, description: description || null };
  draft.set("seo", seo.title === null && seo.description === null ? null : seo, at("seoTitle"));
  draft.place(["seo", "description"], at("seoDescription"));
}

/** Labels, metafields and Shopify's own category are notes here: they come back with an export. */
function readMetadata(
  draft: DraftBuilder,
  sheet: Table,
  first: SheetRow,
  category: string | undefined,
  place: ReturnType<At>,
): void {
  const notes: [string, string][] = category ? [["shopify.category", category]] : [];
  draft.place(["metadata", "shopify.category"], place);
  for (const { index, heading } of sheet.strangers) {
    const key = metadataKeyOf(heading);
    const value = (first.fields[index] ?? "").trim();
    if (key === null || value === "") continue;
    if (value.length > 500) {
      draft.warn({ row: first.row, column: heading }, "is longer than 500 characters and left out");
      continue;
    }
    notes.push([key, value]);
    draft.place(["metadata", key], { row: first.row, column: heading });
  }
  if (notes.length > 0) draft.set("metadata", Object.fromEntries(notes), { row: first.row, column: null });
}

/** Every row may bring one. They have places of their own, else the order of the rows. */
function readPictures(sheet: Table, rows: readonly SheetRow[]): DraftPicture[] | null {
  if (!sheet.columns.has("image")) return null;
  const column = headingOf(sheet, "image");
  const said = rows.flatMap((row, order) => {
    const src = cellOf(sheet, row, "image") ?? "";
    if (src === "") return [];
    const position = Number(cellOf(sheet, row, "imagePosition") || Number.NaN);
    const alt = cellOf(sheet, row, "imageAlt") ?? "";
    return [
      { src, alt, row: row.row, column, order, position: Number.isFinite(position) ? position : order + 1 },
    ];
  });
  const variantImages = rows.flatMap((row, order) => {
    const src = cellOf(sheet, row, "variantImage") ?? "";
    const place = { row: row.row, column: headingOf(sheet, "variantImage") };
    return src === "" ? [] : [{ src, alt: "", ...place, order, position: Number.MAX_SAFE_INTEGER }];
  });
  const sorted = [...said, ...variantImages].sort(
    (one, other) => one.position - other.position || one.order - other.order,
  );
  const bySrc = new Map(sorted.toReversed().map((picture) => [picture.src, picture]));
  return [...bySrc.values()]
    .reverse()
    .map(({ src, alt, row, column: where }) => ({ src, alt, row, column: where }));
}
