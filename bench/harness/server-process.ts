import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import type { BuiltWorker } from "./build-worker.ts";
import { answerMessages } from "./messages.ts";
import type { ServerMessage, Started, StartMessage } from "./server-messages.ts";

/** The server of a benchmark, a process of its own: Workers as they are deployed, without any development proxy. */

const state = mkdtempSync(join(tmpdir(), "souk-bench-"));
let server: Miniflare | null = null;

answerMessages<ServerMessage>(async (message) => {
  switch (message.kind) {
    case "start":
      return start(message);
    case "sql": {
      const database = await running().getD1Database(message.binding, message.worker);
      return (await database.prepare(message.sql).all()).results;
    }
    case "stop":
      return stop();
  }
});
process.once("disconnect", () => void stop().finally(() => process.exit()));

async function start({ workers, vars, inspectorPort }: StartMessage): Promise<Started> {
  const options = convertV4MiniflareOptions({
    workers: workers.map((worker) => workerOptions(worker, vars)),
    cf: false,
    logRequests: false,
    log: new Log(LogLevel.ERROR),
    ...(inspectorPort === null ? {} : { inspectorPort }),
  });
  server = new Miniflare({ ...options, resourcePersistencePath: state });
  await server.ready;

  for (const worker of workers) await migrate(server, worker);
  const urls: Record<string, string> = {};
  for (const { name } of workers) urls[name] = String(await server.unsafeGetDirectURL(name));
  return { urls, runtimePid: childOf(process.pid) };
}

function workerOptions({ name, options, script }: BuiltWorker, vars: Record<string, string>) {
  return {
    ...options,
    name,
    modules: [{ type: "ESModule" as const, path: `${name}.js`, contents: script }],
    bindings: { ...(options.bindings as Record<string, string>), ...vars },
    unsafeDirectSockets: [{ host: "127.0.0.1", port: 0 }],
  };
}

async function migrate(miniflare: Miniflare, { name, databases }: BuiltWorker): Promise<void> {
  for (const { binding, migrations } of databases) {
    const database = await miniflare.getD1Database(binding, name);
    await database.batch(migrations.map((statement) => database.prepare(statement)));
  }
}

function running(): Miniflare {
  if (!server) throw new Error("the server was not started");
  return server;
}

async function stop(): Promise<void> {
  await server?.dispose();
  server = null;
  rmSync(state, { recursive: true, force: true });
}

/** The runtime is this process's only child; its CPU time is the server's. */
function childOf(pid: number): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ");
  const runtime = children.find((child) => readFileSync(`/proc/${child}/comm`, "utf8").startsWith("workerd"));
  return Number(runtime ?? 0);
}
