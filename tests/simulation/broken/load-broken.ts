import { hotModel } from "../hot/hot-model.ts";
import type { ShippedHot } from "../hot/shipped.ts";
import type { Model } from "../model.ts";
import type { ShippedStock } from "../stock/shipped.ts";
import { stockModel } from "../stock/stock-model.ts";
import { findVariant, requireBroken } from "./break-source.ts";

/** The model that notices it, with one thing broken in the shipped modules. Works under the module hooks alone. */
export async function loadBroken(name: string): Promise<Model> {
  const isHot = findVariant(name).model === "hot";
  const model = isHot ? await loadHot(name) : await loadStock(name);
  requireBroken(name);
  return model;
}

async function loadStock(name: string): Promise<Model> {
  type Loaded = { shippedStock: ShippedStock };
  return stockModel(((await import(`../stock/shipped.ts?broken=${name}`)) as Loaded).shippedStock);
}

async function loadHot(name: string): Promise<Model> {
  type Loaded = { shippedHot: ShippedHot };
  return hotModel(((await import(`../hot/shipped.ts?broken=${name}`)) as Loaded).shippedHot);
}
