import type { LayoutRecord, LayoutRpc } from "../../contracts/rpc/layout.ts";
import { problem } from "../http/problem.ts";
import { describeError, logEvent } from "../telemetry/log.ts";

const KEEP_MS = 30_000;

/**
 * The layout as this isolate last saw it. It may be stale: a partition that was closed says so, an id of a newer
 * generation is looked up again, and either costs one extra call to the `Layout` object. While that object is down,
 * what is known goes on being used.
 */
export class LayoutMemo {
  #record: LayoutRecord | null = null;
  #askedAtMs = Number.NEGATIVE_INFINITY;

  /** The layout, or a 503 problem while the shop has none. */
  async current(namespace: DurableObjectNamespace, nowMs: number): Promise<LayoutRecord> {
    // Of many requests that find it old, one looks and the others use what is known. With nothing known, each looks.
    if (!this.#record || nowMs - this.#askedAtMs > KEEP_MS) await this.refresh(namespace, nowMs);
    if (!this.#record) {
      throw problem("service_unavailable", { detail: "The shop is not set up yet: no partitions exist." });
    }
    return this.#record;
  }

  async refresh(namespace: DurableObjectNamespace, nowMs: number): Promise<void> {
    this.#askedAtMs = nowMs;
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
