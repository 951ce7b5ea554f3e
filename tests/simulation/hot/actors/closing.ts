import { Mismatch } from "../../runtime/turn.ts";
import type { HotActor } from "../stage.ts";
import { holdAround, settling } from "./hold-around.ts";

const LOOKS_MAX = 500;
const GATHERED_LOOKS = 300;
const STRAGGLERS_MS = 20_000;

/** When all have gone: gives back whatever was asked for and not bought, brings everything home, and counts it. */
export const closing: HotActor = async (stage) => {
  const { client, world, legs, sold, itemIds } = stage;
  world.calmDown();
  // What somebody asked long ago may still be on its way.
  await world.outside.wait(STRAGGLERS_MS);
  for (const leg of legs)
    if (!sold.has(leg.holdId)) await stage.at(leg.place).insist("release", settling(leg));
  for (const itemId of itemIds) {
    for (let look = 0; look < LOOKS_MAX; look += 1) {
      const { state } = (await client.insist("gather", { itemId })) as { kind: string; state?: State };
      if (state?.phase === "home") break;
      if (state?.phase === "gathering" && look > GATHERED_LOOKS)
        throw new Mismatch(`${itemId} comes home`, "soon: nobody has anything of it", state);
      // By a clock that jumped back it may take hours until a move goes on.
      await world.outside.wait(look < 60 ? 1_000 : 60_000);
    }
    await client.insist("audit", { itemId });
    const last = { name: "last", pick: 0, spreads: new Map() };
    await holdAround(stage, last, [{ itemId, units: 1 }], { pin: false, expiresInMs: 1_000, replaces: [] });
  }
};

type State = { phase: string };
