import { setTimeout as wait } from "node:timers/promises";
import { SECRETS } from "../../tools/local-shop/souk-workers.ts";
import { buildAll } from "../../tools/runtime/build-all.ts";
import type { Helper } from "../../tools/runtime/helper.ts";
import { CORES } from "../../tools/runtime/pin.ts";
import { Server } from "../../tools/runtime/server.ts";
import type { Flow } from "../load/flow.ts";
import type { ClosedResult, LoadMessage } from "../load/load-messages.ts";
import { ShopperFlows } from "../scenarios/shopper-flows.ts";
import { type BenchShop, openBenchShop } from "../souk/bench-shop.ts";
import { type Budget, budgetOf } from "./budget.ts";
import { countingWorkers } from "./counting-workers.ts";
import { readTallies } from "./read-tallies.ts";
import type { Tally } from "./tally.ts";

const PRODUCTS = 10;
const VISITS = 50;
const WARM_VISITS = 20;
/** A purchase goes on after its answer: longer than events and the queue wait for company, and the read model follows. */
const SETTLES_MS = 2_000;
const ENDS_MS = 100;
const BUSY_MS = 2_000;

/**
 * Counts what a visit asks of the platform, on a build of its own with counters around the shipped code: first one
 * visitor after the other, then purchases by many at once, where groups and batches are shared.
 */
export async function countBudgets(load: Helper<LoadMessage>, connections: number): Promise<Budget[]> {
  const server = await Server.start(await buildAll(countingWorkers), { vars: SECRETS, core: CORES.server });
  try {
    const shop = await openBenchShop(server, PRODUCTS);
    const flows = new ShopperFlows(shop);
    const [item] = shop.items;
    if (!item) throw new Error("the shop has no items");
    const counter = new Counter(shop, load);
    const carts = await counter.run(flows.filledCarts(item, WARM_VISITS + VISITS), 1);

    return [
      await counter.count("detail", "product detail", flows.detail(), flows.detail()),
      await counter.count("list", "product list of 24", flows.list(), flows.list()),
      await counter.count("cart", "create cart + add line", flows.cartAndLine(), flows.cartAndLine()),
      await counter.count(
        "hold",
        "POST …/hold",
        flows.hold(carts.samples.slice(0, WARM_VISITS)),
        flows.hold(carts.samples.slice(WARM_VISITS)),
      ),
      await counter.count("purchase", "whole purchase", flows.purchase(), flows.purchase()),
      await counter.countBusy("purchase", flows.purchase(), connections),
    ];
  } finally {
    await server.stop();
  }
}

class Counter {
  readonly #shop: BenchShop;
  readonly #load: Helper<LoadMessage>;

  constructor(shop: BenchShop, load: Helper<LoadMessage>) {
    this.#shop = shop;
    this.#load = load;
  }

  async count(name: string, title: string, warmUp: Flow, flow: Flow): Promise<Budget> {
    const settlesMs = name === "purchase" ? SETTLES_MS : ENDS_MS;
    await this.run(visitsOf(warmUp, WARM_VISITS), 1);
    await this.#settle(settlesMs);
    const { tally } = await this.run(visitsOf(flow, VISITS), 1);
    if (tally.completed !== VISITS) throw new Error(`${name}: ${tally.examples.join("; ")}`);
    return budgetOf(name, title, VISITS, await this.#settle(settlesMs));
  }

  async countBusy(name: string, flow: Flow, connections: number): Promise<Budget> {
    const { tally } = await this.run(flow, connections, BUSY_MS);
    if (tally.completed !== tally.begun) throw new Error(`${name}: ${tally.examples.join("; ")}`);
    const counted = await this.#settle(SETTLES_MS);
    return budgetOf(
      `${name} at ${connections}`,
      `the same, ${connections} at once`,
      tally.completed,
      counted,
    );
  }

  run(flow: Flow, connections: number, measureMs = 60_000): Promise<ClosedResult> {
    return this.#load.ask({
      kind: "closed",
      origin: this.#shop.origin,
      flow,
      connections,
      serverPid: this.#shop.server.runtimePid,
      warmUpMs: 0,
      measureMs,
      samplesMax: WARM_VISITS + VISITS,
    });
  }

  async #settle(settlesMs: number): Promise<Tally> {
    await wait(settlesMs);
    return readTallies(this.#shop.server);
  }
}

/** The flow for exactly so many visitors. */
function visitsOf(flow: Flow, visits: number): Flow {
  const rows = Array.from({ length: visits }, (_, index) => flow.rows[index % flow.rows.length] ?? {});
  return { ...flow, rows, useRows: "once" };
}
