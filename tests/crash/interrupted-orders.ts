import { setTimeout as wait } from "node:timers/promises";
import type { Story } from "../../tools/flash-sale/buyers/story.ts";
import { ShopReader } from "../../tools/flash-sale/verdict/shop-reader.ts";
import type { ShopKeys } from "../../tools/local-shop/local-shop.ts";

const LOOK_EVERY_MS = 200;

/** The checkouts that a kill left half done: watches them until each is finished, by whoever takes it over. */
export class InterruptedOrders {
  readonly count: number;
  readonly #reader: ShopReader;
  readonly #watching: Promise<void>;
  #open: Story[];
  #isStopped = false;

  private constructor(keys: ShopKeys, open: Story[]) {
    this.count = open.length;
    this.#open = open;
    this.#reader = new ShopReader(keys);
    this.#watching = this.#watch();
  }

  /** Looks at the carts of those who asked to buy and heard nothing. */
  static async find(keys: ShopKeys, unanswered: readonly Story[]): Promise<InterruptedOrders> {
    const reader = new ShopReader(keys);
    const open = await unfinished(reader, unanswered);
    reader.close();
    return new InterruptedOrders(keys, open);
  }

  get finished(): number {
    return this.count - this.#open.length;
  }

  /** The shop was killed again; those that were still open then. */
  leave(): Story[] {
    this.#isStopped = true;
    this.#reader.close();
    return this.#open;
  }

  /** Resolves when all of them are finished; for a shop in which nothing is under way any more. */
  async settle(): Promise<void> {
    this.#isStopped = true;
    await this.#watching;
    this.#open = await unfinished(this.#reader, this.#open);
    this.#reader.close();
  }

  async #watch(): Promise<void> {
    while (!this.#isStopped && this.#open.length > 0) {
      await wait(LOOK_EVERY_MS);
      try {
        const open = await unfinished(this.#reader, this.#open);
        if (!this.#isStopped) this.#open = open;
      } catch {
        // The shop was killed while we looked.
      }
    }
  }
}

async function unfinished(reader: ShopReader, stories: readonly Story[]): Promise<Story[]> {
  const statuses = await Promise.all(
    stories.map(async ({ carts: [cart] }) => {
      if (!cart) return null;
      return (await reader.asBuyer(`/v1/store/carts/${cart.id}`, cart.token)).body.status;
    }),
  );
  return stories.filter((_, index) => statuses[index] === "checking_out");
}
