import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { GATEWAY, SECRETS } from "../../tools/local-shop/souk-workers.ts";
import type { BuiltWorker } from "../../tools/runtime/build-worker.ts";
import type { Helper } from "../../tools/runtime/helper.ts";
import { CORES } from "../../tools/runtime/pin.ts";
import { Server } from "../../tools/runtime/server.ts";
import { growShop } from "../catalog/grow-shop.ts";
import type { LoadMessage, OpenLoop, OpenResult } from "../load/load-messages.ts";
import { refusals } from "../load/refusals.ts";
import { ShopperFlows } from "../scenarios/shopper-flows.ts";
import { type BenchShop, openBenchShop } from "../souk/bench-shop.ts";
import { type Cost, costOfSearches } from "./cost-of-searches.ts";
import { searchQuery } from "./search-queries.ts";

const PRODUCTS = 100_000;
/** Of the demo shop, beside the generated ones. */
const BEGUN_WITH = 20;
const SEARCHES_PER_SECOND = 20;
const PRICE_READS_PER_SECOND = 20;
const COST_SAMPLES = 200;
const CONNECTIONS = 64;
const RESERVE = 1.3;

export type SearchRun = {
  products: number;
  perSecond: number;
  search: OpenResult;
  /** Carts begun with a line, each of another variant, whose price checkout reads from D1: by themselves, and beside the searches. */
  pricesAlone: OpenResult;
  pricesBeside: OpenResult;
  cost: Cost;
  faults: string[];
};

/** Searches as they arrive in a shop of a hundred thousand products, and what they do to those who ask for prices. */
export async function runSearch(
  built: BuiltWorker[],
  load: Helper<LoadMessage>,
  seconds: number,
  say: (text: string) => void,
): Promise<SearchRun> {
  const stateDir = join(mkdtempSync(join(tmpdir(), "souk-search-")), "state");
  const start = () => Server.start(built, { vars: SECRETS, core: CORES.server, stateDir });
  let souk = await start();
  try {
    const opened = await openBenchShop(souk, BEGUN_WITH);
    say(`importing ${PRODUCTS} products`);
    await growShop(opened.access, 0, PRODUCTS - BEGUN_WITH);
    await untilMerged(souk);
    await souk.stop();
    souk = await start();
    const shop = { ...opened, server: souk, origin: souk.urlOf(GATEWAY) };
    return await measure(shop, load, seconds, say);
  } finally {
    await souk.stop();
    rmSync(join(stateDir, ".."), { recursive: true, force: true });
  }
}

async function measure(
  shop: BenchShop,
  load: Helper<LoadMessage>,
  seconds: number,
  say: (text: string) => void,
): Promise<SearchRun> {
  // They warm up what has to be there for any search, too.
  const cost = await costOfSearches(shop, COST_SAMPLES);
  say(`search: ${cost.rows.p95} rows read at p95; measuring`);

  const readsAtOnce = Math.ceil(PRICE_READS_PER_SECOND * seconds * RESERVE);
  const variants = await someVariants(shop.server, 2 * readsAtOnce);
  const open = (flow: OpenLoop["flow"], perSecond: number, seed: number): OpenLoop => ({
    kind: "open",
    origin: shop.origin,
    flow,
    connections: CONNECTIONS,
    serverPid: shop.server.runtimePid,
    perSecond,
    measureMs: seconds * 1_000,
    seed,
  });
  const flows = new ShopperFlows(shop);
  const priceReads = (ids: readonly string[], seed: number) =>
    open(flows.priceReads(ids), PRICE_READS_PER_SECOND, seed);
  const queries = Array.from({ length: Math.ceil(SEARCHES_PER_SECOND * seconds * RESERVE) }, (_, index) =>
    searchQuery(COST_SAMPLES + index),
  );

  const [pricesAlone] = await load.ask<[OpenResult]>({
    kind: "together",
    loops: [priceReads(variants.slice(0, readsAtOnce), 1)],
  });
  const [search, pricesBeside] = await load.ask<[OpenResult, OpenResult]>({
    kind: "together",
    loops: [
      open(flows.searches(queries), SEARCHES_PER_SECOND, 2),
      priceReads(variants.slice(readsAtOnce), 3),
    ],
  });
  const faults = [
    ...refusals(search.tally).map((fault) => `searches: ${fault}`),
    ...refusals(pricesAlone.tally).map((fault) => `prices alone: ${fault}`),
    ...refusals(pricesBeside.tally).map((fault) => `prices beside searches: ${fault}`),
  ];
  return {
    products: PRODUCTS,
    perSecond: SEARCHES_PER_SECOND,
    search,
    pricesAlone,
    pricesBeside,
    cost,
    faults,
  };
}

/** The index brings its pieces together once it has caught up. */
async function untilMerged(souk: Server): Promise<void> {
  for (;;) {
    const [row] = await souk.sql<{ unmerged: number }>(
      "souk-catalog",
      "SEARCH",
      "SELECT unmerged FROM generation WHERE state = 'serving'",
    );
    if (row && row.unmerged < PRODUCTS * 0.2) return;
    await wait(500);
  }
}

/** Variants that shoppers see, spread over the whole shop. */
async function someVariants(souk: Server, howMany: number): Promise<string[]> {
  const rows = await souk.sql<{ id: string }>(
    "souk-catalog",
    "DB",
    `SELECT variant.id AS id FROM variant JOIN product ON product.id = variant.product_id
     WHERE product.is_shown = 1 ORDER BY substr(variant.id, -6), variant.id LIMIT ${howMany}`,
  );
  return rows.map(({ id }) => id);
}
