import { readFileSync } from "node:fs";
import type { Busy } from "./load-messages.ts";

/** The kernel counts CPU time in hundredths of a second, on every Linux we know. */
const TICKS_PER_SECOND = 100;

/** How busy the server and this process are between two moments. */
export class BusyMeter {
  readonly #serverPid: number;
  #began = { atMs: 0, serverMs: 0, ownMs: 0 };

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
    return {
      server: (now.serverMs - this.#began.serverMs) / tookMs,
      generator: (now.ownMs - this.#began.ownMs) / tookMs,
    };
  }

  #now() {
    const { user, system } = process.cpuUsage();
    return { atMs: performance.now(), serverMs: cpuMsOf(this.#serverPid), ownMs: (user + system) / 1_000 };
  }
}

/** Zero where there is no /proc. */
function cpuMsOf(pid: number): number {
  try {
    // The name, in parentheses, may hold blanks; user and system time are the 12th and 13th fields after it.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
    return ((Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND) * 1_000;
  } catch {
    return 0;
  }
}
