declare namespace Cloudflare {
  interface Env {
    LAYOUT: DurableObjectNamespace<import("./index.ts").Layout>;
    ORDERS_PARTITIONS: DurableObjectNamespace<import("./index.ts").Orders>;
    STOCK_PARTITIONS: DurableObjectNamespace<import("./index.ts").Stock>;
    LAB: DurableObjectNamespace<import("./index.ts").Lab>;
  }
}
