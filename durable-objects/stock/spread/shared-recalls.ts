type Recall = { running: Promise<void>; next: Promise<void> | null };

/**
 * HOT-3 Recalls that many ask for at a time. Callers that come while one runs share the next one, since units may have come
 * free behind the first one's back.
 */
export class SharedRecalls {
  readonly #recallNow: (itemId: string) => Promise<void>;
  readonly #recalls = new Map<string, Recall>();

  constructor(recallNow: (itemId: string) => Promise<void>) {
    this.#recallNow = recallNow;
  }

  /** One that begins after this call has ended by then. */
  of(itemId: string): Promise<void> {
    const known = this.#recalls.get(itemId);
    if (!known) {
      const recall: Recall = { running: this.#recallNow(itemId), next: null };
      this.#recalls.set(itemId, recall);
      void this.#afterwards(itemId, recall);
      return recall.running;
    }
    known.next ??= known.running.then(
      () => this.#recallNow(itemId),
      () => this.#recallNow(itemId),
    );
    return known.next;
  }

  async #afterwards(itemId: string, recall: Recall): Promise<void> {
    await recall.running.catch(() => undefined);
    if (recall.next) {
      recall.running = recall.next;
      recall.next = null;
      await this.#afterwards(itemId, recall);
      return;
    }
    this.#recalls.delete(itemId);
  }
}
