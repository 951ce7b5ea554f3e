import type { HotActor } from "../stage.ts";

/** Looks at items wherever they are, and has them counted. */
export const hotReader: HotActor = async ({ random, client, world, itemIds }) => {
  for (let n = random.between(2, 6); n > 0; n -= 1) {
    await world.outside.wait(random.between(0, 15_000));
    const itemId = random.pick(itemIds);
    const [method, ask] = random.pick([
      ["audit", { itemId }],
      ["audit", { itemId }],
      ["level", { itemId }],
      ["holds", { itemId, state: "live", after: null, limit: 10 }],
    ] as const);
    await client.ask(method, ask);
  }
};
