import { inArray, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import {
  printShopifyHeadings,
  printShopifyProduct,
} from "../../../../domain/catalog/import/print-shopify.ts";
import type { Product } from "../../../../domain/catalog/product.ts";
import { showProduct } from "../../admin/product-wire.ts";
import { loadSettings } from "../../storage/load-settings.ts";
import { brand, productType } from "../../tables-of-taxonomy.ts";
import type { ExportInput } from "./export-products.ts";

export type Printer = {
  /** What a file begins with. */
  head: string;
  print(products: readonly Product[]): Promise<string>;
};

/** Null before the shop has a currency. */
export async function openPrinter(
  database: D1Database,
  { format, origin }: ExportInput,
): Promise<Printer | null> {
  if (format === "souk-jsonl") {
    return {
      head: "",
      print: async (products) => products.map((one) => `${JSON.stringify(showProduct(one))}\n`).join(""),
    };
  }
  const settings = await loadSettings(database);
  const currency = settings?.body.currencies[0]?.code;
  if (currency === undefined) return null;
  return {
    head: printShopifyHeadings(),
    async print(products) {
      const titles = await loadTitles(database, products);
      const facts = { currency, mediaAddress: `${origin}/media/`, ...titles };
      return products.map((one) => printShopifyProduct(one, facts)).join("");
    },
  };
}

async function loadTitles(database: D1Database, products: readonly Product[]) {
  const listed = (handles: readonly (string | null)[]) =>
    sql`(SELECT value FROM json_each(${JSON.stringify([...new Set(handles)])}))`;
  const db = drizzle(database);
  const [brands, types] = await db.batch([
    db
      .select({ handle: brand.handle, title: brand.title })
      .from(brand)
      .where(inArray(brand.handle, listed(products.map((one) => one.brand)))),
    db
      .select({ handle: productType.handle, title: productType.title })
      .from(productType)
      .where(inArray(productType.handle, listed(products.map((one) => one.type)))),
  ]);
  const byHandle = (rows: readonly { handle: string; title: string }[]) =>
    new Map(rows.map(({ handle, title }) => [handle, title]));
  return { brandTitles: byHandle(brands), typeTitles: byHandle(types) };
}
