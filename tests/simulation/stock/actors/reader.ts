import type { Actor } from "../stage.ts";

/** Looks at everything, also at what is not there. */
export const reader: Actor = async ({ random, client, world, itemIds, unknownItemId }) => {
  for (let n = random.between(2, 6); n > 0; n -= 1) {
    await world.outside.wait(random.between(0, 120_000));
    const itemId = random.chance(0.9) ? random.pick(itemIds) : unknownItemId;
    const method = random.pick(["level", "audit", "movements"]);
    const page = { beforeSequence: random.chance(0.5) ? random.between(1, 10) : null, limit: random.between(1, 20) };
    await client.ask(method, method === "movements" ? { itemId, ...page } : { itemId });
  }
};
