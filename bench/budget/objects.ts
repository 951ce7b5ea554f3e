import {
  Layout as ShippedLayout,
  Orders as ShippedOrders,
  RecentlyViewed as ShippedRecentlyViewed,
  Stock as ShippedStock,
  TestPayments as ShippedTestPayments,
} from "../../durable-objects/index.ts";
import { countObject } from "./count-object.ts";
import { readTally } from "./tally.ts";

// The object script of the counting build: the shipped classes under their own names, with counters around them.
export const Layout = countObject("layout", ShippedLayout);
export const Orders = countObject("orders", ShippedOrders);
export const RecentlyViewed = countObject("recently viewed", ShippedRecentlyViewed);
export const Stock = countObject("stock", ShippedStock);
export const TestPayments = countObject("ledger", ShippedTestPayments);

export default {
  fetch: readTally,
};
