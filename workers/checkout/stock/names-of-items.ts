import type { CheckoutEnv } from "../env.ts";

/** SKUs by inventory item, for those that one leads to. */
export async function namesOfItems(
  env: CheckoutEnv,
  itemIds: readonly string[],
): Promise<Map<string, string>> {
  if (itemIds.length === 0) return new Map();
  const named = await env.CATALOG_RPC.skusOfItems({ itemIds: [...itemIds] });
  return new Map(named.map(({ itemId, sku }) => [itemId, sku]));
}
