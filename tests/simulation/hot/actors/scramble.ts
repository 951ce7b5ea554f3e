import type { HotActor, HotStage, Leg } from "../stage.ts";
import { askOne, giveBack, holdAround, type Seeker } from "./hold-around.ts";

/** The tail of a sale: some hold and give back in shards while others want more than any place has by itself. */
export const scramble: HotActor = async (stage) => {
  const { random, world, client, itemIds } = stage;
  for (let round = random.between(2, 4); round > 0; round -= 1) {
    const itemId = random.pick(itemIds);
    await client.insist("spread", { itemId, shards: random.between(2, 4) });
    const holders = Array.from({ length: random.between(2, 5) }, () => hesitate(stage, itemId));
    const others = Array.from({ length: random.between(2, 4) }, () => wantMuch(stage, itemId));
    if (random.chance(0.5)) others.push(takeAway(stage, itemId));
    if (random.chance(0.5)) others.push(callBack(stage, itemId));
    await Promise.all([...holders, ...others]);
    await world.outside.wait(random.between(0, 3_000));
  }
};

/** Holds where he is sent, and gives it back some moments later. */
async function hesitate(stage: HotStage, itemId: string): Promise<void> {
  const { random, world } = stage;
  await world.outside.wait(random.between(0, 300));
  const wish = { pin: true, expiresInMs: 1_000, replaces: [] };
  const held = await holdAround(stage, seekerOf(stage), [{ itemId, units: random.between(1, 2) }], wish);
  await world.outside.wait(random.between(0, 300));
  for (const leg of held ?? []) await giveBack(stage, leg);
}

/** Asks the home itself, again and again: he knows that it is spread, so he is not sent away. */
async function wantMuch(stage: HotStage, itemId: string): Promise<void> {
  const { random, world, client } = stage;
  const seeker = seekerOf(stage);
  for (let asks = random.between(2, 5); asks > 0; asks -= 1) {
    await world.outside.wait(random.between(0, 150));
    const state = (await client.ask("moveState", { itemId })) as { version: number; shards: number } | null;
    if (state) seeker.spreads.set(itemId, { itemId, ...state, direct: true });
    const leg: Leg = {
      ...{ holdId: stage.mintId("much"), place: null, asked: 0 },
      items: [{ itemId, units: random.pick([1, 1, 2, 5, 12]) }],
    };
    stage.legs.push(leg);
    const wish = { pin: true, expiresInMs: 1_000, replaces: [] };
    const { kind } = await askOne(stage, seeker, leg, wish);
    if (kind === "granted" && random.chance(0.7)) await giveBack(stage, leg);
  }
}

/** Staff lose units that may well be in shards. */
async function takeAway({ random, world, client, locations }: HotStage, itemId: string): Promise<void> {
  for (const units of [-3, 2, -2, 3]) {
    await world.outside.wait(random.between(0, 60));
    await client.insistOrNot("adjust", {
      ...{ itemId, location: locations[0], reason: "counted", note: null, actor: "staff" },
      change: { kind: "delta", units },
      idempotency: null,
    });
  }
}

async function callBack({ random, world, client }: HotStage, itemId: string): Promise<void> {
  for (let asks = random.between(2, 8); asks > 0; asks -= 1) {
    await world.outside.wait(random.between(0, 60));
    client.shout("gather", { itemId });
  }
}

function seekerOf({ random, mintId }: HotStage): Seeker {
  return { name: mintId("scrambler"), pick: random.between(0, 63), spreads: new Map() };
}
