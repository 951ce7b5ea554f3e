import { setTimeout as wait } from "node:timers/promises";
import { askAdmin, type ShopAccess } from "../../demo-shop/admin-client.ts";
import { Stop } from "../../stop.ts";

const MOVES_WITHIN_MS = 30_000;
const ASK_AGAIN_MS = 500;

/** Spreads a hot item over so many shards. */
export function spreadItem(access: ShopAccess, sku: string, shards: number): Promise<void> {
  return change(access, sku, { method: "POST", body: { shards } });
}

/** Brings its units back to one place. */
export function gatherItem(access: ShopAccess, sku: string): Promise<void> {
  return change(access, sku, { method: "DELETE" });
}

/** Asked again while another move of the item is under way. */
async function change(
  access: ShopAccess,
  sku: string,
  ask: { method: "POST" | "DELETE"; body?: { shards: number } },
): Promise<void> {
  const path = `/v1/admin/stock/${sku}/spread`;
  const endMs = Date.now() + MOVES_WITHIN_MS;
  for (;;) {
    const { status, body } = await askAdmin(access, { ...ask, path });
    if (status < 300) return;
    if (body.retry !== "same_request" || Date.now() > endMs)
      throw new Stop(
        `The shop would not spread its items: ${ask.method} ${path} answered ${status} ${body.code ?? ""}`,
      );
    await wait(ASK_AGAIN_MS);
  }
}
