import { composeName } from "../compose-name.ts";
import type { Draft, DraftPicture, DraftVariant, Place } from "./draft.ts";

/** What the shop says of a product by itself: in an exported file, and nothing to take over. */
const SAID_BY_THE_SHOP = ["version", "created_at", "updated_at", "published_at", "rule_collections"] as const;

/**
 * A line of our own JSON Lines: a product as `GET /v1/admin/products/{id}` shows it, or any part of one. Pictures are
 * named by `id`, or by the `src` they are fetched from. A text where it is no such product.
 */
export function readSoukLine(text: string, row: number): Draft | string {
  const said = parse(text);
  if (said === undefined) return "is not JSON";
  return isObject(said) ? readSoukProduct(said, row) : "is not an object";
}

/** The same from what was parsed already. */
export function readSoukProduct(said: Readonly<Record<string, unknown>>, row: number): Draft {
  const { variants, media, brand_title: brandTitle, type_title: typeTitle, ...rest } = said;
  const fields = Object.fromEntries(
    Object.entries(rest).filter(([name]) => !SAID_BY_THE_SHOP.some((own) => own === name)),
  );
  const pictures = readPictures(media, row);
  if (pictures === null && media !== undefined) fields.media = media;
  const drafts = readVariants(variants);
  if (drafts === null && variants !== undefined) fields.variants = variants;
  return {
    subject: String(fields.handle ?? fields.external_id ?? fields.id ?? `line ${row}`).slice(0, 200),
    row,
    fields,
    variants: drafts,
    pictures,
    brandTitle: typeof brandTitle === "string" ? brandTitle : null,
    typeTitle: typeof typeTitle === "string" ? typeTitle : null,
    currencies: null,
    places: placesOf(fields, drafts, row),
    remarks: [],
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Null for what is no list of pictures: the contract says what is wrong with it. */
function readPictures(media: unknown, row: number): DraftPicture[] | null {
  if (!Array.isArray(media)) return null;
  const pictures: DraftPicture[] = [];
  for (const picture of media as unknown[]) {
    if (!isObject(picture)) return null;
    const src = picture.id ?? picture.src;
    if (typeof src !== "string") return null;
    const alt = typeof picture.alt === "string" ? picture.alt : "";
    pictures.push({ src, alt, row, column: "media" });
  }
  return pictures;
}

/** Null for what is no list of variants. */
function readVariants(variants: unknown): DraftVariant[] | null {
  if (!Array.isArray(variants)) return null;
  const drafts: DraftVariant[] = [];
  for (const variant of variants as unknown[]) {
    if (!isObject(variant)) return null;
    const { inventory_item_id: _, media_id: picture, components, ...fields } = variant;
    if (isObject(fields.options)) fields.options = composeOptions(fields.options);
    if (components !== undefined) fields.components = readComponents(components);
    const pictureSrc = typeof picture === "string" ? picture : null;
    if (picture === null) fields.media_id = null;
    drafts.push({ fields, pictureSrc, hasDerivedSku: false, hasDerivedTitle: false });
  }
  return drafts;
}

/** CAT-12 As they are kept, so that a variant is found by them. */
function composeOptions(options: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => [
      composeName(name),
      typeof value === "string" ? composeName(value) : value,
    ]),
  );
}

/** As they are named, without what the shop adds. */
function readComponents(components: unknown): unknown {
  if (!Array.isArray(components)) return components;
  return (components as unknown[]).map((component) => {
    if (!isObject(component)) return component;
    const { variant_id: _, is_archived: __, ...named } = component;
    return named;
  });
}

/** In a line of JSON the column is the field. */
function placesOf(
  fields: Readonly<Record<string, unknown>>,
  variants: readonly DraftVariant[] | null,
  row: number,
): Map<string, Place> {
  const places = new Map<string, Place>();
  for (const name of Object.keys(fields)) places.set(name, { row, column: name });
  variants?.forEach((variant, index) => {
    places.set(`variants/${index}`, { row, column: `variants[${index}]` });
    for (const name of Object.keys(variant.fields)) {
      places.set(`variants/${index}/${name}`, { row, column: `variants[${index}].${name}` });
    }
  });
  return places;
}
