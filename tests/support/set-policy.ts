import type { Json, ShopClient } from "./shop-client.ts";

/** How staff say that an item may be sold. */
export async function setPolicy(client: ShopClient, sku: string, policy: Json): Promise<void> {
  const answer = await client.admin("PATCH", `/v1/admin/stock/${sku}`, { policy });
  if (answer.status !== 200) throw new Error(`no policy: ${answer.status} ${JSON.stringify(answer.body)}`);
}
