import { and, eq, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { z } from "zod";
import type * as wire from "../../../contracts/http/store/product.ts";
import type { Availability } from "../../../domain/catalog/availability.ts";
import { isBundle, type Product } from "../../../domain/catalog/product.ts";
import { TOPICS } from "../../../domain/catalog/topics-of-change.ts";
import { showAvailability } from "../availability/show-availability.ts";
import {
  assembleAvailability,
  STOCK_STATE,
  stockOfProductsQuery,
  stockStateOf,
} from "../availability/stock-of-products.ts";
import { showPicture } from "../show-picture.ts";
import { assembleProducts, productQueries } from "../storage/product-rows.ts";
import { product } from "../tables.ts";
import { asOfSeqQuery, readAsOfSeq } from "./as-of-seq.ts";
import type { Reading } from "./find-answer.ts";
import type { Origin } from "./heads.ts";

/** The second half follows from the first, and tells the database that the index of handles leads there. */
const IS_SHOWN = sql`status = 'active' AND status <> 'archived'`;

/** What shoppers read at a handle, with prices in one currency, and with numbers of units or without. */
export function getProduct(handle: string, currency: string, showsUnits: boolean): Reading {
  const shelf = showsUnits ? `${currency}:units` : currency;
  const missing = (asOfSeq: number) =>
    ({ exists: false, origin: { asOfSeq, topics: [TOPICS.handle(handle)] } }) as const;
  const found = ({ id, version }: { id: string; version: number }, stock: number, asOfSeq: number) => {
    const origin: Origin = { asOfSeq, topics: [TOPICS.handle(handle), TOPICS.product(id)] };
    return { exists: true, origin, copyName: `product:${id}:${version}.${stock}:${shelf}` } as const;
  };

  return {
    key: `product ${shelf} ${handle}`,

    async locate({ env, cost }) {
      cost.d1 += 1;
      const db = drizzle(env.DB);
      const [seq, [head]] = await db.batch([
        asOfSeqQuery(db),
        db
          .select({ id: product.id, version: product.version, stock: STOCK_STATE })
          .from(product)
          .where(and(IS_SHOWN, eq(product.handle, handle))),
      ]);
      return head ? found(head, head.stock, readAsOfSeq(seq)) : missing(readAsOfSeq(seq));
    },

    async load({ env, cost }) {
      cost.d1 += 1;
      const db = drizzle(env.DB);
      const shown = sql`(SELECT id FROM product WHERE handle = ${handle} AND ${IS_SHOWN})`;
      const [seq, stock, ...rows] = await db.batch([
        asOfSeqQuery(db),
        stockOfProductsQuery(db, shown),
        ...productQueries(db, shown, currency),
      ]);
      const [present] = assembleProducts(rows);
      if (!present) return missing(readAsOfSeq(seq));
      const availability = assembleAvailability(stock, showsUnits);
      return {
        ...found(present, stockStateOf(stock), readAsOfSeq(seq)),
        body: showToShopper(present, availability),
      };
    },
  };
}

/** `product` holds the prices of the asked currency alone. */
function showToShopper(
  product: Product,
  availability: (variantId: string) => Availability,
): z.input<typeof wire.Product> {
  return {
    id: product.id,
    handle: product.handle,
    title: product.title,
    description: product.description,
    options: product.options.map(({ name, values }) => ({ name, values: [...values] })),
    variants: product.variants.map(({ id, sku, title, options, prices, requiresShipping, components }) => ({
      id,
      sku,
      title,
      options: { ...options },
      price: prices[0] ?? null,
      requires_shipping: requiresShipping,
      is_bundle: isBundle({ components }),
      components: components.map(({ variantId, quantity }) => ({ variant_id: variantId, quantity })),
      availability: showAvailability(availability(id)),
    })),
    collections: [...product.collections],
    tags: [...product.tags],
    media: product.media.map(showPicture),
    updated_at: new Date(product.updatedAtMs).toISOString(),
  };
}
