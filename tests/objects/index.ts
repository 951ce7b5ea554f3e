import { StockEvent } from "../../contracts/messages/stock-event.ts";
import type { Migration } from "../../durable-objects/host/migrations.ts";
import { Partition } from "../../durable-objects/host/partition.ts";
import { type Duty, PartitionHost } from "../../durable-objects/host/partition-host.ts";
import { Orders } from "../../durable-objects/orders/orders.ts";
import type { ObjectsEnv } from "../../durable-objects/settings.ts";
import { Stock } from "../../durable-objects/stock/stock.ts";

import { countStorage } from "./count-storage.ts";

export { Layout } from "../../durable-objects/layout/layout.ts";
export { StockShard } from "../../durable-objects/stock/stock-shard.ts";
export { Orders, Stock };

/** What a test may change between two wakes of the laboratory object. */
export const lab: { migrations: Migration[]; duties: (host: PartitionHost) => Duty[] } = {
  migrations: [
    { id: 100, name: "notes", statements: ["CREATE TABLE note (id TEXT PRIMARY KEY, body TEXT NOT NULL)"] },
  ],
  duties: () => [],
};

/** A partition that is nothing but the host: notes to write, and a memory that must follow the commits. */
export class Lab extends Partition<unknown> {
  readonly host: PartitionHost;
  readonly remembered: string[] = [];

  constructor(ctx: DurableObjectState, env: unknown) {
    const host = new PartitionHost(ctx, lab.migrations);
    super(ctx, env, host);
    this.host = host;
    host.takeOn(lab.duties(host));
  }

  async write(id: string, fails = false): Promise<string> {
    return this.host.commit((commit) => {
      this.host.sql.exec("INSERT INTO note (id, body) VALUES (?, ?)", id, "x");
      commit.afterCommit(() => void this.remembered.push(id));
      if (fails) throw new Error(`member ${id} fails after it wrote`);
      return id;
    });
  }

  async notes(): Promise<number> {
    return Number(this.host.sql.exec("SELECT COUNT(*) AS notes FROM note").one().notes);
  }
}

/** The shipped partition, its writes counted. */
export class CountedStock extends Stock {
  constructor(ctx: DurableObjectState, env: ObjectsEnv) {
    countStorage(ctx.storage);
    // What follows a sale later is counted by tests of its own.
    super(ctx, { ...env, SIGNALS_DELAY_MS: "3600000" } as ObjectsEnv);
  }
}

/** What `PublishingStock` sent, and whether its queue takes anything. */
export const stockEvents: { isDown: boolean; batches: StockEvent[][] } = { isDown: false, batches: [] };

/** The shipped partition with short waits and a queue that can be looked into; its writes are counted. */
export class PublishingStock extends Stock {
  constructor(ctx: DurableObjectState, env: ObjectsEnv) {
    countStorage(ctx.storage);
    const sendBatch = async (batch: Iterable<{ body: unknown }>) => {
      if (stockEvents.isDown) throw new Error("the queue is down");
      stockEvents.batches.push(Array.from(batch, ({ body }) => StockEvent.parse(body)));
    };
    const waits = { SIGNALS_DELAY_MS: "200", SIGNALS_RETRY_MS: "400", STOCK_SETTLE_MS: "100" };
    super(ctx, { ...env, ...waits, STOCK_EVENTS: { sendBatch } as unknown as Queue });
  }
}

/** The shipped partition with limits that a test can reach: an item is hot at 20 asks a second. */
export class StrictStock extends Stock {
  constructor(ctx: DurableObjectState, env: ObjectsEnv) {
    const limits = {
      STOCK_HOT_PER_SECOND: "20",
      STOCK_HOT_SECONDS: "1",
      STOCK_COOL_MS: "1500",
      STOCK_SETTLE_MS: "100",
      EARLY_HOLD_SHARE_PERCENT: "50",
      EARLY_HOLD_UNITS_MAX: "4",
    };
    super(ctx, { ...env, ...limits });
  }
}

const refuse = () => Promise.reject(new Error("the queue is down"));
export const queue = { isDown: false };

/** The shipped partition with queues that can be made to refuse. */
export class OrdersWithQueues extends Orders {
  constructor(ctx: DurableObjectState, env: ObjectsEnv) {
    const guarded = (real: Queue): Queue =>
      ({
        send: (body: unknown) => (queue.isDown ? refuse() : real.send(body)),
        sendBatch: (batch: { body: unknown }[]) => (queue.isDown ? refuse() : real.sendBatch(batch)),
      }) as unknown as Queue;
    const { ORDER_EVENTS, CHECKOUT_COMMANDS } = env;
    super(ctx, {
      ...env,
      ORDER_EVENTS: guarded(ORDER_EVENTS),
      CHECKOUT_COMMANDS: guarded(CHECKOUT_COMMANDS),
    });
  }
}

export default { fetch: () => new Response(null, { status: 404 }) };

/** The shipped partition with the settings of the simulation, and a queue that takes everything. */
export class ReplayedStock extends Stock {
  constructor(ctx: DurableObjectState, env: ObjectsEnv) {
    const limits = { EARLY_HOLD_UNITS_MAX: "20", EARLY_HOLD_SHARE_PERCENT: "50" };
    const queue = { sendBatch: async () => {} } as unknown as Queue;
    super(ctx, { ...env, ...limits, STOCK_EVENTS: queue });
  }
}
