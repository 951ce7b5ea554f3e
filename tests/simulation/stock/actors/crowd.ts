import type { Actor } from "../stage.ts";

/** More than one group takes, each after one unit and all at once; those who got one give it back or buy it. */
export const crowd: Actor = async ({ random, client, world, itemIds, mintId }) => {
  await world.outside.wait(random.between(0, 60_000));
  const items = [{ itemId: random.pick(itemIds), units: 1 }];
  await Promise.all(
    Array.from({ length: random.between(20, 90) }, async () => {
      const ask = {
        holdId: mintId("crowd"),
        reference: "crowd",
        items,
        expiresAtMs: world.nowMs + 30_000,
        pin: random.chance(0.5),
        replaces: [],
        sourcing: { mode: "in_order", order: [] },
        asker: null,
        buyer: null,
      };
      const answer = await client.ask("hold", ask);
      if (answer?.kind !== "granted") return;
      const { holdId, reference } = ask;
      await client.ask(random.chance(0.5) ? "release" : "commit", { holdId, reference, items });
    }),
  );
};
