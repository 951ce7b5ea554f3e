import { sumPerItem } from "../../../domain/inventory/sum-per-item.ts";
import { Stock } from "../../../durable-objects/stock/stock.ts";
import { StockShard } from "../../../durable-objects/stock/stock-shard.ts";
import type { Place } from "./stage.ts";

/** What is under test, in one module: its broken variants are this same module, loaded with other text. */
export const shippedHot = { Stock, StockShard, sumPerItem, placeOfQuestion };
export type ShippedHot = typeof shippedHot;

/** HLD-3 A question that got lost is asked again where it was asked, however often. */
function placeOfQuestion(place: Place, asked: number): Place {
  void asked;
  return place;
}
