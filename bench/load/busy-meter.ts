import { readFileSync } from "node:fs";
import type { Busy } from "./load-messages.ts";

/** The kernel counts CPU time in hundredths of a second, on every Linux we know. */
const TICKS_PER_SECOND = 100;

/** How busy the server, this process and everybody else on the machine are between two moments. */
export class BusyMeter {
  readonly #serverPid: number;
  #began = { atMs: 0, serverMs: 0, ownMs: 0, allMs: 0 };

  constructor(serverPid: number) {
    this.#serverPid = serverPid;
    this.begin();
  }

  begin(): void {
    this.#began = this.#now();
  }

  end(): Busy {
    const now = this.#now();
    const tookMs = now.atMs - this.#began.atMs;
    const server = (now.serverMs - this.#began.serverMs) / tookMs;
    const generator = (now.ownMs - this.#began.ownMs) / tookMs;
    const all = (now.allMs - this.#began.allMs) / tookMs;
    return { server, generator, others: Math.max(all - server - generator, 0) };
  }

  #now() {
    const { user, system } = process.cpuUsage();
    return {
      atMs: performance.now(),
      serverMs: cpuMsOf(this.#serverPid),
      ownMs: (user + system) / 1_000,
      allMs: cpuMsOfAll(),
    };
  }
}

/** Zero where there is no /proc. */
function cpuMsOf(pid: number): number {
  try {
    // The name, in parentheses, may hold blanks; user and system time are the 12th and 13th fields after it.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
    return ticksToMs(Number(fields[11]) + Number(fields[12]));
  } catch {
    return 0;
  }
}

/** All cores together, whatever they did but idle and wait. */
function cpuMsOfAll(): number {
  try {
    const [line = ""] = readFileSync("/proc/stat", "utf8").split("\n", 1);
    const [user = 0, nice = 0, system = 0, , , irq = 0, softIrq = 0, steal = 0] = line
      .split(/ +/)
      .slice(1)
      .map(Number);
    return ticksToMs(user + nice + system + irq + softIrq + steal);
  } catch {
    return 0;
  }
}

function ticksToMs(ticks: number): number {
  return (ticks / TICKS_PER_SECOND) * 1_000;
}
