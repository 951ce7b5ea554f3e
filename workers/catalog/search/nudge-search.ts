import { describeError, logEvent } from "../../../platform/telemetry/log.ts";
import type { CatalogEnv } from "../env.ts";
import { NUDGE_AFTER_MS } from "./search-settings.ts";

/** Until when a nudge of this isolate is on its way that comes after every commit so far. */
let comingUntilMs = 0;

/**
 * Tells the index that something was committed. Many commits share a message: one that waits to be sent comes after all
 * that were committed meanwhile. A nudge that is lost costs a minute (keep-minute.ts), never a change.
 */
export function nudgeSearch(
  { CATALOG_EVENTS }: Pick<CatalogEnv, "CATALOG_EVENTS">,
  waitUntil: (work: Promise<unknown>) => void,
): void {
  const nowMs = Date.now();
  // By its time and not by a flag: the request that was to send it may have been cancelled.
  if (nowMs < comingUntilMs) return;
  comingUntilMs = nowMs + NUDGE_AFTER_MS;
  const sent = new Promise((resolve) => setTimeout(resolve, NUDGE_AFTER_MS)).then(() => {
    comingUntilMs = 0;
    return CATALOG_EVENTS.send({ kind: "nudge" });
  });
  waitUntil(sent.catch((error) => logEvent("warn", "search.nudge_not_sent", describeError(error))));
}
