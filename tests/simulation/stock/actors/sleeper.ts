import type { Actor } from "../stage.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Lets time pass until keys and ended holds are forgotten, and comes back to what it did before. */
export const sleeper: Actor = async ({ random, client, world, itemIds, mintId, locations }) => {
  const itemId = random.pick(itemIds);
  const [items, reference, holdId] = [[{ itemId, units: 1 }], "old", mintId("old")];
  const hold = {
    holdId,
    reference,
    items,
    expiresAtMs: world.nowMs + HOUR,
    pin: false,
    replaces: [],
    sourcing: { mode: "in_order", order: [] },
    asker: null,
    buyer: null,
  };
  const adjust = {
    itemId,
    location: random.pick(locations),
    change: { kind: "delta", units: 1 },
    reason: "received",
    note: null,
    actor: "staff",
    idempotency: { scope: mintId("key").padEnd(64, "."), requestHash: "".padEnd(64, ".") },
  };
  await client.insist("hold", hold);
  if (random.chance(0.5)) await client.insist("release", { holdId, reference, items });
  await client.insist("adjust", adjust);
  await world.outside.wait(random.pick([25 * HOUR, 25 * HOUR, 31 * DAY]));
  await client.insist("adjust", adjust);
  await client.insist("hold", { ...hold, expiresAtMs: world.nowMs + HOUR });
  await client.insist("level", { itemId });
};
