import type { Profiler } from "node:inspector";

export type SelfTimes = { busyMs: number; lines: { where: string; ms: number }[] };

const NOT_WORK = new Set(["(idle)", "(root)"]);

/**
 * Time spent in each function itself, most first. Samples are counted, not the time between them: all isolates share
 * one thread, and one that is not running is not sampled, so the time to its next sample is mostly the others'.
 */
export function selfTimes({ nodes, samples = [] }: Profiler.Profile, intervalMs: number): SelfTimes {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const times = new Map<string, number>();
  let busyMs = 0;
  for (const id of samples) {
    const frame = byId.get(id)?.callFrame;
    if (!frame || NOT_WORK.has(frame.functionName)) continue;
    const where = `${frame.functionName || "(anonymous)"} ${frame.url.split("/").at(-1)}:${frame.lineNumber + 1}`;
    times.set(where, (times.get(where) ?? 0) + intervalMs);
    busyMs += intervalMs;
  }
  const lines = [...times].map(([where, ms]) => ({ where, ms })).sort((one, other) => other.ms - one.ms);
  return { busyMs, lines };
}
