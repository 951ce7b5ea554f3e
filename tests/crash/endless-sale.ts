import { type Habits, planBuyer, type Want } from "../../tools/flash-sale/buyers/buyer-plan.ts";
import { Sale } from "../../tools/flash-sale/buyers/sale.ts";
import { Storefront } from "../../tools/flash-sale/buyers/storefront.ts";
import { beginStory, type Story } from "../../tools/flash-sale/buyers/story.ts";
import { Traffic } from "../../tools/flash-sale/buyers/traffic.ts";
import { visit } from "../../tools/flash-sale/buyers/visit.ts";
import { checkShop } from "../../tools/flash-sale/check-shop.ts";
import { stockGoods } from "../../tools/flash-sale/goods/goods.ts";
import type { ShopKeys } from "../../tools/local-shop/local-shop.ts";
import { Lifeline } from "./lifeline.ts";

const BUYERS_AT_ONCE = 64;
/** Some that nobody can use up, and some that are fought for and sell out on the way. */
const UNITS = [200_000, 200_000, 1_500, 600, 200];
const HABITS: Habits = {
  earlyHolds: 0.25,
  abandon: 0.1,
  double: 0.1,
  decline: 0.08,
  unclear: 0.08,
  timeouts: 0.1,
};

/**
 * Buyers who come without a pause, through every death of the shop. Whoever gets no answer waits for it to be back;
 * then half of them ask again under the same key, and half never do.
 */
export class EndlessSale {
  readonly stories: Story[] = [];
  readonly #seed: number;
  readonly #sale: Sale;
  readonly #lifeline: Lifeline;
  readonly #selling: Promise<unknown>;
  #isOver = false;

  private constructor(seed: number, sale: Sale, lifeline: Lifeline) {
    this.#seed = seed;
    this.#sale = sale;
    this.#lifeline = lifeline;
    this.#selling = Promise.all(Array.from({ length: BUYERS_AT_ONCE }, () => this.#comeAndGo()));
  }

  static async open(keys: ShopKeys, seed: number): Promise<EndlessSale> {
    const run = `crash-${Date.now().toString(36)}-sale`;
    const market = await checkShop(keys);
    const goods = await stockGoods(keys, market, { run, units: UNITS });
    const store = new Storefront(keys.url, { ...keys, hasAddresses: true, traffic: new Traffic() });
    const lifeline = new Lifeline();
    const sale = new Sale({
      run,
      store,
      goods,
      market,
      inFlightMax: BUYERS_AT_ONCE,
      patienceMs: 0,
      onSilence: async ({ comesBack }) => {
        await lifeline.isUp();
        return comesBack;
      },
    });
    return new EndlessSale(seed, sale, lifeline);
  }

  get goods(): Sale["goods"] {
    return this.#sale.goods;
  }

  get traffic(): Traffic {
    return this.#sale.traffic;
  }

  get unitsBackByMs(): number {
    return this.#sale.unitsBackByMs;
  }

  /** For so long, unless a buyer ran into a bug of ours. */
  async goOnFor(ms: number): Promise<void> {
    await Promise.race([new Promise((resolve) => setTimeout(resolve, ms)), this.#selling]);
  }

  /** The shop is about to go: nobody asks again until it is back. */
  interrupt(): void {
    this.#lifeline.cut();
  }

  resume(keys: ShopKeys): void {
    this.#sale.store.moveTo(keys.url);
    this.#lifeline.restore();
  }

  /** Lets nobody in any more; resolves when the last buyer has gone. */
  async end(): Promise<void> {
    this.#isOver = true;
    await this.#selling;
    this.#sale.store.close();
  }

  async #comeAndGo(): Promise<void> {
    while (!this.#isOver) {
      const n = this.stories.length;
      const plan = planBuyer(n, { seed: this.#seed, burstMs: 0, habits: HABITS, chooseWants });
      const story = beginStory(n, plan.wants);
      this.stories.push(story);
      await visit(this.#sale, plan, story);
    }
  }
}

/** One or two of the items, up to three units of each. */
function chooseWants(_n: number, random: () => number): Want[] {
  const first = Math.floor(random() * UNITS.length);
  const second = (first + 1 + Math.floor(random() * (UNITS.length - 1))) % UNITS.length;
  const items = random() < 0.3 ? [first, second] : [first];
  return items.map((item) => ({ item, units: 1 + Math.floor(random() * 3) }));
}
