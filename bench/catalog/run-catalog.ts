import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GATEWAY, SECRETS } from "../../tools/local-shop/souk-workers.ts";
import type { BuiltWorker } from "../../tools/runtime/build-worker.ts";
import type { Helper } from "../../tools/runtime/helper.ts";
import { CORES } from "../../tools/runtime/pin.ts";
import { Server } from "../../tools/runtime/server.ts";
import type { LoadMessage } from "../load/load-messages.ts";
import { measureRates } from "../measure/measure-rates.ts";
import type { BenchOptions } from "../options.ts";
import { type Summary, summarise } from "../report/summary.ts";
import { answerSizes } from "../scenarios/answer-sizes.ts";
import { referenceScenarios } from "../scenarios/references.ts";
import { soukScenarios } from "../scenarios/souk-scenarios.ts";
import { type BenchShop, openBenchShop } from "../souk/bench-shop.ts";
import { growShop, someHandles } from "./grow-shop.ts";
import { type Cold, measureCold } from "./measure-cold.ts";

/** Those of the demo shop, that warm reads are of; the others are generated. */
const WARM = 200;
const SIZES = [1_000, 10_000, 100_000] as const;
const COLD_READS = 400;
const NAMES = ["hop-detail", "hop-list", "detail", "list"];
const REPEATS_WITHIN_MS = 400_000;

/** One size of the shop: what warm reads do a second, and what cold ones cost. */
export type Growth = {
  products: number;
  rates: Summary[];
  fromDatabase: Cold;
  fromCopies: Cold;
  warm: Cold;
};

/**
 * The same reads in a shop of a thousand, ten thousand and a hundred thousand products. Warm: of two hundred of them, again and
 * again. Cold: by a server that was started a moment ago, first of products that no copy is kept of, then of the same.
 */
export async function runCatalog(
  bare: Server,
  built: BuiltWorker[],
  load: Helper<LoadMessage>,
  options: BenchOptions,
  say: (text: string) => void,
): Promise<Growth[]> {
  const stateDir = join(mkdtempSync(join(tmpdir(), "souk-catalog-")), "state");
  const start = () =>
    Server.start(built, {
      vars: { ...SECRETS, STOCK_HOT_PER_SECOND: "1000000000" },
      core: CORES.server,
      stateDir,
    });
  const growths: Growth[] = [];
  let souk = await start();
  try {
    const opened = await openBenchShop(souk, WARM);
    const restart = async (): Promise<BenchShop> => {
      await souk.stop();
      souk = await start();
      const origin = souk.urlOf(GATEWAY);
      return { ...opened, server: souk, origin, access: { ...opened.access, url: origin } };
    };

    let generated = 0;
    for (const products of SIZES) {
      say(`importing, until there are ${products} products`);
      const more = products - WARM;
      await growShop({ ...opened.access, url: souk.urlOf(GATEWAY) }, generated, more);
      generated = more;

      const cold = someHandles(generated, COLD_READS, products);
      const fromDatabase = await measureCold(await restart(), cold);
      const shop = await restart();
      const fromCopies = await measureCold(shop, cold);
      const warm = await measureCold(shop, [...cold.slice(-20), ...cold.slice(-20)]);

      const all = [
        ...referenceScenarios(await answerSizes(shop)),
        ...soukScenarios(shop, load, options.connections),
      ];
      const rates = await measureRates(
        all.filter(({ name }) => NAMES.includes(name)),
        { bare, souk },
        load,
        { ...options, repeatUntilMs: Date.now() + REPEATS_WITHIN_MS },
        ({ name }, { perSecond, busy }) =>
          say(`${name}: ${Math.round(perSecond)}/s; others ${Math.round(busy.others * 100)} % busy`),
      );
      growths.push({ products, rates: summarise(rates), fromDatabase, fromCopies, warm });
    }
    return growths;
  } finally {
    await souk.stop();
    rmSync(join(stateDir, ".."), { recursive: true, force: true });
  }
}
