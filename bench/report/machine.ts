import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus, loadavg, release, type as systemType, tmpdir, totalmem } from "node:os";
import { CORES, isPinned } from "../../tools/runtime/pin.ts";

/** Where and with what a benchmark ran: nothing of it may be guessed later. */
export type Machine = {
  at: string;
  commit: string;
  cpu: string;
  cores: number;
  memoryGb: number;
  system: string;
  node: string;
  miniflare: string;
  workerd: string;
  wrangler: string;
  v8Flags: string;
  pinned: string;
  /** The file system on which objects and D1 keep their state: a commit waits for it. */
  state: string;
};

export function describeMachine(): Machine {
  return {
    at: new Date().toISOString(),
    commit: describeCommit(),
    cpu: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 1024 ** 3),
    system: `${systemType()} ${release()}`,
    node: process.version,
    miniflare: versionOf("miniflare"),
    workerd: versionOf("workerd"),
    wrangler: versionOf("wrangler"),
    v8Flags: process.env.MINIFLARE_WORKERD_V8_FLAGS ?? "none",
    pinned: isPinned ? `server on core ${CORES.server}, generator on core ${CORES.load}` : "not pinned",
    state: `${fileSystemOf(tmpdir())} (${tmpdir()})`,
  };
}

/** Processes that wanted to run lately; on a quiet machine far below 1. */
export function loadNow(): number {
  return loadavg()[0] ?? 0;
}

function versionOf(name: string): string {
  const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
  return String(JSON.parse(readFileSync(manifest, "utf8")).version);
}

/** With a mark when the working tree differs from it. */
function describeCommit(): string {
  try {
    return execFileSync("git", ["describe", "--always", "--dirty"], { encoding: "utf8" }).trim();
  } catch {
    return "unknown";
  }
}

function fileSystemOf(folder: string): string {
  try {
    return execFileSync("findmnt", ["-no", "FSTYPE", "-T", folder], { encoding: "utf8" }).trim();
  } catch {
    return "unknown";
  }
}
