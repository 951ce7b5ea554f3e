import type { AdjustAsk } from "../asks.ts";
import type { Actor, Stage } from "../stage.ts";

const HOUR = 3_600_000;

/** Counts, receives and loses units; asks twice under one key, and sometimes for something else under it. */
export const staff: Actor = async (stage) => {
  const { random, client, world } = stage;
  for (let n = random.between(2, 8); n > 0; n -= 1) {
    await world.outside.wait(random.pick([0, 1_000, 60_000, 600_000]));
    const ask = adjustment(stage);
    await client.insistOrNot("adjust", ask);
    if (ask.idempotency && random.chance(0.5)) await askAgain(stage, ask);
  }
};

async function askAgain({ random, client, world }: Stage, ask: AdjustAsk): Promise<void> {
  await world.outside.wait(random.pick([0, 1_000, HOUR]));
  const other = { ...ask, idempotency: ask.idempotency && { ...ask.idempotency, requestHash: hash("other") } };
  await client.insist("adjust", random.chance(0.7) ? ask : other);
}

function adjustment({ random, itemIds, locations, mintId }: Stage): AdjustAsk {
  const delta = random.between(-4, 5);
  return {
    itemId: random.pick(itemIds),
    location: random.pick(locations),
    delta: delta === 0 ? 1 : delta,
    reason: "counted",
    note: random.chance(0.5) ? "by hand" : null,
    actor: "staff",
    idempotency: random.chance(0.5) ? { scope: hash(mintId("key")), requestHash: hash("this") } : null,
  };
}

/** Any 64 letters tell as much as a real hash. */
function hash(text: string): string {
  return text.padEnd(64, ".");
}
