import {
  AskRecord,
  CartRef,
  ChangeCart,
  type ChangeCartResult,
  CreateCart,
  type CreateCartResult,
  DropHold,
  type EventsResult,
  FenceKey,
  type FenceResult,
  FreezeCart,
  type FreezeResult,
  HoldCart,
  type HoldCartResult,
  type LogResult,
  type OrdersRpc,
  PrepareCompletion,
  type PrepareResult,
  ReadEvents,
  type ReadResult,
  ReportFacts,
  type ReportResult,
  type ResumeResult,
} from "../../contracts/rpc/orders.ts";
import { Partition } from "../host/partition.ts";
import { PartitionHost } from "../host/partition-host.ts";
import { type ObjectsEnv, readSettings } from "../settings.ts";
import { changeCart, createCart, dropHold, holdCart, readCart } from "./cart-operations.ts";
import {
  answerOrFence,
  freezeCart,
  prepareCompletion,
  readEvents,
  readLog,
  reportFacts,
  resumeRecord,
} from "./checkout-operations.ts";
import { ordersDuties } from "./duties.ts";
import { OrdersContext } from "./orders-context.ts";
import { ORDERS_MIGRATIONS } from "./tables.ts";

/** A partition of carts and the orders they become: decides and records, and calls nobody. */
export class Orders extends Partition<ObjectsEnv> implements OrdersRpc {
  readonly #host: PartitionHost;
  readonly #orders: OrdersContext;

  constructor(ctx: DurableObjectState, env: ObjectsEnv) {
    const host = new PartitionHost(ctx, ORDERS_MIGRATIONS);
    super(ctx, env, host);
    this.#host = host;
    this.#orders = new OrdersContext(host, readSettings(env));
    host.takeOn(ordersDuties(this.#orders, env, ctx.id.name ?? ""));
  }

  async create(input: CreateCart): Promise<CreateCartResult> {
    const ask = CreateCart.parse(input);
    return this.#host.commit((_commit, nowMs) => createCart(this.#orders, ask, nowMs));
  }

  async read(input: CartRef): Promise<ReadResult> {
    const ask = CartRef.parse(input);
    this.#host.requireInstalled();
    return readCart(this.#orders, ask, this.#host.clock.nowMs());
  }

  async change(input: ChangeCart): Promise<ChangeCartResult> {
    const ask = ChangeCart.parse(input);
    return this.#host.commit((_commit, nowMs) => changeCart(this.#orders, ask, nowMs));
  }

  async hold(input: HoldCart): Promise<HoldCartResult> {
    const ask = HoldCart.parse(input);
    this.#host.requireInstalled();
    return holdCart(this.#orders, ask, this.#host.clock.nowMs());
  }

  async dropHold(input: DropHold): Promise<boolean> {
    const ask = DropHold.parse(input);
    this.#host.requireInstalled();
    return dropHold(this.#orders, ask);
  }

  async prepare(input: PrepareCompletion): Promise<PrepareResult> {
    const ask = PrepareCompletion.parse(input);
    return this.#host.commit((_commit, nowMs) => prepareCompletion(this.#orders, ask, nowMs));
  }

  async freeze(input: FreezeCart): Promise<FreezeResult> {
    const ask = FreezeCart.parse(input);
    return this.#host.commit((_commit, nowMs) => freezeCart(this.#orders, ask, nowMs));
  }

  async report(input: ReportFacts): Promise<ReportResult> {
    const ask = ReportFacts.parse(input);
    return this.#host.commit((_commit, nowMs) => reportFacts(this.#orders, ask, nowMs));
  }

  async resume(input: AskRecord): Promise<ResumeResult> {
    const ask = AskRecord.parse(input);
    return this.#host.commit((_commit, nowMs) => resumeRecord(this.#orders, ask, nowMs));
  }

  async answerOrFence(input: FenceKey): Promise<FenceResult> {
    const ask = FenceKey.parse(input);
    return this.#host.commit((_commit, nowMs) => answerOrFence(this.#orders, ask, nowMs));
  }

  async log(input: AskRecord): Promise<LogResult> {
    const ask = AskRecord.parse(input);
    this.#host.requireInstalled();
    return readLog(this.#orders, ask, this.#host.clock.nowMs());
  }

  async events(input: ReadEvents): Promise<EventsResult> {
    const ask = ReadEvents.parse(input);
    return this.#host.commit(() => readEvents(this.#orders, ask, this.ctx.id.name ?? ""));
  }
}
