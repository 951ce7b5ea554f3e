/** From which state of the database something was made, and which later changes would make it old. */
export type Origin = { readonly asOfSeq: number; readonly topics: readonly string[] };

/** What one read of the change feed brought. `missed` means that there was more than was worth reading. */
export type FeedNews = {
  /** The last change at the time of the read. */
  readonly seq: number;
  readonly changes: readonly { readonly seq: number; readonly topics: readonly string[] }[] | "missed";
};

const TOPICS_MAX = 50_000;

/**
 * What one isolate knows of the change feed: for each topic the last change that touched it. What it remembers is
 * judged by that, so nothing has to be found and deleted, and it does not matter in which order reads come back:
 * what was read before a change that is known by now is old on arrival.
 */
export class Heads {
  #seq: number | null = null;
  #asOfMs = Number.NEGATIVE_INFINITY;
  /** What is older than this is old, whatever its topics. */
  #floorSeq = 0;
  readonly #changedAt = new Map<string, number>();

  /** The last change known; null before the first read. */
  get seq(): number | null {
    return this.#seq;
  }

  /** As of when all changes up to `seq` are known. */
  get asOfMs(): number {
    return this.#asOfMs;
  }

  /** A clock that was set back makes nothing young again. */
  ageMs(nowMs: number): number {
    return nowMs < this.#asOfMs ? Number.POSITIVE_INFINITY : nowMs - this.#asOfMs;
  }

  /** `askedAtMs` is when the read began: everything committed before that is in it. */
  learn(news: FeedNews, askedAtMs: number): void {
    const latest = Math.max(news.seq, this.#seq ?? 0);
    if (news.changes === "missed" || this.#changedAt.size > TOPICS_MAX) this.#forgetBefore(latest);
    if (news.changes !== "missed") {
      for (const { seq, topics } of news.changes) {
        for (const topic of topics)
          this.#changedAt.set(topic, Math.max(seq, this.#changedAt.get(topic) ?? 0));
      }
    }
    this.#seq = latest;
    // Not the later of two that overlapped: to count as older than it is does no harm, and clocks are set back.
    this.#asOfMs = askedAtMs;
  }

  /** Whether no known change came after what was made. */
  isCurrent({ asOfSeq, topics }: Origin): boolean {
    return asOfSeq >= this.#floorSeq && topics.every((topic) => (this.#changedAt.get(topic) ?? 0) <= asOfSeq);
  }

  /** Whether a change came after what was made, for certain: of what went before this isolate began nothing is known. */
  isKnownToBeOld({ asOfSeq, topics }: Origin): boolean {
    return topics.some((topic) => (this.#changedAt.get(topic) ?? 0) > asOfSeq);
  }

  #forgetBefore(seq: number): void {
    this.#floorSeq = seq;
    this.#changedAt.clear();
  }
}
