import { z } from "zod";
import { Handle, nameText, orNull, shownText, Timestamp } from "../../wire.ts";
import { AttributeKey, DETAIL_LIMITS, NewSeo, Seo } from "./product-details.ts";

/** Product types, brands and categories: what products are sorted by. Each is named by its handle for ever. */

const attributeFields = {
  key: AttributeKey,
  title: shownText(64),
  kind: z.enum(["text", "number", "boolean", "date", "choice"]).meta({
    description: "What it holds, for good. A date is a day, such as `2026-11-20`.",
  }),
  choices: z.array(nameText(64)).max(200),
  is_required: z.boolean(),
  is_filterable: z.boolean().meta({ description: "Shoppers may filter by it." }),
};
const NewAttributeDefinition = z
  .strictObject({
    ...attributeFields,
    choices: attributeFields.choices.default([]).meta({ description: "Of a choice." }),
    is_required: attributeFields.is_required.default(false),
    is_filterable: attributeFields.is_filterable.default(false),
  })
  .meta({ id: "NewAttributeDefinition" });
const AttributeDefinition = z.strictObject(attributeFields).meta({ id: "AttributeDefinition" });

const versioned = { version: z.int(), created_at: Timestamp, updated_at: Timestamp };
const pictureId = orNull(z.string().max(80)).meta({ description: "Id of a picture." });

export const ProductTypeBody = z
  .strictObject({
    title: shownText(200),
    attributes: z.array(NewAttributeDefinition).max(DETAIL_LIMITS.attributesMax).default([]),
  })
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
  .strictObject({
    handle: Handle,
    title: shownText(200),
    attributes: z.array(AttributeDefinition).max(DETAIL_LIMITS.attributesMax),
    ...versioned,
  })
  .meta({ id: "ProductType" });

const brandFields = {
  title: shownText(200),
  description: shownText(5_000, 0),
  media_id: pictureId,
  seo: orNull(Seo),
};
export const BrandBody = z
  .strictObject({
    ...brandFields,
    description: brandFields.description.default(""),
    media_id: brandFields.media_id.default(null),
    seo: orNull(NewSeo).default(null),
  })
  .meta({ id: "BrandBody", example: { title: "Loom & Co." } });
export const Brand = z.strictObject({ handle: Handle, ...brandFields, ...versioned }).meta({ id: "Brand" });

const categoryFields = {
  parent: orNull(Handle).meta({ description: "The category that it is in; null for a root." }),
  title: shownText(200),
  description: shownText(5_000, 0),
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
    seo: orNull(NewSeo).default(null),
  })
  .meta({ id: "CategoryBody", example: { title: "Headphones", parent: "audio" } });
export const AdminCategory = z
  .strictObject({ handle: Handle, ...categoryFields, ...versioned })
  .meta({ id: "AdminCategory" });
