import type { Face } from "./routes.ts";
import type { Trace } from "./trace-context.ts";

/** One request on its way through the gateway: what every concern needs to know of it. */
export type GatewayCall = {
  requestId: string;
  url: URL;
  face: Face;
  trace: Trace;
  startedAtMs: number;
  /** `Server-Timing` entries in milliseconds, in the order in which they were spent. */
  timings: { name: string; tookMs: number }[];
};
