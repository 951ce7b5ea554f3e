import type { BuiltWorker } from "./build-worker.ts";

/** What the server process is told when it is to start, and what it answers once it listens. */
export type StartMessage = {
  kind: "start";
  workers: BuiltWorker[];
  vars: Record<string, string>;
  inspectorPort: number | null;
};
export type Started = { urls: Record<string, string>; runtimePid: number };

/** What the server process is asked. Statements for its D1 databases come outside the measured sections. */
export type ServerMessage =
  | StartMessage
  | { kind: "sql"; worker: string; binding: string; sql: string }
  | { kind: "stop" };
