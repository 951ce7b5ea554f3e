import type { HotActor } from "../stage.ts";
import { giveBack, holdAround } from "./hold-around.ts";

/** Many after one item for some seconds, so that it becomes hot by itself. */
export const rush: HotActor = async (stage) => {
  const { random, world, itemIds, mintId } = stage;
  const itemId = random.pick(itemIds);
  for (let seconds = random.between(3, 6); seconds > 0; seconds -= 1) {
    const shoppers = Array.from({ length: random.between(2, 5) }, async () => {
      const seeker = { name: mintId("shopper"), pick: random.between(0, 63), spreads: new Map() };
      const wish = { pin: random.chance(0.6), expiresInMs: 5_000, replaces: [] };
      const held = await holdAround(stage, seeker, [{ itemId, units: random.between(1, 3) }], wish);
      if (held && random.chance(0.5)) for (const leg of held) await giveBack(stage, leg);
    });
    await world.outside.wait(1_000);
    if (random.chance(0.5)) await Promise.all(shoppers);
  }
};
