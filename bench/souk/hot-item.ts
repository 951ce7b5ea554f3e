import { setTimeout as wait } from "node:timers/promises";
import { mustAskAdmin } from "../../tools/demo-shop/admin-client.ts";
import type { BenchItem, BenchShop } from "./bench-shop.ts";

const MOVES_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 50;

export async function inventoryItemOf({ access }: BenchShop, { sku }: BenchItem): Promise<string> {
  const answer = await mustAskAdmin(access, { method: "GET", path: `/v1/admin/stock/${sku}` });
  return (answer.body as { inventory_item_id: string }).inventory_item_id;
}

/** Spreads an item as a merchant does before a sale, and waits until shards sell it. Holds keep it where it is. */
export async function keepSpread(shop: BenchShop, item: BenchItem, shards: number): Promise<void> {
  if ((await phaseOf(shop, item)) === "spread") return;
  const path = `/v1/admin/stock/${item.sku}/spread`;
  await mustAskAdmin(shop.access, { method: "POST", path, body: { shards } });
  const endMs = Date.now() + MOVES_WITHIN_MS;
  while ((await phaseOf(shop, item)) !== "spread") {
    if (Date.now() > endMs) throw new Error(`${item.sku} is not spread within ${MOVES_WITHIN_MS} ms`);
    await wait(LOOK_EVERY_MS);
  }
}

async function phaseOf({ access }: BenchShop, { sku }: BenchItem): Promise<string> {
  const answer = await mustAskAdmin(access, { method: "GET", path: `/v1/admin/stock/${sku}` });
  return (answer.body as { spread: { phase: string } | null }).spread?.phase ?? "home";
}
