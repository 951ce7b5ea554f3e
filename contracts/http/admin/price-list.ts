import { z } from "zod";
import { CurrencyCode, Handle, orNull, SettingsHandle, Sku, Timestamp, text } from "../../wire.ts";

export const PRICE_LIMITS = { rowsMax: 500, minQuantityMax: 9_999, amountMax: 100_000_000_000 } as const;

const Amount = z.int().min(0).max(PRICE_LIMITS.amountMax);

export const PriceListStatus = z
  .enum(["draft", "active", "archived"])
  .meta({ id: "PriceListStatus", description: "Prices of `active` lists alone apply." });

const listFields = {
  title: text(200),
  price_group: orNull(SettingsHandle).meta({ description: "Null: for everybody." }),
  market: orNull(SettingsHandle).meta({ description: "Null: in all." }),
  channel: orNull(SettingsHandle).meta({ description: "Null: in all." }),
  starts_at: orNull(Timestamp).meta({ description: "From this moment on. Null: from ever." }),
  ends_at: orNull(Timestamp).meta({ description: "Until just before this moment. Null: for ever." }),
  priority: z.int().min(-1_000).max(1_000).meta({
    description:
      "Of the lists that apply, the one with the highest number is followed, even where another is cheaper; of equal ones the one with the lowest price.",
  }),
  status: PriceListStatus,
  prices_include_tax: orNull(z.boolean()).meta({ description: "Null: as the settings say of the currency." }),
};

export const NewPriceList = z
  .strictObject({
    handle: Handle.meta({ description: "Its name, for good." }),
    currency: CurrencyCode,
    title: listFields.title,
    price_group: listFields.price_group.default(null),
    market: listFields.market.default(null),
    channel: listFields.channel.default(null),
    starts_at: listFields.starts_at.default(null),
    ends_at: listFields.ends_at.default(null),
    priority: listFields.priority.default(0),
    status: listFields.status.exclude(["archived"]).default("draft"),
    prices_include_tax: listFields.prices_include_tax.default(null),
  })
  .meta({
    id: "NewPriceList",
    example: {
      handle: "summer-sale",
      title: "Summer sale",
      currency: "EUR",
      starts_at: "2027-06-01T00:00:00.000Z",
      ends_at: "2027-07-01T00:00:00.000Z",
      status: "active",
    },
  });
export type NewPriceList = z.infer<typeof NewPriceList>;

export const PriceListEdit = z
  .strictObject(listFields)
  .partial()
  .refine((edit) => Object.keys(edit).length > 0, "name at least one field to change")
  .meta({ id: "PriceListEdit", example: { status: "active" } });
export type PriceListEdit = z.infer<typeof PriceListEdit>;

export const PriceList = z
  .strictObject({
    id: z.string(),
    version: z.int(),
    handle: Handle,
    currency: CurrencyCode,
    ...listFields,
    is_live: z.boolean().meta({ description: "Whether it is active and within its window now." }),
    created_at: Timestamp,
    updated_at: Timestamp,
  })
  .meta({ id: "PriceList" });
export type PriceList = z.infer<typeof PriceList>;

const MinQuantity = z
  .int()
  .min(1)
  .max(PRICE_LIMITS.minQuantityMax)
  .meta({ description: "From how many units on." });
const compareAt = orNull(Amount).meta({ description: "What it is compared with; more than `amount`." });

export const NewListPrice = z
  .strictObject({
    sku: Sku,
    min_quantity: MinQuantity.default(1),
    amount: Amount.meta({ description: "Of one unit, in minor units of the list's currency." }),
    compare_at: compareAt.default(null),
  })
  .meta({ id: "NewListPrice", example: { sku: "TEE-LIN-M-SAGE", min_quantity: 10, amount: 3500 } });

export const NewListPrices = z
  .strictObject({ prices: z.array(NewListPrice).min(1).max(PRICE_LIMITS.rowsMax) })
  .meta({
    id: "NewListPrices",
    example: { prices: [{ sku: "TEE-LIN-M-SAGE", amount: 3500, compare_at: 3900 }] },
  });
export type NewListPrices = z.infer<typeof NewListPrices>;

export const ListPrice = z
  .strictObject({
    sku: z.string(),
    variant_id: z.string(),
    min_quantity: z.int(),
    amount: z.int(),
    compare_at: orNull(z.int()),
  })
  .meta({ id: "ListPrice" });
export type ListPrice = z.infer<typeof ListPrice>;

export const PRICE_OUTCOMES = [
  "chosen",
  "other_currency",
  "not_active",
  "not_begun",
  "ended",
  "other_price_group",
  "other_market",
  "other_channel",
  "too_few_units",
  "better_tier",
  "lower_priority",
  "higher_price",
  "same_price",
] as const;

export const ExplainedPrice = z
  .strictObject({
    price_list: orNull(z.string()).meta({ description: "Its handle; null for the variant's own price." }),
    currency: CurrencyCode,
    min_quantity: z.int(),
    amount: z.int(),
    compare_at: orNull(z.int()),
    prices_include_tax: orNull(z.boolean()),
    priority: orNull(z.int()),
    outcome: z.enum(PRICE_OUTCOMES).meta({
      description:
        "`chosen`, or why not: it does not apply, or another price that applies comes before it (`better_tier` of the same list, `lower_priority`, `higher_price`, `same_price` of a list whose handle comes later).",
    }),
  })
  .meta({ id: "ExplainedPrice" });
export type ExplainedPrice = z.infer<typeof ExplainedPrice>;
