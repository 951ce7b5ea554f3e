import { z } from "zod";

const positive = (by: number) => z.coerce.number().int().min(1).default(by);

/** Waiting times (milliseconds) and limits of the objects. Tests and previews change them by configuration. */
const ObjectSettings = z.object({
  /** An unplaced cart is swept this long after its last change. */
  CART_KEEP_MS: positive(30 * 24 * 3_600_000),
  /** A checkout that nobody finished is handed to an executor after this, then with growing waits. */
  SAGA_REMIND_MS: positive(10_000),
  SAGA_REMIND_MAX_MS: positive(300_000),
  /** Events wait this long for company before they are sent. */
  EVENTS_DELAY_MS: positive(200),
  /** Events that were sent and not acknowledged for this long are suspected lost. */
  EVENTS_NUDGE_MS: positive(30_000),
  /** An item is spread over shards once so many new holds of it are asked for in each of so many seconds. */
  STOCK_HOT_PER_SECOND: positive(300),
  STOCK_HOT_SECONDS: positive(3),
  /** A spread item comes home when fewer than this are asked for, for so long. */
  STOCK_COOL_PER_SECOND: positive(30),
  STOCK_COOL_MS: positive(60_000),
  /** How often what shards sold is settled with the home. */
  STOCK_SETTLE_MS: positive(1_000),
  STOCK_SHARDS_MAX: positive(16),
  /** SIG-3 Changes of what is told of an item wait this long for company. */
  SIGNALS_DELAY_MS: positive(1_000),
  /** News that nobody confirmed is sent again after this, then with growing waits. */
  SIGNALS_RETRY_MS: positive(10_000),
  /** Of one item, held ahead of payment: by one asker, and by all together in percent of what is unsold. */
  EARLY_HOLD_UNITS_MAX: positive(20),
  EARLY_HOLD_SHARE_PERCENT: positive(50),
});

export type ObjectSettings = z.infer<typeof ObjectSettings>;

export type ObjectsEnv = {
  SOUK_ENV: string;
  ORDER_EVENTS: Queue;
  CHECKOUT_COMMANDS: Queue;
  STOCK_EVENTS: Queue;
  LAYOUT: DurableObjectNamespace;
  ORDERS_PARTITIONS: DurableObjectNamespace;
  STOCK_PARTITIONS: DurableObjectNamespace;
  STOCK_SHARDS: DurableObjectNamespace;
};

export function readSettings(env: object): ObjectSettings {
  return ObjectSettings.parse(env);
}
