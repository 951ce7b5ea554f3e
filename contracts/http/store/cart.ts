import { z } from "zod";
import {
  CountryCode,
  CurrencyCode,
  idOf,
  Money,
  orNull,
  SettingsHandle,
  Timestamp,
  text,
} from "../../wire.ts";

export const CART_LIMITS = { linesMax: 300, unitsOfLineMax: 9_999 } as const;

export const Address = z
  .strictObject({
    name: text(200),
    company: text(200).optional(),
    line1: text(200),
    line2: text(200).optional(),
    city: text(120),
    region: text(120).optional(),
    postal_code: text(32).optional(),
    country: CountryCode,
    phone: text(40).optional(),
  })
  .meta({ id: "Address", description: "A postal address." });

export const Quantity = z
  .int()
  .min(1)
  .max(CART_LIMITS.unitsOfLineMax)
  .meta({ description: "Units, 1 to 9,999." });
export const VariantId = idOf("var", "var_8k2m4q6s8v0x2z4b6d8f");

export const NewLine = z.strictObject({ variant_id: VariantId, quantity: Quantity }).meta({ id: "NewLine" });

export const TaxLine = z
  .strictObject({
    name: z.string(),
    rate_ppm: z.int().meta({ description: "Parts per million: 190000 is 19 %." }),
    net: Money,
    tax: Money,
  })
  .meta({ id: "TaxLine" });

export const Totals = z
  .strictObject({
    subtotal: Money.meta({
      description:
        "The lines together: with tax inside if `prices_include_tax`, else without, however each line was priced.",
    }),
    shipping: Money.meta({ description: "What the buyer pays for shipping." }),
    tax: Money.meta({ description: "All tax, whether contained in prices or added." }),
    total: Money.meta({ description: "What the buyer pays." }),
    prices_include_tax: z.boolean().meta({ description: "Whether tax is inside of `subtotal`." }),
    rounding: z
      .string()
      .meta({ description: "How fractions of a minor unit were rounded.", example: "half_up_per_line" }),
    taxes: z.array(TaxLine).max(50),
    pricing_version: z
      .int()
      .meta({ description: "The version of the shop's settings that these totals follow." }),
  })
  .meta({ id: "Totals" });

export const CartLine = z
  .strictObject({
    id: idOf("line", "line_4c6e8g0j2m4p6r8t0w2y"),
    variant_id: VariantId,
    product_id: z.string(),
    product_handle: z.string(),
    product_title: z.string(),
    variant_title: z.string(),
    sku: z.string(),
    quantity: z.int(),
    unit_price: Money.meta({ description: "Of one unit, by the line's quantity." }),
    min_quantity: z
      .int()
      .meta({ description: "From how many units on this price applies: the tier it got." }),
    compare_at: orNull(Money).meta({ description: "What the price is compared with." }),
    price_includes_tax: z.boolean().meta({
      description: "Whether tax is inside of `unit_price` and `subtotal`: a price list may say so.",
    }),
    subtotal: Money.meta({ description: "`unit_price` × `quantity`." }),
    tax: Money,
    total: Money,
    requires_shipping: z.boolean(),
  })
  .meta({ id: "CartLine" });

export const Cart = z
  .strictObject({
    id: idOf("cart", "cart_001037k3mq9xa2tc5rnw8vj4e"),
    status: z.enum(["open", "checking_out", "completed", "cancelled"]),
    version: z.int(),
    currency: CurrencyCode,
    channel: z.string().meta({
      description:
        "Of the key that it was begun with. Keys of other channels or price groups do not open it.",
    }),
    market: orNull(z.string()),
    email: orNull(z.string()),
    shipping_address: orNull(Address),
    billing_address: orNull(Address),
    shipping_option_id: orNull(z.string()),
    lines: z.array(CartLine).max(CART_LIMITS.linesMax),
    totals: Totals,
    hold: orNull(z.strictObject({ expires_at: Timestamp })).meta({
      description: "An early hold on the lines' stock.",
    }),
    order_id: orNull(z.string()).meta({ description: "The order that this cart became, or is becoming." }),
    created_at: Timestamp,
    updated_at: Timestamp,
    expires_at: Timestamp,
  })
  .meta({ id: "Cart" });
export type Cart = z.infer<typeof Cart>;

const detailFields = {
  email: z.email().max(254),
  shipping_address: Address,
  billing_address: Address,
  shipping_option_id: z.string().min(1).max(64),
};

export const NewCart = z
  .strictObject({
    market: SettingsHandle.meta({
      description: "A market of the shop, for its prices; it says the currency if you don't.",
    }),
    currency: CurrencyCode,
    lines: z.array(NewLine).max(CART_LIMITS.linesMax),
    ...detailFields,
  })
  .partial()
  .meta({ id: "NewCart", example: { currency: "EUR" } });

export const CartDetails = z
  .strictObject(detailFields)
  .partial()
  .refine((details) => Object.keys(details).length > 0, "name at least one field to change")
  .meta({ id: "CartDetails", example: { email: "ada@example.com" } });

export const ShippingOption = z
  .strictObject({ id: z.string(), name: z.string(), price: Money, min_days: z.int(), max_days: z.int() })
  .meta({ id: "ShippingOption" });
