import { sumPerItem } from "../../../domain/inventory/sum-per-item.ts";
import { Stock } from "../../../durable-objects/stock/stock.ts";
import { StockShard } from "../../../durable-objects/stock/stock-shard.ts";

/** What is under test, in one module: its broken variants are this same module, loaded with other text. */
export const shippedHot = { Stock, StockShard, sumPerItem };
export type ShippedHot = typeof shippedHot;
