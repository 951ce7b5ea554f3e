import { describeError, logEvent } from "../../../platform/telemetry/log.ts";
import { FEED_KEEP_MS, HEADS_RETRY_MS, RENEW_FROM_SHARE, STALE_IF_ERROR_MS } from "./freshness.ts";
import type { FeedNews, Heads } from "./heads.ts";
import { Turns } from "./turns.ts";

/**
 * `stale`: the database can't be asked, and what is known is older than it should be. `unknown`: nothing is known that is
 * young enough even for a bad day.
 */
export type Freshness = "fresh" | "stale" | "unknown";

type Ask = {
  readFeed: (sinceSeq: number | null) => Promise<FeedNews>;
  waitUntil: (work: Promise<unknown>) => void;
  keepMs: number;
  clock: () => number;
};

/** Sees to it that heads are young enough to be believed, with one read of the feed at a time. */
export class HeadKeeper {
  readonly #heads: Heads;
  readonly #turns = new Turns();
  #askAgainAtMs = 0;

  constructor(heads: Heads) {
    this.#heads = heads;
  }

  async ensureFresh({ readFeed, waitUntil, keepMs, clock }: Ask): Promise<Freshness> {
    const ageMs = this.#heads.ageMs(clock());
    if (ageMs < keepMs * RENEW_FROM_SHARE) return "fresh";

    const renew = () => this.#renew(readFeed, clock);
    if (ageMs < keepMs) {
      if (this.#turns.claim("heads", clock())) {
        waitUntil(renew().finally(() => this.#turns.release("heads")));
      }
      return "fresh";
    }

    const look = () => {
      if (this.#heads.ageMs(clock()) < keepMs) return true;
      return clock() < this.#askAgainAtMs ? false : undefined;
    };
    const isFresh = look() ?? (await this.#turns.take("heads", look, renew, clock));
    if (isFresh) return "fresh";
    return this.#heads.ageMs(clock()) < STALE_IF_ERROR_MS ? "stale" : "unknown";
  }

  /** Whether the database answered. While it does not, it is left in peace for a moment. */
  async #renew(readFeed: Ask["readFeed"], clock: () => number): Promise<boolean> {
    const askedAtMs = clock();
    try {
      // Of what was trimmed meanwhile nobody could tell.
      const sinceSeq = this.#heads.ageMs(askedAtMs) < FEED_KEEP_MS / 2 ? this.#heads.seq : null;
      this.#heads.learn(await readFeed(sinceSeq), askedAtMs);
      return true;
    } catch (error) {
      this.#askAgainAtMs = clock() + HEADS_RETRY_MS;
      logEvent("warn", "catalog.heads_unavailable", describeError(error));
      return false;
    }
  }
}
