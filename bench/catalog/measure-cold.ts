import { percentile } from "../load/percentile.ts";
import type { BenchShop } from "../souk/bench-shop.ts";

/** What reads cost that no memory knew: latency in milliseconds, and the questions to D1 and KV of one of them. */
export type Cold = { reads: number; p50: number; p95: number; d1: number; kv: number };

/** One read of each product, one after the other, so that nothing waits but for the answer. */
export async function measureCold(
  shop: Pick<BenchShop, "origin" | "publishableKey">,
  handles: readonly string[],
): Promise<Cold> {
  const tookMs: number[] = [];
  const asked = { d1: 0, kv: 0 };
  for (const handle of handles) {
    const beganAtMs = performance.now();
    const answer = await fetch(new URL(`/v1/store/products/${handle}?currency=EUR`, shop.origin), {
      headers: { "x-publishable-key": shop.publishableKey },
    });
    await answer.arrayBuffer();
    tookMs.push(performance.now() - beganAtMs);
    if (answer.status !== 200) throw new Error(`${handle} was answered ${answer.status}`);
    const timing = answer.headers.get("server-timing") ?? "";
    asked.d1 += Number(/d1;desc="(\d+)"/.exec(timing)?.[1] ?? 0);
    asked.kv += Number(/kv;desc="(\d+)"/.exec(timing)?.[1] ?? 0);
  }
  const sorted = tookMs.sort((a, b) => a - b);
  return {
    reads: handles.length,
    p50: percentile(sorted, 0.5),
    p95: percentile(sorted, 0.95),
    d1: asked.d1 / handles.length,
    kv: asked.kv / handles.length,
  };
}
