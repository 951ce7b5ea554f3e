import type { Story } from "../../tools/flash-sale/buyers/story.ts";
import type { Evidence } from "../../tools/flash-sale/verdict/judgement.ts";
import { readBooks } from "../../tools/flash-sale/verdict/read-books.ts";
import { ShopReader } from "../../tools/flash-sale/verdict/shop-reader.ts";
import type { LocalShop, ShopKeys } from "../../tools/local-shop/local-shop.ts";
import { seededRandom } from "../../tools/seeded-random.ts";
import { EndlessSale } from "./endless-sale.ts";
import { InterruptedOrders } from "./interrupted-orders.ts";

/** What one kill met, and what became of it. */
export type Kill = {
  n: number;
  /** Since the shop was open. */
  afterMs: number;
  /** Requests that were under way, of any kind. */
  inFlight: number;
  /** Orders that buyers had been told of until then. */
  acknowledged: number;
  /** Buyers who had asked to buy since the kill before, and had heard nothing. */
  unanswered: number;
  /** Checkouts that were half done when the shop was back, of this kill or an earlier one. */
  unfinished: number;
  /** How many of those were finished before the next kill. */
  resumed: number;
  restartMs: number;
};

const MOMENT_MIN_MS = 300;
const MOMENT_MAX_MS = 4_000;

/** Sells without a pause while the shop is killed at random moments and started again over what it left. */
export async function crashSale(
  shop: LocalShop,
  { seed, kills }: { seed: number; kills: number },
  onKill: (kill: Kill) => void,
): Promise<Evidence> {
  const random = seededRandom(seed);
  const sinceMs = Date.now();
  let keys = await shop.start();
  const sale = await EndlessSale.open(keys, seed);
  const silent = new SilentBuyers(sale.stories);
  let interrupted = await InterruptedOrders.find(keys, []);
  let met: Omit<Kill, "resumed"> | null = null;
  const report = () => met && onKill({ ...met, resumed: interrupted.finished });

  for (let n = 1; n <= kills; n += 1) {
    const afterMs = Math.round(MOMENT_MIN_MS + random() * (MOMENT_MAX_MS - MOMENT_MIN_MS));
    await sale.goOnFor(afterMs);
    const inFlight = sale.traffic.inFlight;
    sale.interrupt();
    await shop.kill();
    const left = interrupted.leave();
    report();

    const acknowledged = sale.stories.filter(isAcknowledged).length;
    const unanswered = silent.findNew();
    const killedAtMs = Date.now();
    keys = await shop.start();
    const restartMs = Date.now() - killedAtMs;
    interrupted = await InterruptedOrders.find(keys, [...left, ...unanswered]);
    sale.resume(keys);
    const unfinished = interrupted.count;
    met = { n, afterMs, inFlight, acknowledged, unanswered: unanswered.length, unfinished, restartMs };
  }
  await sale.goOnFor(MOMENT_MAX_MS);
  await sale.end();

  const evidence = {
    stories: sale.stories,
    books: await settle(shop, keys, sale, sinceMs),
    traffic: sale.traffic,
  };
  await interrupted.settle();
  report();
  return evidence;
}

async function settle(shop: LocalShop, keys: ShopKeys, sale: EndlessSale, sinceMs: number) {
  const reader = new ShopReader(keys);
  const { goods, stories, unitsBackByMs } = sale;
  const payments = () => shop.payments();
  const books = await readBooks({
    reader,
    goods,
    stories,
    sinceMs,
    unitsBackByMs,
    isOwnShop: true,
    payments,
  });
  reader.close();
  return books;
}

/** Buyers who asked to buy and heard nothing, each of them once. */
class SilentBuyers {
  readonly #stories: readonly Story[];
  readonly #known = new Set<Story>();

  constructor(stories: readonly Story[]) {
    this.#stories = stories;
  }

  findNew(): Story[] {
    const found = this.#stories.filter((story) => story.isUnanswered && !this.#known.has(story));
    for (const story of found) this.#known.add(story);
    return found;
  }
}

function isAcknowledged({ told }: Story): boolean {
  return told.some(({ status }) => status === "placed");
}
