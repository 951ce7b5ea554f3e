import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Stop } from "../stop.ts";
import { listProcesses, type RunningProcess } from "./list-processes.ts";
import { writeWhole } from "./write-whole.ts";

const PAUSE_MS = 20;

/** Who runs a shop: the start command, and the group of processes in which wrangler and its children live. */
export type Running = { pid: number; wrangler_group: number | null; url: string };

/**
 * Takes the shop for this process, or stops when somebody has it: two runtimes over one state would corrupt it. What a
 * killed start left running is ended first.
 */
export async function claimShop(file: string, url: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  for (;;) {
    if (await createWith(file, { pid: process.pid, wrangler_group: null, url })) return;
    const other = await readRunning(file);
    const processes = listProcesses();
    if (other && isStart(other.pid, processes))
      throw new Stop(`This shop is already running at ${other.url} (process ${other.pid}).`);
    if (other) await endLeftovers(other, processes);
    await rm(file, { force: true });
  }
}

/** Notes which group to end should this process be killed. */
export async function noteWrangler(file: string, url: string, group: number): Promise<void> {
  const running: Running = { pid: process.pid, wrangler_group: group, url };
  await writeWhole(file, JSON.stringify(running));
}

/** Lets the next one in. */
export async function releaseShop(file: string): Promise<void> {
  if ((await readRunning(file))?.pid === process.pid) await rm(file, { force: true });
}

/** Who runs the shop of this file, as far as is written down. */
export async function readRunning(file: string): Promise<Running | null> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as Running;
  } catch {
    return null;
  }
}

/** Whole or not at all, and only if there is none: whoever comes second sees who was first. */
async function createWith(file: string, running: Running): Promise<boolean> {
  const draft = `${file}.${process.pid}.draft`;
  await writeFile(draft, JSON.stringify(running), { mode: 0o600 });
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** A process id alone is not enough: after a crash the system may have given it to somebody else. */
function isStart(pid: number, processes: readonly RunningProcess[]): boolean {
  return processes.some((process) => process.pid === pid && process.command.includes("start.ts"));
}

async function endLeftovers({ wrangler_group: group }: Running, processes: RunningProcess[]): Promise<void> {
  const isOurs = processes.some(
    (process) => process.group === group && /\/(wrangler|workerd)/.test(process.command),
  );
  if (group === null || !isOurs) return;
  process.kill(-group, "SIGKILL");
  // They hold the port and the databases until they are gone.
  while (listProcesses().some((process) => process.group === group)) await wait(PAUSE_MS);
}
