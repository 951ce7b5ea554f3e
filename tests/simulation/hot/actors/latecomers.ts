import type { HotActor, HotStage, Leg } from "../stage.ts";
import { askOne, giveBack, holdAround, type Seeker } from "./hold-around.ts";

type State = { version: number; shards: number } | null;

const WISH = { pin: true, expiresInMs: 1_000, replaces: [] };

/**
 * Everything is taken, some of it in shards. One asks, so that all is called home; while that is under way another one
 * gives a unit back behind its back, and a third, who comes after that, has a right to it.
 */
export const latecomers: HotActor = async (stage) => {
  const { random, world, client, itemIds } = stage;
  const itemId = random.pick(itemIds);
  await client.insist("spread", { itemId, shards: random.between(2, 4) });
  await world.outside.wait(random.between(100, 2_000));
  const inShards = await Promise.all(
    Array.from({ length: 6 }, () => holdAround(stage, seekerOf(stage), [{ itemId, units: 1 }], WISH)),
  );
  const state = (await client.ask("moveState", { itemId })) as State;
  const taken = await Promise.all([8, 4, 2, 1, 1].map((units) => askHome(stage, itemId, units, state)));
  for (const held of inShards) {
    const [leg] = held ?? [];
    if (!leg) continue;
    const first = askHome(stage, itemId, random.between(1, 2), state);
    // As long as messages take, whatever that is here.
    const atOnceMs = random.pick([2, 20, 200]);
    await world.outside.wait(random.between(0, 3 * atOnceMs));
    const back = giveBack(stage, leg);
    const others = Array.from({ length: 3 }, async () => {
      await world.outside.wait(random.between(0, atOnceMs));
      await askHome(stage, itemId, 1, state);
    });
    await Promise.all([first, back, ...others]);
  }
  for (const leg of taken) if (leg) await giveBack(stage, leg);
};

/** Asks the home itself, knowing where the item is. Null: there is too little. */
async function askHome(stage: HotStage, itemId: string, units: number, state: State): Promise<Leg | null> {
  const seeker = seekerOf(stage);
  if (state) seeker.spreads.set(itemId, { itemId, ...state, direct: true });
  const leg: Leg = { holdId: stage.mintId("late"), place: null, items: [{ itemId, units }], asked: 0 };
  stage.legs.push(leg);
  return (await askOne(stage, seeker, leg, WISH)).kind === "granted" ? leg : null;
}

function seekerOf({ random, mintId }: HotStage): Seeker {
  return { name: mintId("latecomer"), pick: random.between(0, 63), spreads: new Map() };
}
