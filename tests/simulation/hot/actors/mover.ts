import type { HotActor } from "../stage.ts";

/** Spreads items and brings them back, also while nobody can want that. */
export const mover: HotActor = async ({ random, client, world, itemIds }) => {
  for (let n = random.between(2, 6); n > 0; n -= 1) {
    const itemId = random.pick(itemIds);
    if (random.chance(0.7)) await client.insistOrNot("spread", { itemId, shards: random.between(1, 4) });
    else await client.insistOrNot("gather", { itemId });
    await world.outside.wait(random.pick([0, 500, 3_000, 10_000]));
    if (random.chance(0.2)) await client.ask("moveState", { itemId });
  }
};
