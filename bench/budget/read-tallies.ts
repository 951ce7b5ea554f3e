import type { Server } from "../../tools/runtime/server.ts";
import { COUNTED } from "./counting-workers.ts";
import { TALLY_PATH, type Tally } from "./tally.ts";

/** Everything that was counted since the last time, over all Workers. */
export async function readTallies(server: Server): Promise<Tally> {
  const all: Tally = {};
  for (const worker of COUNTED) {
    const answer = await fetch(new URL(TALLY_PATH, server.urlOf(worker)));
    Object.assign(all, await answer.json());
  }
  return all;
}
