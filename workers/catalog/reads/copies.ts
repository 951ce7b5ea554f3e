import { sha256Hex } from "../../../platform/auth/mac.ts";
import { describeError, logEvent } from "../../../platform/telemetry/log.ts";
import { COPIES_RETRY_MS, COPY_DEADLINE_MS, COPY_TTL_S } from "./freshness.ts";
import type { Answer, ReadContext } from "./read-context.ts";
import { withinMs } from "./within-ms.ts";

/** Counts up when a body gets another form: then older copies are no longer found, and die. */
const FORM = 3;
/** KV takes 512 bytes; a handle in another script takes several for each character. */
const PLAIN_KEY_CHARACTERS_MAX = 120;

/** What a copy says of itself: the tag of its bytes, and of which version they are. */
type About = { etag: string; version: string };

/**
 * The copy of an answer as of this version. KV may be behind by a minute: another version is as good as none, and so is
 * a KV that does not answer.
 */
export async function readCopy(read: ReadContext, key: string, version: string): Promise<Answer | null> {
  const found = await readLastKnown(read, key);
  return found?.version === version ? found : null;
}

/** EDG-3 The newest copy there is, of whatever version: for the time in which the database can't be asked. */
export async function readLastKnown(
  read: ReadContext,
  key: string,
): Promise<(Answer & { version: string }) | null> {
  const { memory, cost, env } = read;
  if (Date.now() < memory.copiesDownUntilMs) return null;
  cost.kv += 1;
  try {
    const asked = env.COPIES.getWithMetadata<About>(nameOf(key), "arrayBuffer");
    const { value, metadata } = await withinMs(COPY_DEADLINE_MS, "reading a copy", asked);
    return value && metadata ? { body: new Uint8Array(value), ...metadata } : null;
  } catch (error) {
    // Nobody waits for it again and again.
    memory.copiesDownUntilMs = Date.now() + COPIES_RETRY_MS;
    logEvent("warn", "catalog.copies_unavailable", describeError(error));
    return null;
  }
}

/** Keeps a copy after the answer has gone out. A copy that fails to be kept costs somebody a read. */
export function keepCopy(read: ReadContext, key: string, version: string, { body, etag }: Answer): void {
  const metadata: About = { etag, version };
  const kept = read.env.COPIES.put(nameOf(key), body, { expirationTtl: COPY_TTL_S, metadata });
  read.waitUntil(kept.catch((error) => logEvent("warn", "catalog.copy_not_kept", describeError(error))));
}

function nameOf(key: string): string {
  return `${FORM}/${key.length > PLAIN_KEY_CHARACTERS_MAX ? sha256Hex(key) : key}`;
}
