import type { VerifiedKey } from "../../contracts/rpc/identity.ts";

/** What identity said of a key: it is good, it is not, or nobody could be asked. */
export type Verdict = { kind: "good"; key: VerifiedKey } | { kind: "bad" } | { kind: "unavailable" };

/** Asks identity about the SHA-256 of a key; throws when identity can't say. */
export type AskIdentity = (hash: string) => Promise<VerifiedKey | null>;

type Good = { key: VerifiedKey; confirmedAtMs: number; askedAtMs: number; askAgainAfterMs: number };

const FRESH_MS = 5_000;
/** While identity is down it is asked once in this time for a key, not by every request. */
const ASK_AGAIN_WHEN_DOWN_MS = 1_000;
const OUTLIVES_OUTAGE_MS = 10 * 60_000;
const KEYS_MAX = 5_000;

/**
 * Verdicts of one isolate. A revoked key stops working within 5 seconds; while identity is down, a key that was good
 * stays good for 10 minutes. Good and bad are kept apart so that guessing keys never evicts real ones. Look-ups are
 * not shared between requests: a promise of one request must not be awaited by another in Workers.
 */
export class KeyVerdicts {
  readonly #good = new Map<string, Good>();
  readonly #bad = new Map<string, number>();

  async of(hash: string, ask: AskIdentity, nowMs: number): Promise<Verdict> {
    const known = this.#good.get(hash);
    const mayLive = known && isWithin(known.confirmedAtMs, OUTLIVES_OUTAGE_MS, nowMs);
    if (mayLive && isWithin(known.askedAtMs, known.askAgainAfterMs, nowMs))
      return { kind: "good", key: known.key };
    const foundBadAtMs = this.#bad.get(hash);
    if (foundBadAtMs !== undefined && isWithin(foundBadAtMs, FRESH_MS, nowMs)) return { kind: "bad" };

    // Of the requests that find a good verdict old, one asks; the others go by it for a moment longer.
    if (mayLive) askLater(known, nowMs);
    let found: VerifiedKey | null;
    try {
      found = await ask(hash);
    } catch {
      return this.#duringOutage(hash, nowMs);
    }
    return found ? this.#keepGood(hash, found, nowMs) : this.#keepBad(hash, nowMs);
  }

  #keepGood(hash: string, found: VerifiedKey, nowMs: number): Verdict {
    // The same object while nothing changed: the signed actor token is memoised by it.
    const before = this.#good.get(hash)?.key;
    const key = before && JSON.stringify(before) === JSON.stringify(found) ? before : found;
    this.#bad.delete(hash);
    const asked = { askedAtMs: nowMs, askAgainAfterMs: FRESH_MS };
    putNewest(this.#good, hash, { key, confirmedAtMs: nowMs, ...asked });
    return { kind: "good", key };
  }

  #keepBad(hash: string, nowMs: number): Verdict {
    this.#good.delete(hash);
    putNewest(this.#bad, hash, nowMs);
    return { kind: "bad" };
  }

  #duringOutage(hash: string, nowMs: number): Verdict {
    const known = this.#good.get(hash);
    if (!known || !isWithin(known.confirmedAtMs, OUTLIVES_OUTAGE_MS, nowMs)) return { kind: "unavailable" };
    askLater(known, nowMs);
    return { kind: "good", key: known.key };
  }
}

function askLater(known: Good, nowMs: number): void {
  known.askedAtMs = nowMs;
  known.askAgainAfterMs = ASK_AGAIN_WHEN_DOWN_MS;
}

/** A clock that was set back makes nothing young again. */
function isWithin(atMs: number, keepMs: number, nowMs: number): boolean {
  return Math.abs(nowMs - atMs) < keepMs;
}

/** Maps keep insertion order, so the first entry is the one confirmed longest ago. */
function putNewest<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key);
  const oldest = map.keys().next().value;
  if (map.size >= KEYS_MAX && oldest !== undefined) map.delete(oldest);
  map.set(key, value);
}
