declare namespace Cloudflare {
  interface Env {
    LAYOUT: DurableObjectNamespace<import("./index.ts").Layout>;
    ORDERS_PARTITIONS: DurableObjectNamespace<import("./index.ts").Orders>;
    STOCK_PARTITIONS: DurableObjectNamespace<import("./index.ts").Stock>;
    STOCK_SHARDS: DurableObjectNamespace<import("./index.ts").StockShard>;
    STRICT_STOCK: DurableObjectNamespace<import("./index.ts").StrictStock>;
    PUBLISHING_STOCK: DurableObjectNamespace<import("./index.ts").PublishingStock>;
    REPLAYED_STOCK: DurableObjectNamespace<import("./index.ts").ReplayedStock>;
    COUNTED_STOCK: DurableObjectNamespace<import("./index.ts").CountedStock>;
    ORDERS_WITH_QUEUES: DurableObjectNamespace<import("./index.ts").OrdersWithQueues>;
    LAB: DurableObjectNamespace<import("./index.ts").Lab>;
  }
}

declare module "virtual:recorded-seeds" {
  const recordings: import("../simulation/record.ts").Recording[];
  export default recordings;
}
