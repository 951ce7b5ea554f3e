import { GATEWAY } from "../../tools/local-shop/souk-workers.ts";
import type { Helper } from "../../tools/runtime/helper.ts";
import type { ClosedResult, LoadMessage } from "../load/load-messages.ts";
import { refusals } from "../load/refusals.ts";
import { BATCH_ASKER } from "../souk/batch-asker.ts";
import type { BenchItem, BenchShop } from "../souk/bench-shop.ts";
import { inventoryItemOf, keepSpread } from "../souk/hot-item.ts";
import type { Scenario } from "./scenario.ts";
import { ShopBooks } from "./shop-books.ts";
import { ShopperFlows } from "./shopper-flows.ts";

const PREPARE_WITHIN_MS = 60_000;
const BATCH = 50;

/** Ours, over HTTP through the gateway, with authentication, validation and everything else on. */
export function soukScenarios(shop: BenchShop, load: Helper<LoadMessage>, connections: number): Scenario[] {
  const flows = new ShopperFlows(shop);
  const books = new ShopBooks(shop);
  const [hot, spread] = shop.items;
  if (!hot || !spread) throw new Error("the shop has too few items");
  const ours = { system: "souk", worker: GATEWAY } as const;

  const holds = (
    name: string,
    title: string,
    { before, item = hot, ...more }: Partial<Scenario> & { before?: () => Promise<void>; item?: BenchItem },
  ): Scenario => {
    return {
      ...ours,
      name,
      title,
      references: [],
      usesUp: true,
      isTimed: name === "hold",
      ...more,
      prepare: async (visitsMax) => {
        const prepared = await load.ask<ClosedResult>({
          kind: "closed",
          origin: shop.origin,
          flow: flows.filledCarts(item, visitsMax),
          connections,
          serverPid: shop.server.runtimePid,
          warmUpMs: 0,
          measureMs: PREPARE_WITHIN_MS,
          samplesMax: visitsMax,
        });
        const faults = refusals(prepared.tally);
        if (faults.length > 0) throw new Error(`carts could not be prepared: ${faults.join("; ")}`);
        await before?.();
        return flows.hold(prepared.samples);
      },
      verify: async ({ tally }) => {
        books.held += tally.completed;
        return [...refusals(tally), ...(await books.findFaults())];
      },
    };
  };

  return [
    {
      ...ours,
      name: "detail",
      title: "product detail, warm",
      references: ["hop-detail", "hop-fetch", "hello"],
      prepare: () => flows.detail(),
      verify: async ({ tally }) => refusals(tally),
      isTimed: true,
    },
    {
      ...ours,
      name: "list",
      title: "product list of 24, warm",
      references: ["hop-list", "hop-fetch", "hello"],
      prepare: () => flows.list(),
      verify: async ({ tally }) => refusals(tally),
    },
    {
      ...ours,
      name: "cart",
      title: "create cart + add line (2 requests)",
      references: ["hop-group", "hop-write", "hello"],
      prepare: () => flows.cartAndLine(),
      verify: async ({ tally, samples }) => [...refusals(tally), ...(await findLostCarts(shop, samples))],
    },
    holds("hold", "POST …/hold, one item", { references: ["hop-write", "hop-group", "hop-twice"] }),
    {
      ...ours,
      name: "hold-batch",
      title: `${BATCH} holds of one item in one call`,
      group: "stock",
      worker: BATCH_ASKER,
      references: ["hop-write", "object-write"],
      doesTimes: BATCH,
      prepare: async () => flows.batchOfHolds(await inventoryItemOf(shop, hot), BATCH),
      verify: async ({ tally }) => {
        books.held += tally.completed * BATCH;
        return [...refusals(tally), ...(await books.findFaults())];
      },
    },
    holds("hold-512", "the same hold by 512 connections", { group: "stock", connections: 512 }),
    holds("hold-shards", "the same over 8 shards", {
      group: "stock",
      connections: 512,
      references: ["hold-512"],
      item: spread,
      before: () => keepSpread(shop, spread, 8),
    }),
    {
      ...ours,
      name: "purchase",
      title: "whole purchase (2 requests)",
      references: ["bare-purchase", "lean-purchase", "hop-write", "hello"],
      isTimed: true,
      prepare: () => flows.purchase(),
      verify: async ({ tally, samples }) => {
        books.placed += tally.completed;
        return [...refusals(tally), ...(await books.findFaults()), ...(await findLostOrders(shop, samples))];
      },
    },
  ];
}

async function findLostCarts(shop: BenchShop, samples: Record<string, string>[]): Promise<string[]> {
  return findLost(shop, samples, "carts/{cart}", (cart) => {
    const lines = cart.lines as { quantity: number }[];
    return lines.length === 1 && lines[0]?.quantity === 1;
  });
}

async function findLostOrders(shop: BenchShop, samples: Record<string, string>[]): Promise<string[]> {
  return findLost(shop, samples, "orders/{order}", (order) => order.status === "placed");
}

/** Reads back what the last few visitors were told. */
async function findLost(
  shop: BenchShop,
  samples: Record<string, string>[],
  path: string,
  isRight: (body: Record<string, unknown>) => boolean,
): Promise<string[]> {
  const faults: string[] = [];
  for (const values of samples) {
    const filled = path.replace(/\{(\w+)\}/, (_, name: string) => values[name] ?? "");
    const answer = await fetch(new URL(`/v1/store/${filled}`, shop.origin), {
      headers: { "x-publishable-key": shop.publishableKey, "x-cart-token": values.token ?? "" },
    });
    const body = (await answer.json()) as Record<string, unknown>;
    if (answer.status !== 200 || !isRight(body)) faults.push(`${filled} is not what its buyer was told`);
  }
  return faults.slice(0, 3);
}
