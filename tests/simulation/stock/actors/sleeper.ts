import type { Actor } from "../stage.ts";

const HOUR = 3_600_000;

/** Lets time pass until keys and ended holds are forgotten, and comes back to what it did before. */
export const sleeper: Actor = async ({ random, client, world, itemIds, mintId, locations }) => {
  const itemId = random.pick(itemIds);
  const ask = {
    holdId: mintId("old"),
    reference: "old",
    items: [{ itemId, units: 1 }],
    expiresAtMs: world.nowMs + HOUR,
    pin: false,
    replaces: [],
  };
  const adjust = {
    itemId,
    location: random.pick(locations),
    delta: 1,
    reason: "received",
    note: null,
    actor: "staff",
    idempotency: { scope: mintId("key").padEnd(64, "."), requestHash: "".padEnd(64, ".") },
  };
  await client.insist("hold", ask);
  if (random.chance(0.5)) await client.insist("release", ask);
  await client.insist("adjust", adjust);
  await world.outside.wait(random.pick([25 * HOUR, 25 * HOUR, 31 * 24 * HOUR + 2 * HOUR]));
  await client.insist("adjust", adjust);
  await client.insist("hold", ask);
  await client.insist("level", { itemId });
};
