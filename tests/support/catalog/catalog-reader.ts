import { setTimeout as wait } from "node:timers/promises";
import type { z } from "zod";
import * as routes from "../../../contracts/http/store/product-routes.ts";
import { type Catalog, HEADS_KEEP_MS } from "./start-catalog.ts";

export const Page = routes.listProducts.responses[200].content["application/json"].schema;
export type Page = z.infer<typeof Page>;
export const Product = routes.getProduct.responses[200].content["application/json"].schema;

/** What shoppers read of the catalog that is open by then, held against the contract. */
export function catalogReader(catalog: () => Catalog) {
  return {
    pageOf: async (query: string) => Page.parse(await (await catalog().read(`/products${query}`)).json()),
    titleOf: async (handle: string) =>
      Product.parse(await (await catalog().read(`/products/${handle}`)).json()).title,

    /** More changes than an isolate reads: it begins anew. */
    async forgetEverything(): Promise<void> {
      await catalog().env.DB.exec(
        `INSERT INTO catalog_change (kind, entity_id, version, topics, at_ms, actor_id)
          WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1100)
          SELECT 'settings', 'test', 1, '[]', 0, 'test' FROM n`.replaceAll(/\s+/g, " "),
      );
      await headsMoved();
    },
  };
}

/** After this every isolate has heard of what was committed before. */
export async function headsMoved(): Promise<void> {
  await wait(HEADS_KEEP_MS + 20);
}
