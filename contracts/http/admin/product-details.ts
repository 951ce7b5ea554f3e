import { z } from "zod";
import {
  CountryCode,
  Handle,
  LocaleCode,
  nameText,
  orNull,
  Price,
  shownText,
  Timestamp,
} from "../../wire.ts";

/** What products and variants say of themselves besides options, stock and texts. */

export const DETAIL_LIMITS = {
  attributesMax: 50,
  categoriesMax: 20,
  channelsMax: 20,
  relatedMax: 20,
  metadataKeysMax: 50,
  localesMax: 20,
} as const;

/** An object with at most so many members; the schema says the same for documentation. */
export function recordOf<Key extends z.core.$ZodRecordKey, Value extends z.ZodType>(
  key: Key,
  value: Value,
  keysMax: number,
) {
  return z
    .record(key, value)
    .refine((record) => Object.keys(record).length <= keysMax, `takes at most ${keysMax} keys`)
    .meta({ maxProperties: keysMax });
}

export const ExternalId = orNull(shownText(128)).meta({
  description: "What it is called in another system of yours.",
});

export const Metadata = recordOf(
  z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}$/),
  z.union([shownText(500, 0), z.number(), z.boolean()]),
  DETAIL_LIMITS.metadataKeysMax,
).meta({
  id: "Metadata",
  description: "Notes of yours, which mean nothing to the shop. Shoppers do not see them.",
});

const seoFields = { title: orNull(shownText(200)), description: orNull(shownText(500)) };
export const NewSeo = z
  .strictObject({ title: seoFields.title.default(null), description: seoFields.description.default(null) })
  .meta({
    id: "NewSeo",
    description: "What search engines are told; null where title and description will do.",
  });
export const Seo = z.strictObject(seoFields).meta({ id: "Seo" });

export const AttributeKey = z.string().regex(/^[a-z][a-z0-9_]{0,63}$/);
export const AttributeValue = z.union([nameText(500), z.number(), z.boolean()]).meta({
  id: "AttributeValue",
  description: "A date is a day, such as `2026-11-20`; a choice one of those listed.",
});
export const Attributes = recordOf(AttributeKey, AttributeValue, DETAIL_LIMITS.attributesMax).meta({
  description: "By the keys that the product's type has.",
});

export const Related = z
  .strictObject({ product_id: z.string().min(1).max(64), kind: z.enum(["similar", "accessory", "upsell"]) })
  .meta({ id: "Related" });

const optionTexts = { name: nameText(64), values: recordOf(nameText(64), nameText(64), 100) };
const translationFields = {
  title: orNull(shownText(200)),
  description: orNull(shownText(20_000)),
  description_html: orNull(shownText(50_000)),
  options: recordOf(nameText(64), z.strictObject(optionTexts), 3),
  variants: recordOf(z.string().min(1).max(64), shownText(200), 250),
};
export const NewTranslation = z
  .strictObject({
    title: translationFields.title.default(null),
    description: translationFields.description.default(null),
    description_html: translationFields.description_html.default(null),
    seo: orNull(NewSeo).default(null),
    options: recordOf(
      nameText(64),
      z.strictObject({ ...optionTexts, values: optionTexts.values.default({}) }),
      3,
    )
      .default({})
      .meta({ description: "By the names of the product's options; values by what the product calls them." }),
    variants: translationFields.variants.default({}).meta({ description: "Titles of variants, by SKU." }),
  })
  .meta({
    id: "NewTranslation",
    description: "Texts in one locale. What is null or left out is shown in the reader's next locale.",
    example: { title: "T-Shirt aus Leinen" },
  });
export const Translation = z
  .strictObject({ ...translationFields, seo: orNull(Seo) })
  .meta({ id: "Translation" });

export const Dimensions = z
  .strictObject({
    length_mm: z.int().min(0).max(100_000),
    width_mm: z.int().min(0).max(100_000),
    height_mm: z.int().min(0).max(100_000),
  })
  .meta({ id: "Dimensions" });

const customsFields = {
  hs_code: orNull(z.string().regex(/^[0-9]{4,12}$/)),
  origin_country: orNull(CountryCode),
};
export const NewCustoms = z
  .strictObject({
    hs_code: customsFields.hs_code.default(null),
    origin_country: customsFields.origin_country.default(null),
  })
  .meta({ id: "NewCustoms", description: "The code of the Harmonized System, and where it was made." });
export const Customs = z.strictObject(customsFields).meta({ id: "Customs" });

const CompareAt = orNull(Price.shape.amount);
export const NewBasePrice = Price.extend({
  compare_at: CompareAt.default(null).meta({
    description: "What it cost before, more than the amount; shown struck through.",
  }),
}).meta({
  id: "NewBasePrice",
  description: "A price before price lists, in integer minor units.",
  example: { amount: 1999, currency: "EUR", compare_at: 2499 },
});
export const BasePrice = Price.extend({ compare_at: CompareAt }).meta({
  id: "BasePrice",
  example: { amount: 1999, currency: "EUR", compare_at: 2499 },
});

export const PublicationTime = orNull(Timestamp);
export const Categories = z.array(Handle).max(DETAIL_LIMITS.categoriesMax);
export const Channels = orNull(z.array(Handle).min(1).max(DETAIL_LIMITS.channelsMax)).meta({
  description: "Handles of the sales channels that show it; null for all.",
});
export const NewTranslations = recordOf(LocaleCode, NewTranslation, DETAIL_LIMITS.localesMax);
export const Translations = recordOf(LocaleCode, Translation, DETAIL_LIMITS.localesMax);
