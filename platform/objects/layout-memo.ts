import type { LayoutRecord, LayoutRpc } from "../../contracts/rpc/layout.ts";
import { problem } from "../http/problem.ts";
import { describeError, logEvent } from "../telemetry/log.ts";

const KEEP_MS = 30_000;
const KEEP_WHILE_EMPTY_MS = 500;

/**
 * The layout as this isolate last saw it. It may be stale: a partition that was closed says so, an id of a newer
 * generation is looked up again, and either costs one extra call to the `Layout` object. While that object is down,
 * what is known goes on being used.
 */
export class LayoutMemo {
  #record: LayoutRecord | null = null;
  #readAtMs = Number.NEGATIVE_INFINITY;

  /** The layout, or a 503 problem while the shop has none. */
  async current(namespace: DurableObjectNamespace, nowMs: number): Promise<LayoutRecord> {
    const keepMs = this.#record ? KEEP_MS : KEEP_WHILE_EMPTY_MS;
    if (nowMs - this.#readAtMs > keepMs) await this.refresh(namespace, nowMs);
    if (!this.#record)
      throw problem("service_unavailable", { detail: "The shop is not set up yet: no partitions exist." });
    return this.#record;
  }

  /** For an id of a generation we do not know: looks again, but forged ids can't make it look more than once a second. */
  async currentNoOlderThan(
    namespace: DurableObjectNamespace,
    nowMs: number,
    oldestMs = 1_000,
  ): Promise<LayoutRecord> {
    if (nowMs - this.#readAtMs > oldestMs) await this.refresh(namespace, nowMs);
    return this.current(namespace, nowMs);
  }

  async refresh(namespace: DurableObjectNamespace, nowMs: number): Promise<void> {
    // Said before we ask: of many requests that find it old, one looks and the others use what is known.
    this.#readAtMs = nowMs;
    try {
      const found = await layoutStub(namespace).current();
      if (found && found.version >= (this.#record?.version ?? 0)) this.#record = found;
    } catch (error) {
      if (!this.#record) throw error;
      logEvent("warn", "layout.unreachable", describeError(error));
    }
  }
}

/** The one `Layout` object of the shop. */
export function layoutStub(namespace: DurableObjectNamespace): LayoutRpc {
  return namespace.get(namespace.idFromName("layout")) as unknown as LayoutRpc;
}
