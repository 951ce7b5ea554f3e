import { z } from "zod";

const duration = (defaultMs: number) => z.coerce.number().int().min(1).default(defaultMs);

/** Waiting times of the objects, in milliseconds. Tests and previews shorten them by configuration. */
const ObjectSettings = z.object({
  /** An unplaced cart is swept this long after its last change. */
  CART_KEEP_MS: duration(30 * 24 * 3_600_000),
  /** A checkout that nobody finished is handed to an executor after this, then with growing waits. */
  SAGA_REMIND_MS: duration(10_000),
  SAGA_REMIND_MAX_MS: duration(300_000),
  /** Events wait this long for company before they are sent. */
  EVENTS_DELAY_MS: duration(200),
  /** Events that were sent and not acknowledged for this long are suspected lost. */
  EVENTS_NUDGE_MS: duration(30_000),
});

export type ObjectSettings = z.infer<typeof ObjectSettings>;

export type ObjectsEnv = {
  SOUK_ENV: string;
  ORDER_EVENTS: Queue;
  CHECKOUT_COMMANDS: Queue;
  LAYOUT: DurableObjectNamespace;
  ORDERS_PARTITIONS: DurableObjectNamespace;
  STOCK_PARTITIONS: DurableObjectNamespace;
};

export function readSettings(env: object): ObjectSettings {
  return ObjectSettings.parse(env);
}
