import { z } from "zod";
import { CurrencyCode, Handle, nameText, orNull, Price, shownText, Timestamp } from "../../wire.ts";
import { ProductStatus } from "./product.ts";
import { AttributeKey, AttributeValue, NewSeo, Seo } from "./product-details.ts";

const is = z.enum(["is", "is_not"]);
const days = z.int().min(1).max(3_650);

/** One object per field, so that each says which `op` and `value` it takes. */
const Rule = z
  .discriminatedUnion("field", [
    z.strictObject({ field: z.literal("tag"), op: is, value: nameText(64) }),
    z.strictObject({ field: z.literal("type"), op: is, value: Handle }),
    z.strictObject({ field: z.literal("brand"), op: is, value: Handle }),
    z.strictObject({ field: z.literal("category"), op: is, value: Handle }),
    z.strictObject({
      field: z.literal("title"),
      op: z.enum(["contains", "starts_with", "is"]),
      value: shownText(200),
    }),
    z.strictObject({
      field: z.literal("price"),
      op: z.enum(["at_least", "at_most"]),
      value: Price.shape.amount,
      currency: CurrencyCode,
    }),
    z.strictObject({
      field: z.literal("option"),
      op: z.literal("is"),
      name: nameText(64),
      value: nameText(64),
    }),
    z.strictObject({
      field: z.literal("attribute"),
      op: z.enum(["is", "is_not", "at_least", "at_most"]),
      name: AttributeKey,
      value: AttributeValue,
    }),
    z.strictObject({ field: z.literal("created"), op: z.literal("within_days"), value: days }),
    z.strictObject({ field: z.literal("published"), op: z.literal("within_days"), value: days }),
  ])
  .meta({ id: "CollectionRule" });

export const RuleSet = z
  .strictObject({ match: z.enum(["all", "any"]), rules: z.array(Rule).min(1).max(20) })
  .meta({
    id: "RuleSet",
    description:
      "Which products are in it, by what they say of themselves: a category means those below it too, a price that of any variant before price lists, a title in any case. Stock is no rule: it changes with every sale.",
    example: {
      match: "all",
      rules: [
        { field: "tag", op: "is", value: "linen" },
        { field: "price", op: "at_most", value: 5000, currency: "EUR" },
      ],
    },
  });

const fields = {
  title: shownText(200),
  description: shownText(5_000, 0),
  status: ProductStatus.meta({ description: "Shoppers see `active` collections alone." }),
  media_id: orNull(z.string().max(80)).meta({ description: "Id of a picture." }),
  seo: orNull(Seo),
  rules: orNull(RuleSet).meta({
    description: "Null where you choose the products yourself. A collection is one or the other for good.",
  }),
};

export const CollectionBody = z
  .strictObject({
    ...fields,
    description: fields.description.default(""),
    status: fields.status.default("active"),
    media_id: fields.media_id.default(null),
    seo: orNull(NewSeo).default(null),
    rules: fields.rules.default(null),
  })
  .meta({ id: "CollectionBody", example: { title: "Apparel", description: "What to wear." } });

export const AdminCollection = z
  .strictObject({ handle: Handle, ...fields, version: z.int(), created_at: Timestamp, updated_at: Timestamp })
  .meta({ id: "AdminCollection" });

export const COLLECTION_ORDER_MAX = 500;
export const CollectionOrder = z
  .strictObject({ product_ids: z.array(z.string().min(1).max(64)).max(COLLECTION_ORDER_MAX) })
  .meta({ id: "CollectionOrder", example: { product_ids: ["prod_8k2m4q6s8v0x2z4b6d8f"] } });

export const CollectionMember = z
  .strictObject({
    product_id: z.string(),
    handle: z.string(),
    title: z.string(),
    status: ProductStatus,
    is_shown: z.boolean().meta({ description: "Active, and in its window." }),
    until: orNull(Timestamp).meta({ description: "When a rule about time ends it." }),
  })
  .meta({ id: "CollectionMember" });
