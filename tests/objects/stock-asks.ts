import { env } from "cloudflare:workers";
import { expect } from "vitest";
import type { PartitionRpc } from "../../contracts/rpc/partition.ts";
import type { HoldRpc, HoldStock, HoldStockResult, StockRpc } from "../../contracts/rpc/stock.ts";
import type { StockShardRpc } from "../../contracts/rpc/stock-shard.ts";
import { composeItemId } from "../../domain/kernel/item-id.ts";
import { randomDigits } from "../../platform/ids/mint.ts";
import { stockShardName } from "../../platform/objects/partition-names.ts";
import { openAsk } from "./open-partition.ts";

export type Partition = StockRpc & PartitionRpc & DurableObjectStub;

export async function openStock(
  namespace: DurableObjectNamespace = env.STOCK_PARTITIONS,
): Promise<Partition> {
  const stub = namespace.getByName(`stock:${randomDigits()}`) as unknown as Partition;
  await stub.open(openAsk());
  return stub;
}

export async function received(stock: Partition, units: number, location = "berlin"): Promise<string> {
  const itemId = composeItemId(0, randomDigits());
  await adjust(stock, itemId, units, location);
  return itemId;
}

export const adjust = (stock: Partition, itemId: string, delta: number, location = "berlin") =>
  stock.adjust({
    itemId,
    location,
    change: { kind: "delta", units: delta },
    reason: "received",
    note: null,
    actor: "staff",
    idempotency: null,
  });

export function ask(holdId: string, units: Record<string, number>, more: Partial<HoldStock> = {}): HoldStock {
  const items = Object.entries(units).map(([itemId, count]) => ({ itemId, units: count }));
  return {
    holdId,
    reference: "order",
    items,
    expiresAtMs: Date.now() + 60_000,
    pin: false,
    replaces: [],
    ...more,
  };
}

export const settle = (holdId: string, units: Record<string, number>) => {
  const { items, reference } = ask(holdId, units);
  return { holdId, items, reference };
};

export async function audited(stock: Partition, itemId: string) {
  const answer = await stock.audit({ itemId });
  if (answer.kind !== "audit") throw new Error(answer.kind);
  expect(answer.audit.checks.filter((check) => check.counted !== check.recorded)).toEqual([]);
  const { onHand, held, committed, available, short } = answer.audit.level;
  return { onHand, held, committed, available, short, movements: answer.audit.movements };
}

export function shardOf(itemId: string, shard: number): StockShardRpc {
  return env.STOCK_SHARDS.getByName(stockShardName(itemId, shard)) as unknown as StockShardRpc;
}

/** Who asks for one item and goes where it is sent, as checkout does; with where it ended and under which id. */
export async function askAround(
  stock: Partition,
  itemId: string,
  units: number,
  name: string,
  more: Partial<HoldStock> = {},
): Promise<{ answer: HoldStockResult; place: HoldRpc; holdId: string; shard: number | null }> {
  let place: HoldRpc = stock;
  let shard: number | null = null;
  let seen: { itemId: string; version: number }[] = [];
  for (let leg = 0; leg < 12; leg += 1) {
    const holdId = `${name}.${leg}`;
    const answer = await place.hold(ask(holdId, { [itemId]: units }, { ...more, seen }));
    if (answer.kind !== "moved") return { answer, place, holdId, shard };
    const [spread] = answer.spreads;
    if (!spread) throw new Error("moved nowhere");
    seen = spread.direct ? [{ itemId, version: spread.version }] : [];
    shard = spread.direct ? null : hash(name) % spread.shards;
    place = shard === null ? stock : shardOf(itemId, shard);
  }
  throw new Error(`${name} was sent around without end`);
}

export async function until(what: () => Promise<boolean>, withinMs = 10_000): Promise<void> {
  const endMs = Date.now() + withinMs;
  while (!(await what())) {
    if (Date.now() > endMs) throw new Error(`not within ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function hash(text: string): number {
  return [...text].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) >>> 0, 7);
}
