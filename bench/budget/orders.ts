import type { OrdersEnv } from "../../workers/orders/env.ts";
import shipped, { OrdersRpc as ShippedOrdersRpc } from "../../workers/orders/index.ts";
import { countD1 } from "./count-d1.ts";
import { countEntrypoint } from "./count-entrypoint.ts";
import { count, readTally, TALLY_PATH } from "./tally.ts";

// The read model of the counting build.
const counted = (env: OrdersEnv): OrdersEnv => ({ ...env, DB: countD1("read model", env.DB) });

export const OrdersRpc = countEntrypoint("read model", ShippedOrdersRpc, counted);

export default {
  fetch(request: Request, env: OrdersEnv, ctx: ExecutionContext): Response | Promise<Response> {
    if (new URL(request.url).pathname === TALLY_PATH) return readTally();
    count("read model fetch");
    return shipped.fetch(request, counted(env), ctx);
  },

  queue(batch: MessageBatch, env: OrdersEnv): Promise<void> {
    count("queue deliveries", batch.messages.length);
    return shipped.queue(batch, counted(env));
  },

  scheduled: shipped.scheduled,
};
