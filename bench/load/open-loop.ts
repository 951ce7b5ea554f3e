import { seededRandom } from "../../tools/seeded-random.ts";
import { BusyMeter } from "./busy-meter.ts";
import { compileFlow } from "./flow.ts";
import { HttpConnection } from "./http-connection.ts";
import type { OpenLoop, OpenResult } from "./load-messages.ts";
import { percentile } from "./percentile.ts";
import { Visitors } from "./visitors.ts";

/** Arrivals of this share of the time at the beginning are served and not counted. */
const WARM_UP_SHARE = 0.1;

/**
 * Visitors arrive as a Poisson process. One that finds every connection taken waits, and its waiting counts: latency
 * runs from the moment of arrival, so a stalled server can't hide what it did to those behind.
 */
export async function runOpenLoop(ask: OpenLoop): Promise<OpenResult> {
  const visitors = new Visitors(ask.flow, compileFlow(ask.flow, ask.origin));
  const idle = Array.from({ length: ask.connections }, () => new HttpConnection(ask.origin));
  await Promise.all(idle.map((connection) => connection.open()));

  const random = seededRandom(ask.seed);
  const busyMeter = new BusyMeter(ask.serverPid);
  const beganAtMs = performance.now();
  const countFromMs = beganAtMs + ask.measureMs * WARM_UP_SHARE;
  const endsAtMs = beganAtMs + ask.measureMs;
  const latencies: number[] = [];
  const queue: number[] = [];
  let arrivals = 0;
  let underWay = 0;
  let nextAtMs = beganAtMs;

  const serve = (connection: HttpConnection, arrivedAtMs: number) => {
    underWay += 1;
    visitors.visit(connection, ({ ok }) => {
      underWay -= 1;
      if (ok && arrivedAtMs >= countFromMs) latencies.push(performance.now() - arrivedAtMs);
      const waiting = queue.shift();
      if (waiting === undefined) idle.push(connection);
      else serve(connection, waiting);
    });
  };

  await new Promise<void>((resolve) => {
    // Polls without rest, which this process can afford on a core of its own: timers come a millisecond late.
    const tick = () => {
      const nowMs = performance.now();
      while (nextAtMs <= nowMs && nextAtMs < endsAtMs && visitors.hasNext) {
        const connection = idle.pop();
        if (connection) serve(connection, nextAtMs);
        else queue.push(nextAtMs);
        arrivals += 1;
        nextAtMs += (-Math.log(1 - random()) / ask.perSecond) * 1_000;
      }
      const isOver = nextAtMs >= endsAtMs || !visitors.hasNext;
      if (isOver && underWay === 0 && queue.length === 0) resolve();
      else setImmediate(tick);
    };
    tick();
  });
  const busy = busyMeter.end();
  for (const connection of idle) connection.close();

  latencies.sort((one, other) => one - other);
  return {
    tally: visitors.tally,
    offeredPerSecond: (arrivals / ask.measureMs) * 1_000,
    latencyMs: {
      p50: percentile(latencies, 0.5),
      p95: percentile(latencies, 0.95),
      p99: percentile(latencies, 0.99),
      max: latencies.at(-1) ?? 0,
    },
    visits: latencies.length,
    busy,
  };
}
