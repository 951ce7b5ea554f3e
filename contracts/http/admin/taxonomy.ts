import { z } from "zod";
import { Handle, orNull, Timestamp, text } from "../../wire.ts";
import { AttributeKey, DETAIL_LIMITS, Seo } from "./product-details.ts";

/** Product types, brands and categories: what products are sorted by. Each is named by its handle for ever. */

export const AttributeDefinition = z
  .strictObject({
    key: AttributeKey,
    title: text(64),
    kind: z.enum(["text", "number", "boolean", "date", "choice"]).meta({
      description: "What it holds, for good. A date is a day, such as `2026-11-20`.",
    }),
    choices: z.array(text(64)).max(200).default([]).meta({ description: "Of a choice." }),
    is_required: z.boolean().default(false),
    is_filterable: z.boolean().default(false).meta({ description: "Shoppers may filter by it." }),
  })
  .meta({ id: "AttributeDefinition" });

const versioned = { version: z.int(), created_at: Timestamp, updated_at: Timestamp };
const pictureId = orNull(z.string().max(80)).meta({ description: "Id of a picture." });

const typeFields = {
  title: text(200),
  attributes: z.array(AttributeDefinition).max(DETAIL_LIMITS.attributesMax),
};
export const ProductTypeBody = z
  .strictObject({ ...typeFields, attributes: typeFields.attributes.default([]) })
  .meta({
    id: "ProductTypeBody",
    example: {
      title: "Book",
      attributes: [
        { key: "pages", title: "Pages", kind: "number", is_filterable: true },
        { key: "binding", title: "Binding", kind: "choice", choices: ["hard", "soft"] },
      ],
    },
  });
export const ProductType = z
  .strictObject({ handle: Handle, ...typeFields, ...versioned })
  .meta({ id: "ProductType" });

const brandFields = { title: text(200), description: text(5_000, 0), media_id: pictureId, seo: orNull(Seo) };
export const BrandBody = z
  .strictObject({
    ...brandFields,
    description: brandFields.description.default(""),
    media_id: brandFields.media_id.default(null),
    seo: brandFields.seo.default(null),
  })
  .meta({ id: "BrandBody", example: { title: "Loom & Co." } });
export const Brand = z.strictObject({ handle: Handle, ...brandFields, ...versioned }).meta({ id: "Brand" });

const categoryFields = {
  parent: orNull(Handle).meta({ description: "The category that it is in; null for a root." }),
  title: text(200),
  description: text(5_000, 0),
  position: z
    .int()
    .min(0)
    .max(1_000_000)
    .meta({ description: "Among those beside it; equals follow their handles." }),
  media_id: pictureId,
  seo: orNull(Seo),
};
export const CategoryBody = z
  .strictObject({
    ...categoryFields,
    parent: categoryFields.parent.default(null),
    description: categoryFields.description.default(""),
    position: categoryFields.position.default(0),
    media_id: categoryFields.media_id.default(null),
    seo: categoryFields.seo.default(null),
  })
  .meta({ id: "CategoryBody", example: { title: "Headphones", parent: "audio" } });
export const AdminCategory = z
  .strictObject({ handle: Handle, ...categoryFields, ...versioned })
  .meta({ id: "AdminCategory" });
