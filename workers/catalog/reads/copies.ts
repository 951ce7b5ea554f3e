import { describeError, logEvent } from "../../../platform/telemetry/log.ts";
import { COPY_DEADLINE_MS, COPY_TTL_S } from "./freshness.ts";
import type { Answer, ReadContext } from "./read-context.ts";
import { withinMs } from "./within-ms.ts";

/** Counts up when a body gets another form: then older copies are no longer found, and die. */
const FORM = 2;

/** The copy of a rendered answer; null when there is none or KV does not answer. `name` holds the version. */
export async function readCopy(read: ReadContext, name: string): Promise<Answer | null> {
  read.cost.kv += 1;
  try {
    const asked = read.env.COPIES.getWithMetadata<{ etag: string }>(keyOf(name), "arrayBuffer");
    const { value, metadata } = await withinMs(COPY_DEADLINE_MS, "reading a copy", asked);
    return value && metadata ? { body: new Uint8Array(value), etag: metadata.etag } : null;
  } catch (error) {
    logEvent("warn", "catalog.copies_unavailable", describeError(error));
    return null;
  }
}

/** Keeps a copy after the answer has gone out. A copy that fails to be kept costs somebody a read. */
export function keepCopy(read: ReadContext, name: string, { body, etag }: Answer): void {
  const kept = read.env.COPIES.put(keyOf(name), body, { expirationTtl: COPY_TTL_S, metadata: { etag } });
  read.waitUntil(kept.catch((error) => logEvent("warn", "catalog.copy_not_kept", describeError(error))));
}

function keyOf(name: string): string {
  return `${FORM}/${name}`;
}
