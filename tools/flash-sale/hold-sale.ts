import { oneOfEach, planBuyer } from "./buyers/buyer-plan.ts";
import { runSale, type Standing } from "./buyers/run-sale.ts";
import { Sale } from "./buyers/sale.ts";
import { Storefront } from "./buyers/storefront.ts";
import { Traffic } from "./buyers/traffic.ts";
import { checkShop } from "./check-shop.ts";
import { archiveGoods, type Goods, stockGoods, waitUntilSeen } from "./goods/goods.ts";
import { Relief } from "./goods/relief.ts";
import type { OpenShop } from "./open-shop.ts";
import type { SaleSettings } from "./options.ts";
import { composeReport, type SaleReport } from "./sale-report.ts";
import { readBooks } from "./verdict/read-books.ts";
import { ShopReader } from "./verdict/shop-reader.ts";
import { ALWAYS, IN_PEACE, judgeAll } from "./verdict/verdict.ts";

const LOOK_EVERY_MS = 100;
/** A buyer who got no answer tries again as somebody at a keyboard would. */
const SILENCE_MS = 500;

export type SaleWatcher = {
  onStanding(standing: Standing): void;
  onLastBuyer(): void;
  onTrouble(message: string): void;
  /** Rejects when somebody wants it to end: its goods are cleared away all the same. */
  stopped: Promise<never>;
};

/** Holds a flash sale from the first unit on the shelf to the verdict, and takes its goods away again. */
export async function holdSale(
  shop: OpenShop,
  settings: SaleSettings,
  run: string,
  watcher: SaleWatcher,
): Promise<SaleReport> {
  const at = new Date();
  const market = await checkShop(shop.keys);
  const units = Array.from({ length: settings.items }, () => settings.units);
  const goods = await stockGoods(shop.keys, market, { run, units });
  const store = new Storefront(shop.keys.url, {
    publishableKey: shop.keys.publishableKey,
    hasAddresses: shop.hasAddresses,
    traffic: new Traffic(),
  });
  const reader = new ShopReader(shop.keys);
  try {
    await waitUntilSeen(shop.keys, goods);
    const relief = settings.relief && new Relief(shop.keys, goods, settings.relief);
    relief?.onSold(0);
    await relief?.settle();

    const sale = new Sale({
      run,
      store,
      goods,
      market,
      inFlightMax: settings.concurrency ?? shop.concurrency,
      patienceMs: settings.patienceMs,
      onSilence: () => new Promise((resolve) => setTimeout(() => resolve(true), SILENCE_MS)),
    });
    const plans = Array.from({ length: settings.buyers }, (_, n) =>
      planBuyer(n, { ...settings, chooseWants: oneOfEach(settings.items) }),
    );
    const onStanding = (standing: Standing) => {
      watcher.onStanding(standing);
      relief?.onSold(standing.bought / settings.units);
    };
    const stories = await Promise.race([watcher.stopped, runSale(sale, plans, onStanding, LOOK_EVERY_MS)]);
    const tookMs = Date.now() - at.getTime();
    watcher.onLastBuyer();

    const relieved = relief ? [await relief.judge()] : [];
    const reading = readBooks({
      reader,
      goods,
      stories,
      sinceMs: at.getTime(),
      unitsBackByMs: sale.unitsBackByMs,
      isOwnShop: shop.isOwn,
      payments: shop.payments,
    });
    const books = await Promise.race([watcher.stopped, reading]);
    const evidence = { stories, books, traffic: sale.traffic };
    const verdict = [...judgeAll([...ALWAYS, ...IN_PEACE], evidence), ...relieved];
    return composeReport({ at, shop: shop.title, settings, tookMs }, { sale, stories, books, verdict });
  } finally {
    store.close();
    reader.close();
    await clearAway(shop, goods, watcher);
  }
}

/** In a shop of our own there is nobody to be confused by them. */
async function clearAway(shop: OpenShop, goods: readonly Goods[], watcher: SaleWatcher): Promise<void> {
  if (shop.isOwn) return;
  try {
    await archiveGoods(shop.keys, goods);
  } catch (error) {
    watcher.onTrouble(`Its products could not be archived; please do it by hand. ${error}`);
  }
}
