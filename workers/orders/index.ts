import { WorkerEntrypoint } from "cloudflare:workers";
import {
  listDeadLetters as listDeadLettersSpec,
  redriveDeadLetter as redriveDeadLetterSpec,
} from "../../contracts/http/admin/operations-routes.ts";
import { listOrders as listOrdersSpec } from "../../contracts/http/admin/order-routes.ts";
import type { HealthRpc } from "../../contracts/rpc/identity.ts";
import { Service } from "../../platform/http/service.ts";
import { listDeadLetters, redriveDeadLetter } from "./dead-letters/dead-letter-operations.ts";
import { storeDeadLetters } from "./dead-letters/store-dead-letters.ts";
import type { OrdersEnv } from "./env.ts";
import { consumeEvents } from "./events/consume-events.ts";
import { sweepAllPartitions } from "./events/sweep-partitions.ts";
import { listOrders } from "./orders/list-orders.ts";

const service = new Service<OrdersEnv>("orders");
service.serve(listOrdersSpec, listOrders);
service.serve(listDeadLettersSpec, listDeadLetters);
service.serve(redriveDeadLetterSpec, redriveDeadLetter);

export default {
  fetch: service.app.fetch,

  queue(batch: MessageBatch, env: OrdersEnv): Promise<void> {
    return batch.queue.endsWith("-dlq") ? storeDeadLetters(batch, env) : consumeEvents(batch, env);
  },

  scheduled(_controller: ScheduledController, env: OrdersEnv): Promise<void> {
    return sweepAllPartitions(env);
  },
} satisfies ExportedHandler<OrdersEnv>;

/** What the gateway asks of this Worker beside HTTP. */
export class OrdersRpc extends WorkerEntrypoint<OrdersEnv> implements HealthRpc {
  async health(): Promise<Record<string, "ok" | "down">> {
    try {
      await this.env.DB.prepare("SELECT 1").first();
      return { d1: "ok" };
    } catch {
      return { d1: "down" };
    }
  }
}
