// The object script: it exports classes and answers nobody by itself.
export { Layout } from "./layout/layout.ts";
export { Orders } from "./orders/orders.ts";
export { RecentlyViewed } from "./recently-viewed/recently-viewed.ts";
export { Stock } from "./stock/stock.ts";
export { StockShard } from "./stock/stock-shard.ts";
export { TestPayments } from "./test-payments/test-payments.ts";

export default {
  fetch: () => new Response(null, { status: 404 }),
};
