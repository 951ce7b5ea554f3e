import type { AdjustAsk, Key, SetPolicyAsk, TransferAsk } from "../asks.ts";
import type { Actor, Stage } from "../stage.ts";

const HOUR = 3_600_000;

/** Counts, receives, loses and moves units; asks twice under one key, and sometimes for something else under it. */
export const staff: Actor = async (stage) => {
  const { random, client, world } = stage;
  for (let n = random.between(2, 8); n > 0; n -= 1) {
    await world.outside.wait(Math.ceil(stage.pace * random.pick([0, 1_000, 60_000, 600_000])));
    const [method, ask] = random.chance(0.75) ? ["adjust", adjustment(stage)] : ["transfer", transfer(stage)];
    await client.insistOrNot(method, ask);
    if (ask.idempotency && random.chance(0.5)) await askAgain(stage, method, ask);
  }
};

/** Changes how items may be sold. */
export const merchandiser: Actor = async (stage) => {
  const { random, client, world } = stage;
  for (let n = random.between(1, 3); n > 0; n -= 1) {
    await world.outside.wait(Math.ceil(stage.pace * random.between(0, 120_000)));
    await client.insistOrNot("setPolicy", policy(stage));
  }
};

async function askAgain(stage: Stage, method: string, ask: AdjustAsk | TransferAsk): Promise<void> {
  const { random, client, world } = stage;
  await world.outside.wait(Math.ceil(stage.pace * random.pick([0, 1_000, HOUR])));
  const other = {
    ...ask,
    idempotency: ask.idempotency && { ...ask.idempotency, requestHash: hash("other") },
  };
  await client.insist(method, random.chance(0.7) ? ask : other);
}

function adjustment(stage: Stage): AdjustAsk {
  const { random, itemIds, locations } = stage;
  return {
    itemId: random.pick(itemIds),
    location: random.pick(locations),
    change: random.chance(0.7)
      ? { kind: "delta", units: random.between(-4, 5) }
      : { kind: "counted", units: random.between(0, 9) },
    reason: "counted",
    note: random.chance(0.5) ? "by hand" : null,
    actor: "staff",
    idempotency: keyOrNone(stage),
  };
}

function transfer(stage: Stage): TransferAsk {
  const { random, itemIds, locations } = stage;
  return {
    itemId: random.pick(itemIds),
    from: random.pick(locations),
    to: random.pick(locations),
    units: random.between(1, 4),
    note: null,
    actor: "staff",
    idempotency: keyOrNone(stage),
  };
}

function policy({ random, itemIds, locations, world }: Stage): SetPolicyAsk {
  const limit = random.between(1, 4);
  const beyond = random.pick([
    { kind: "none" as const },
    { kind: "backorder" as const, limit },
    { kind: "preorder" as const, limit, availableFromMs: world.nowMs + random.between(1_000, 600_000) },
  ]);
  const facts = {
    beyond,
    maxPerOrder: random.pick([null, 2, 5]),
    maxPerBuyer: random.pick([null, 3]),
    lowAt: random.pick([null, 1]),
  };
  const given = Object.entries(facts).filter(() => random.chance(0.5));
  return {
    itemId: random.pick(itemIds),
    policy: Object.fromEntries(given),
    safety: random.chance(0.4) ? [{ location: random.pick(locations), units: random.between(0, 3) }] : [],
    actor: "staff",
  };
}

function keyOrNone({ random, mintId }: Stage): Key | null {
  return random.chance(0.5) ? { scope: hash(mintId("key")), requestHash: hash("this") } : null;
}

/** Any 64 letters tell as much as a real hash. */
function hash(text: string): string {
  return text.padEnd(64, ".");
}
