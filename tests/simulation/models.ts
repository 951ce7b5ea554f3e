import { hotModel } from "./hot/hot-model.ts";
import { shippedHot } from "./hot/shipped.ts";
import type { Model } from "./model.ts";
import { shippedStock } from "./stock/shipped.ts";
import { stockModel } from "./stock/stock-model.ts";

export const MODEL_NAMES = ["stock", "hot"] as const;
/** `stock`: one partition whose items stay at home. `hot`: a home and the shards over which it spreads items. */
export type ModelName = (typeof MODEL_NAMES)[number];

export const SHIPPED: Readonly<Record<ModelName, Model>> = {
  stock: stockModel(shippedStock),
  hot: hotModel(shippedHot),
};

/** Of both, a seed plays one: the odd seeds the one, the even seeds the other. */
export function modelOfSeed(seed: number): ModelName {
  return seed % 2 === 1 ? "stock" : "hot";
}
