import { z } from "zod";
import { Settings } from "../http/admin/settings-routes.ts";
import { CurrencyCode, Price, SettingsHandle } from "../wire.ts";

/** For whom prices are: where a key sells and to whom, and which market the reader chose. */
export const PriceReader = z.object({
  channel: SettingsHandle,
  market: SettingsHandle.nullable(),
  priceGroup: SettingsHandle.nullable(),
});
export type PriceReader = z.infer<typeof PriceReader>;

export const DescribeVariants = z.object({
  variantIds: z.array(z.string().max(64)).max(300),
  currency: CurrencyCode,
  /** `exact` reads the database now (what is charged); `recent` may be a few seconds old (what a cart shows). */
  freshness: z.enum(["exact", "recent"]),
  /** Absent: of channel `web`, no market and no group. */
  reader: PriceReader.optional(),
});
export type DescribeVariants = z.infer<typeof DescribeVariants>;

/** From how many units on, what one costs, what that is compared with, whether tax is inside: domain/pricing/kept-steps.ts. */
export const PriceStep = z
  .tuple([
    z.int().min(1).max(9_999),
    z.int().min(0).max(100_000_000_000),
    z.int().nullable().optional(),
    z.boolean().nullable().optional(),
  ])
  .readonly();

/** From which state of the catalog something is: see domain/cart/cart-line.ts. */
export const AsOf = z.object({ atMs: z.int(), seq: z.int(), untilMs: z.int().optional() });

/** What a cart line needs to know of a variant that is for sale in the asked currency. */
export const VariantFacts = z.object({
  variantId: z.string(),
  productId: z.string(),
  productHandle: z.string(),
  productTitle: z.string(),
  variantTitle: z.string(),
  sku: z.string(),
  itemId: z.string(),
  /** Of one unit; where there is none for so few, of as many as the first step takes. */
  unitPrice: Price,
  /** Absent where one price of the variant's own is all there is to say. */
  priceSteps: z.array(PriceStep).min(1).max(50).optional(),
  taxCategory: z.string(),
  requiresShipping: z.boolean(),
  /** Of a bundle: what one piece takes from stock. Absent for what is stocked itself. */
  components: z
    .array(z.object({ itemId: z.string(), units: z.int().min(1).max(1_000) }))
    .min(1)
    .max(20)
    .optional(),
  asOf: AsOf.optional(),
});
export type VariantFacts = z.infer<typeof VariantFacts>;

export const VariantFactsList = z.array(VariantFacts).max(300);

/** The shop's settings as pricing needs them, with the version that orders name. */
export const PricingSettings = z.object({
  version: z.int(),
  settings: Settings,
  /** When they were known to be in force; absent: they are a copy, and may be of any age. */
  asOfMs: z.int().optional(),
});
export type PricingSettings = z.infer<typeof PricingSettings>;

/** Lines of a cart, each with the last change that is in what it says of its variant. */
export const RecallVariants = z.object({
  lines: z
    .array(z.object({ variantId: z.string().max(64), productId: z.string().max(64), seq: z.int() }))
    .max(300),
  currency: CurrencyCode,
  reader: PriceReader.optional(),
});
export type RecallVariants = z.infer<typeof RecallVariants>;

/** `answers`: the database can be asked, so nobody's memory stands in for it. */
export const RecalledVariants = z.discriminatedUnion("database", [
  z.object({ database: z.literal("answers") }),
  z.object({
    database: z.literal("down"),
    /** As they were when the database could last be asked. */
    described: VariantFactsList,
    /** Not for sale any more, or edited after the line was read, nobody knows how. */
    outdated: z.array(z.string()).max(300),
  }),
]);
export type RecalledVariants = z.infer<typeof RecalledVariants>;

export const FindSkus = z.object({ skus: z.array(z.string().max(64)).max(500) });
export type FindSkus = z.infer<typeof FindSkus>;
export const SkusOfItems = z.object({ itemIds: z.array(z.string().max(64)).max(500) });
export type SkusOfItems = z.infer<typeof SkusOfItems>;
/** `isBundle` only where it is one: its item is never stocked. */
export type SkuOfItem = { sku: string; itemId: string; isBundle?: true };

/** The catalog's RPC entrypoint `CatalogRpc`, for other Workers of the shop. */
export interface CatalogRpc {
  /** Only variants that are published and priced in the currency; others are absent from the answer. */
  describeVariants(ask: DescribeVariants): Promise<VariantFacts[]>;
  /** What is remembered of variants while the database is down; asks nobody. */
  recallVariants(ask: RecallVariants): Promise<RecalledVariants>;
  /** The settings in force (at most a few seconds old), or null before the shop was set up. */
  pricingSettings(): Promise<PricingSettings | null>;
  /** The inventory item of a SKU, whatever its product's status; null when unknown. */
  findSku(ask: { sku: string }): Promise<SkuOfItem | null>;
  /** As `findSku`, for up to 500 at once; unknown ones are absent. */
  findSkus(ask: FindSkus): Promise<SkuOfItem[]>;
  /** The SKUs that lead to these items (up to 500); items that none leads to are absent. */
  skusOfItems(ask: SkusOfItems): Promise<SkuOfItem[]>;
}
