import type { VariantIdentity } from "../../../domain/catalog/product.ts";
import { composeItemId } from "../../../domain/kernel/item-id.ts";
import { mintId, randomDigits } from "../../../platform/ids/mint.ts";
import { LayoutMemo } from "../../../platform/objects/layout-memo.ts";

const layout = new LayoutMemo();

/** Gives new variants their ids. Each item's home is a stock partition at random, so that all get an equal share. */
export async function variantIdentities(namespace: DurableObjectNamespace): Promise<() => VariantIdentity> {
  const { stockPartitions } = await layout.current(namespace, Date.now());
  return () => ({
    id: mintId("var"),
    itemId: composeItemId(randomBelow(stockPartitions), randomDigits()),
  });
}

/** Uniform below `limit` (at most 2³²): the modulus of a plain random number would prefer the small ones. */
function randomBelow(limit: number): number {
  const range = 2 ** 32;
  const fair = range - (range % limit);
  for (;;) {
    const [random = 0] = crypto.getRandomValues(new Uint32Array(1));
    if (random < fair) return random % limit;
  }
}
