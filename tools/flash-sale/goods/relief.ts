import type { ShopAccess } from "../../demo-shop/admin-client.ts";
import type { SaleSettings } from "../options.ts";
import type { Judgement } from "../verdict/judgement.ts";
import type { Goods } from "./goods.ts";
import { gatherItem, spreadItem } from "./spread-item.ts";

/** Spreads the goods and gathers them again in the middle of the sale, when so much of them is sold. */
export class Relief {
  readonly #access: ShopAccess;
  readonly #goods: readonly Goods[];
  readonly #settings: NonNullable<SaleSettings["relief"]>;
  #done: "nothing" | "spread" | "gathered" = "nothing";
  #work: Promise<void> = Promise.resolve();

  constructor(access: ShopAccess, goods: readonly Goods[], settings: NonNullable<SaleSettings["relief"]>) {
    this.#access = access;
    this.#goods = goods;
    this.#settings = settings;
  }

  /** `share` of all units, 0 to 1. What it sets in motion is awaited by `settle`. */
  onSold(share: number): void {
    const { shards, splitAt, mergeAt } = this.#settings;
    if (this.#done === "nothing" && share >= splitAt) {
      this.#done = "spread";
      this.#then(({ sku }) => spreadItem(this.#access, sku, shards));
    }
    if (this.#done === "spread" && mergeAt !== null && share >= mergeAt) {
      this.#done = "gathered";
      this.#then(({ sku }) => gatherItem(this.#access, sku));
    }
  }

  /** Resolves when everything that was asked for is done; rejects if the shop would not do it. */
  settle(): Promise<void> {
    return this.#work;
  }

  /** For the verdict, when the sale is over. */
  async judge(): Promise<Judgement> {
    const wrong = await this.#work.then(
      () => [],
      (error: Error) => [error.message],
    );
    const done = { nothing: "not yet needed", spread: "spread", gathered: "spread and gathered" }[this.#done];
    return { name: "spread refused", wrong, found: `${done}, ${this.#settings.shards} shards` };
  }

  #then(change: (goods: Goods) => Promise<void>): void {
    this.#work = this.#work.then(async () => {
      for (const item of this.#goods) await change(item);
    });
    // Heard by `settle`, and nowhere else.
    this.#work.catch(() => {});
  }
}
