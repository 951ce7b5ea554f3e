import type { BuiltWorker } from "./build-worker.ts";

/** What the server process is told when it is to start, and what it answers once it listens. */
export type StartMessage = {
  kind: "start";
  workers: BuiltWorker[];
  vars: Record<string, string>;
  inspectorPort: number | null;
};
export type Started = { urls: Record<string, string>; runtimePid: number };

/** Asks outside the measured sections: a statement for a D1 database, or a method of an object. */
export type ServerMessage =
  | StartMessage
  | { kind: "sql"; worker: string; binding: string; sql: string }
  | { kind: "stop" };
