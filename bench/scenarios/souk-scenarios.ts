import { GATEWAY } from "../../tools/local-shop/souk-workers.ts";
import type { Helper } from "../../tools/runtime/helper.ts";
import type { ClosedResult, LoadMessage } from "../load/load-messages.ts";
import type { BenchShop } from "../souk/bench-shop.ts";
import type { Outcome, Scenario } from "./scenario.ts";
import { ShopBooks } from "./shop-books.ts";
import { ShopperFlows } from "./shopper-flows.ts";

const PREPARE_WITHIN_MS = 60_000;

/** Ours, over HTTP through the gateway, with authentication, validation and everything else on. */
export function soukScenarios(shop: BenchShop, load: Helper<LoadMessage>, connections: number): Scenario[] {
  const flows = new ShopperFlows(shop);
  const books = new ShopBooks(shop);
  const [hot] = shop.items;
  if (!hot) throw new Error("the shop has no items");
  const ours = { system: "souk", worker: GATEWAY } as const;

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
    {
      ...ours,
      name: "hold",
      title: "POST …/hold, one item",
      references: ["hop-write", "hop-group", "hello"],
      usesUp: true,
      isTimed: true,
      prepare: async (visitsMax) => {
        const prepared = await load.ask<ClosedResult>({
          kind: "closed",
          origin: shop.origin,
          flow: flows.filledCarts(hot, visitsMax),
          connections,
          serverPid: shop.server.runtimePid,
          warmUpMs: 0,
          measureMs: PREPARE_WITHIN_MS,
          samplesMax: visitsMax,
        });
        const faults = refusals(prepared.tally);
        if (faults.length > 0) throw new Error(`carts could not be prepared: ${faults.join("; ")}`);
        return flows.hold(prepared.samples);
      },
      verify: async ({ tally }) => {
        books.held += tally.completed;
        return [...refusals(tally), ...(await books.findFaults())];
      },
    },
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

/** An answer other than the expected one makes a run wrong, however fast it was. */
function refusals({ refused, examples }: Outcome["tally"]): string[] {
  const counted = Object.entries(refused).map(([what, times]) => `${times} × ${what}`);
  return counted.length === 0 ? [] : [`${counted.join(", ")} (${examples[0] ?? ""})`];
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
