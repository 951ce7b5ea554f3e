import type { BuiltWorker } from "./build-worker.ts";

/** What the server process is told when it is to start, and what it answers once it listens. */
export type StartMessage = {
  kind: "start";
  workers: BuiltWorker[];
  /** Given to every Worker beside what its config says: secrets, shorter waits. */
  vars: Record<string, string>;
  inspectorPort: number | null;
  /** Where everything is kept; a folder of its own, which goes with the server, when null. */
  stateDir: string | null;
};
export type Started = { urls: Record<string, string>; runtimePid: number };

/** What the server process is asked. Statements for its D1 databases come outside the measured sections. */
export type ServerMessage =
  | StartMessage
  | { kind: "sql"; worker: string; binding: string; sql: string }
  | { kind: "stop" };
