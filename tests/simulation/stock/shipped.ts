import { sumPerItem } from "../../../domain/inventory/sum-per-item.ts";
import { Stock } from "../../../durable-objects/stock/stock.ts";

/** What is under test, in one module: its broken variants are this same module, loaded with other text. */
export const shippedStock = { Stock, sumPerItem };
export type ShippedStock = typeof shippedStock;
