import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import type { BuiltWorker } from "./build-worker.ts";
import { answerMessages } from "./helper.ts";
import type { ServerMessage, Started, StartMessage } from "./server-messages.ts";

/** A process of its own that runs Workers as they are deployed, without any development proxy. */

let server: { miniflare: Miniflare; forget(): void } | null = null;

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

async function start({ workers, vars, inspectorPort, stateDir }: StartMessage): Promise<Started> {
  const state = stateDir ?? mkdtempSync(join(tmpdir(), "souk-runtime-"));
  const isNew = stateDir === null || !existsSync(stateDir);
  const options = convertV4MiniflareOptions({
    workers: workers.map((worker) => workerOptions(worker, vars)),
    cf: false,
    logRequests: false,
    log: new Log(LogLevel.ERROR),
    ...(inspectorPort === null ? {} : { inspectorPort }),
  });
  const miniflare = new Miniflare({ ...options, resourcePersistencePath: state });
  server = {
    miniflare,
    forget: () => {
      if (stateDir === null) rmSync(state, { recursive: true, force: true });
    },
  };
  await miniflare.ready;

  if (isNew) for (const worker of workers) await migrate(miniflare, worker);
  const urls: Record<string, string> = {};
  for (const { name } of workers) urls[name] = String(await miniflare.unsafeGetDirectURL(name));
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
  return server.miniflare;
}

async function stop(): Promise<void> {
  await server?.miniflare.dispose();
  server?.forget();
  server = null;
}

/** The runtime is this process's only child; its CPU time is the server's. Zero where there is no /proc. */
function childOf(pid: number): number {
  const file = `/proc/${pid}/task/${pid}/children`;
  if (!existsSync(file)) return 0;
  const children = readFileSync(file, "utf8").trim().split(" ");
  const runtime = children.find((child) => readFileSync(`/proc/${child}/comm`, "utf8").startsWith("workerd"));
  return Number(runtime ?? 0);
}
