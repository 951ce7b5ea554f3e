import type { CatalogEvent } from "../../contracts/messages/catalog-event.ts";
import type { CatalogJob } from "../../contracts/messages/catalog-job.ts";
import type { CheckoutCommand } from "../../contracts/messages/checkout-command.ts";
import type { OrderMessage } from "../../contracts/messages/order-event.ts";
import type { StockEvent } from "../../contracts/messages/stock-event.ts";

/** Bindings of the orders Worker. */
export type OrdersEnv = {
  SOUK_ENV: string;
  ACTOR_TOKEN_KEY: string;
  DB: D1Database;
  LAYOUT: DurableObjectNamespace;
  ORDERS_PARTITIONS: DurableObjectNamespace;
  ORDER_EVENTS: Queue<OrderMessage>;
  CHECKOUT_COMMANDS: Queue<CheckoutCommand>;
  STOCK_EVENTS: Queue<StockEvent>;
  CATALOG_JOBS: Queue<CatalogJob>;
  CATALOG_EVENTS: Queue<CatalogEvent>;
};
