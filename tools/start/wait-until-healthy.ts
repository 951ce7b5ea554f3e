import { setTimeout as wait } from "node:timers/promises";
import { Stop } from "../stop.ts";

const PAUSE_MS = 100;

/** Asks `/healthz` until every part of the shop says that it is well. */
export async function waitUntilHealthy(url: string, withinMs: number): Promise<void> {
  const endMs = Date.now() + withinMs;
  let last = "no answer";
  while (Date.now() < endMs) {
    try {
      const response = await fetch(new URL("/healthz", url), { signal: AbortSignal.timeout(5_000) });
      last = await response.text();
      if (response.ok) return;
    } catch {
      // Not there yet.
    }
    await wait(PAUSE_MS);
  }
  throw new Stop(`The shop did not become healthy. ${url}/healthz said: ${last}`);
}
