import type { Helper } from "../../tools/runtime/helper.ts";
import type { Server } from "../../tools/runtime/server.ts";
import type { ClosedResult, LoadMessage } from "../load/load-messages.ts";
import type { BenchOptions } from "../options.ts";
import { textTable } from "../report/table.ts";
import type { Scenario } from "../scenarios/scenario.ts";
import { InspectorSession } from "./inspector-session.ts";
import { selfTimes } from "./self-times.ts";

const LINES = 45;
/** More often, and the signals to a dozen isolates slow the thread down noticeably. */
const SAMPLE_EVERY_MS = 2;

/** Runs a scenario under the CPU profiler of every isolate at once and prints where the time went. */
export async function recordProfile(
  scenario: Scenario,
  server: Server,
  load: Helper<LoadMessage>,
  { seconds, connections }: BenchOptions,
  inspectorPort: number,
): Promise<void> {
  const flow = await scenario.prepare(Math.ceil(4_000 * seconds));
  const sessions = await InspectorSession.openAll(inspectorPort);
  await Promise.all(sessions.map((session) => session.startProfiling(SAMPLE_EVERY_MS)));
  const { measured } = await load.ask<ClosedResult>({
    kind: "closed",
    origin: server.urlOf(scenario.worker),
    flow,
    connections,
    serverPid: server.runtimePid,
    warmUpMs: 0,
    measureMs: seconds * 1_000,
    samplesMax: 1,
  });
  console.log(`${scenario.name}: ${Math.round(measured.perSecond)}/s under the profiler`);
  const micros = (ms: number) => ((ms * 1_000) / measured.visits).toFixed(1);
  for (const session of sessions) {
    const { busyMs, lines } = selfTimes(await session.stopProfiling(), SAMPLE_EVERY_MS);
    if (busyMs < 1) continue;
    console.log(
      `\n${session.name}: ${Math.round(busyMs)} ms busy of ${Math.round(measured.ms)}, ${micros(busyMs)} µs a visit`,
    );
    const rows = lines
      .slice(0, LINES)
      .map(({ where, ms }) => [where, micros(ms), `${((ms / busyMs) * 100).toFixed(1)} %`]);
    console.log(textTable(["self time", "µs a visit", "of busy"], rows));
    session.close();
  }
}
