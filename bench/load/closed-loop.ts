import { BusyMeter } from "./busy-meter.ts";
import { compileFlow } from "./flow.ts";
import { HttpConnection } from "./http-connection.ts";
import type { ClosedLoop, ClosedResult } from "./load-messages.ts";
import { RateMeter } from "./rate-meter.ts";
import { Visitors } from "./visitors.ts";

/** Every connection begins its next visit when its last one has ended. */
export async function runClosedLoop(ask: ClosedLoop): Promise<ClosedResult> {
  const visitors = new Visitors(ask.flow, compileFlow(ask.flow, ask.origin), () => {
    if (phase === "measuring") meter.add(performance.now() - beganAtMs);
  });
  const connections = Array.from({ length: ask.connections }, () => new HttpConnection(ask.origin));
  await Promise.all(connections.map((connection) => connection.open()));

  const busyMeter = new BusyMeter(ask.serverPid);
  const samples: Record<string, string>[] = [];
  let phase: "warming" | "measuring" | "over" = ask.warmUpMs > 0 ? "warming" : "measuring";
  let beganAtMs = performance.now();
  const meter = new RateMeter();
  let result: Pick<ClosedResult, "measured" | "busy"> | null = null;

  const beginMeasuring = () => {
    if (phase !== "warming") return;
    busyMeter.begin();
    beganAtMs = performance.now();
    phase = "measuring";
  };
  const endMeasuring = () => {
    if (phase === "over") return;
    const ms = performance.now() - beganAtMs;
    // In parts of visits, as a visit may have several steps.
    const perMs = meter.perMs() / ask.flow.steps.length;
    result = { measured: { visits: perMs * ms, ms, perSecond: perMs * 1_000 }, busy: busyMeter.end() };
    phase = "over";
  };
  const warmUp = setTimeout(beginMeasuring, ask.warmUpMs);
  const end = setTimeout(endMeasuring, ask.warmUpMs + ask.measureMs);

  await Promise.all(
    connections.map(
      (connection) =>
        new Promise<void>((resolve) => {
          const next = () => {
            // Rows that run out end the measurement with the last visitor that began, while all connections are busy.
            if (!visitors.hasNext) endMeasuring();
            if (phase === "over") return resolve();
            visitors.visit(connection, ({ ok, values }) => {
              if (ok) samples[visitors.tally.completed % ask.samplesMax] = values;
              next();
            });
          };
          next();
        }),
    ),
  );
  clearTimeout(warmUp);
  clearTimeout(end);
  for (const connection of connections) connection.close();
  if (!result) throw new Error("the run ended before it was measured");
  return { tally: visitors.tally, samples, ...(result as Pick<ClosedResult, "measured" | "busy">) };
}
