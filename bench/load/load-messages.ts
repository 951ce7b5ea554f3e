import type { Flow } from "./flow.ts";
import type { Tally } from "./visitors.ts";

type Common = {
  origin: string;
  flow: Flow;
  connections: number;
  /** The process whose CPU time is the server's. */
  serverPid: number;
};

/** As fast as `connections` visitors go. Measured after the warm-up; a flow whose rows run out ends earlier. */
export type ClosedLoop = Common & { kind: "closed"; warmUpMs: number; measureMs: number; samplesMax: number };
/** Visitors arrive at random moments at a fixed rate, whether or not the earlier ones are done. */
export type OpenLoop = Common & { kind: "open"; perSecond: number; measureMs: number; seed: number };
/** Several at the same time, by one generator. */
export type Together = { kind: "together"; loops: OpenLoop[] };
export type LoadMessage = ClosedLoop | OpenLoop | Together;

/** Shares of one core, 1 = busy all the time. `others`: whatever else ran on the machine, steal included. */
export type Busy = { server: number; generator: number; others: number };

export type ClosedResult = {
  tally: Tally;
  measured: { visits: number; ms: number; perSecond: number };
  busy: Busy;
  /** What the last few visitors captured: to be looked up afterwards. */
  samples: Record<string, string>[];
};
export type OpenResult = {
  tally: Tally;
  offeredPerSecond: number;
  /** From the moment a visitor wanted to come to the end of the visit, milliseconds. */
  latencyMs: { p50: number; p95: number; p99: number; max: number };
  visits: number;
  busy: Busy;
};
