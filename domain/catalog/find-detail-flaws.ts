import { type Flaw, findRepeats } from "./flaw.ts";
import type { ProductFields, VariantFields } from "./product.ts";

/** Serialised, in UTF-8: what a row of the database and a version of the history must hold, with room to spare. */
export const PRODUCT_BYTES_MAX = 1_000_000;

/** Of all translations together, serialised, in UTF-16 units. */
export const TRANSLATIONS_LENGTH_MAX = 200_000;

/** Of a rich text as it is kept, in UTF-16 units: escaping makes it up to four times as long as it was sent. */
export const RICH_TEXT_LENGTH_MAX = 50_000;

type Whole = ProductFields & { readonly variants: readonly VariantFields[] };

/** CAT-1 What a product says besides options and prices: its window, pictures of variants, relations and sizes. */
export function findDetailFlaws(product: Whole, ownId: string | null): Flaw[] {
  const { publishAtMs, unpublishAtMs, related, variants, translations } = product;
  const pictures = new Set(product.media.map(({ id }) => id));
  return [
    ...(publishAtMs !== null && unpublishAtMs !== null && unpublishAtMs <= publishAtMs
      ? [{ at: ["unpublish_at"], detail: "must be after publish_at" }]
      : []),
    ...variants.flatMap(({ mediaId }, index) =>
      mediaId === null || pictures.has(mediaId)
        ? []
        : [{ at: ["variants", index, "media_id"], detail: "is not a picture of the product" }],
    ),
    ...variants.flatMap(({ isDigital, requiresShipping }, index) =>
      isDigital && requiresShipping
        ? [{ at: ["variants", index, "requires_shipping"], detail: "nothing of a digital good is shipped" }]
        : [],
    ),
    ...findRepeats(
      variants,
      // Those without one differ by where they stand, which no id can look like.
      (variant) => variant.externalId ?? `\n${variants.indexOf(variant)}`,
      (index) => ["variants", index, "external_id"],
      "is the external id of another variant too",
    ),
    ...related.flatMap(({ productId }, index) =>
      productId === ownId ? [{ at: ["related", index, "product_id"], detail: "is this product itself" }] : [],
    ),
    ...findRepeats(
      related,
      ({ productId, kind }) => `${kind} ${productId}`,
      (index) => ["related", index],
      "is listed twice",
    ),
    ...(JSON.stringify(translations).length > TRANSLATIONS_LENGTH_MAX
      ? [
          {
            at: ["translations"],
            detail: `are longer than ${TRANSLATIONS_LENGTH_MAX} characters all together`,
          },
        ]
      : []),
    ...richTextFlaws(product),
    ...sizeFlaws(product),
  ];
}

/** What was read can be sent back. */
function richTextFlaws({ descriptionHtml, translations }: Whole): Flaw[] {
  const texts = [
    { at: ["description_html"], html: descriptionHtml },
    ...Object.entries(translations).map(([locale, translation]) => ({
      at: ["translations", locale, "description_html"],
      html: translation.descriptionHtml,
    })),
  ];
  return texts.flatMap(({ at, html }) =>
    html === null || html.length <= RICH_TEXT_LENGTH_MAX
      ? []
      : [
          {
            at,
            detail: `is ${html.length} characters long as it is kept, and ${RICH_TEXT_LENGTH_MAX} are allowed`,
          },
        ],
  );
}

function sizeFlaws(product: Whole): Flaw[] {
  const bytes = utf8Length(JSON.stringify(whatStaffSaid(product)));
  if (bytes <= PRODUCT_BYTES_MAX) return [];
  return [
    { at: [], detail: `the whole product is ${bytes} bytes long, and ${PRODUCT_BYTES_MAX} are allowed` },
  ];
}

/** Without what the shop adds once it is stored (`undefined` is not serialised): what fitted once is never too large to edit. */
function whatStaffSaid(product: Whole): object {
  const derived = { id: undefined, version: undefined, ruled: undefined };
  const times = { publishedAtMs: undefined, createdAtMs: undefined, updatedAtMs: undefined };
  const variants = product.variants.map(({ components, ...variant }) => ({
    ...variant,
    ...{ id: undefined, itemId: undefined },
    components: components.map(({ sku, quantity }) => ({ sku, quantity })),
  }));
  return { ...product, ...derived, ...times, variants };
}

function utf8Length(text: string): number {
  return new TextEncoder().encode(text).byteLength;
}
