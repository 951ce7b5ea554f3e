import { DurableObject } from "cloudflare:workers";
import type { OpenPartition, PartitionRpc, PartitionState } from "../../contracts/rpc/partition.ts";
import type { PartitionHost } from "./partition-host.ts";

/** The shell of every partition. All else is behind the private host, so that RPC reaches contract methods alone. */
export abstract class Partition<Env> extends DurableObject<Env> implements PartitionRpc {
  readonly #host: PartitionHost;

  constructor(ctx: DurableObjectState, env: Env, host: PartitionHost) {
    super(ctx, env);
    this.#host = host;
  }

  open(ask: OpenPartition): Promise<void> {
    return this.#host.open(ask);
  }

  close(ask: { layoutVersion: number }): Promise<void> {
    return this.#host.close(ask);
  }

  describe(): Promise<PartitionState> {
    return this.#host.describe();
  }

  retryParked(): Promise<void> {
    return this.#host.retryParked();
  }

  override alarm(): Promise<void> {
    return this.#host.alarm();
  }
}
