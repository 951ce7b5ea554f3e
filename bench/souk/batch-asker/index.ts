import type { StockRpc } from "../../../contracts/rpc/stock.ts";
import { homePartitionOfItem, readItemId } from "../../../domain/kernel/item-id.ts";
import { stockPartitionName } from "../../../platform/objects/partition-names.ts";

type Env = { STOCK_PARTITIONS: DurableObjectNamespace };

/** `/{inventory item}/{holds}`: 201 if all were granted. */
export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const [, item = "", holds = "1"] = new URL(request.url).pathname.split("/");
    const itemId = readItemId(item);
    if (!itemId) return new Response(null, { status: 404 });
    const id = env.STOCK_PARTITIONS.idFromName(stockPartitionName(homePartitionOfItem(itemId)));
    const stock = env.STOCK_PARTITIONS.get(id) as unknown as StockRpc;
    const batch = crypto.randomUUID();
    const asks = Array.from({ length: Number(holds) }, (_, n) => ({
      holdId: `${batch}.${n}`,
      reference: batch,
      items: [{ itemId, units: 1 }],
      expiresAtMs: 0,
      pin: true,
      replaces: [],
    }));
    const answers = await stock.holdMany({ asks });
    const granted = answers.every((answer) => answer.kind === "granted");
    return new Response(null, { status: granted ? 201 : 409 });
  },
};
