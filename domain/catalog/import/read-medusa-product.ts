import { composeName } from "../compose-name.ts";
import type { Draft } from "./draft.ts";
import { DraftBuilder } from "./draft-builder.ts";
import { type MedusaColumn, numberedColumn } from "./medusa-columns.ts";
import { handleOf } from "./name-things.ts";
import { readMedusaVariants } from "./read-medusa-variants.ts";
import { cellOf, headingOf, readBoolean, type Sheet, type SheetRow } from "./sheet.ts";

type Table = Sheet<MedusaColumn>;

/** The rows of one product, a variant each; all repeat what they say of the product, and the first counts. */
export function readMedusaProduct(sheet: Table, rows: readonly [SheetRow, ...SheetRow[]]): Draft {
  const [first] = rows;
  const draft = new DraftBuilder(first.row);
  const cell = (name: MedusaColumn) => cellOf(sheet, first, name);
  const at = (name: MedusaColumn) => ({ row: first.row, column: headingOf(sheet, name) });

  const title = cell("title") ?? "";
  const said = cell("handle") || title;
  const handle = handleOf(said);
  draft.subject = handle || said;
  draft.place(["title"], at("title"));
  if (title !== "") draft.set("title", title, at("title"));
  if (handle === "") draft.refuse(at("handle"), "names no product", "Give it a handle or a title.");
  else draft.set("handle", handle, at("handle"));
  if (cell("handle") && handle !== said) draft.note(at("handle"), `"${said}" became "${handle}"`);

  const description = cell("description");
  if (description !== undefined) draft.set("description", description, at("description"));
  const externalId = cell("externalId") || cell("id");
  if (externalId) draft.set("external_id", externalId, at("id"));
  const status = cell("status")?.toLowerCase();
  // Proposed and rejected ones are drafts that somebody has looked at.
  if (status) draft.set("status", status === "published" ? "active" : "draft", at("status"));
  const collection = cell("collection");
  if (collection !== undefined) {
    draft.set("collections", collection === "" ? [] : [handleOf(collection)], at("collection"));
  }
  draft.typeTitle = cell("type") || null;
  readTags(draft, sheet, first, cell("tags"));
  const notes = [
    ["subtitle", cell("subtitle")],
    ["material", cell("material")],
    ["mid_code", cell("midCode")],
  ].filter(([, value]) => value);
  if (notes.length > 0) draft.set("metadata", Object.fromEntries(notes), at("subtitle"));
  if (readBoolean(cell("giftCard") ?? "") === true) {
    draft.refuse(at("giftCard"), "is a gift card", "Gift cards are not products here.");
  }
  readPictures(draft, sheet, rows);
  readMedusaVariants(draft, sheet, rows);
  return draft.build();
}

function readTags(draft: DraftBuilder, sheet: Table, first: SheetRow, list: string | undefined): void {
  const numbered = sheet.strangers.filter(({ heading }) => numberedColumn(heading)?.kind === "tag");
  if (list === undefined && numbered.length === 0) return;
  const tags = [...(list ?? "").split(","), ...numbered.map(({ index }) => first.fields[index] ?? "")];
  const place = { row: first.row, column: numbered[0]?.heading ?? headingOf(sheet, "tags") };
  draft.set(
    "tags",
    [...new Set(tags.map((tag) => composeName(tag.trim())).filter((tag) => tag !== ""))],
    place,
  );
}

function readPictures(draft: DraftBuilder, sheet: Table, rows: readonly SheetRow[]): void {
  const columns = sheet.strangers.filter(({ heading }) => numberedColumn(heading)?.kind === "picture");
  if (columns.length === 0) return;
  const said = rows.flatMap(({ row, fields }) =>
    columns.map(({ index, heading }) => ({
      src: (fields[index] ?? "").trim(),
      alt: "",
      row,
      column: heading,
    })),
  );
  const bySrc = new Map(said.toReversed().map((picture) => [picture.src, picture]));
  draft.pictures = [...bySrc.values()].reverse().filter(({ src }) => src !== "");
}
