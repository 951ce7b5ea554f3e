import type { HoldAsk, ItemUnits, SettleAsk } from "../asks.ts";
import type { Actor, Stage } from "../stage.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** What a buyer holds, or tried to. */
type Held = { holdId: string; items: ItemUnits[] };

/** Fills some carts one after the other, changes their mind about them, pays or does not, and asks too often. */
export const buyer: Actor = async (stage) => {
  const carts = stage.random.between(1, 3);
  for (let n = 0; n < carts; n += 1) await buyOne(stage);
};

async function buyOne(stage: Stage): Promise<void> {
  const { random, world } = stage;
  let held: Held | null = null;
  while (random.chance(held ? 0.3 : 0.6)) {
    const ask = askFor(stage, held, false);
    const answer = await stage.client.insistOrNot("hold", ask);
    held = answer && answer.kind !== "granted" ? held : ask;
    await world.outside.wait(dawdleMs(stage));
  }
  if (held && random.chance(0.15)) return leave(stage, held);

  const paid = await holdForPayment(stage, held);
  if (!paid) return;
  await world.outside.wait(random.between(0, 5 * SECOND));
  await settle(stage, paid);
}

/** Pins what is held, or holds anew and pins in one. Null: the buyer is told no. */
async function holdForPayment(stage: Stage, held: Held | null): Promise<Held | null> {
  const { random, client } = stage;
  if (held && random.chance(0.5)) {
    const pinned = { ...askFor(stage, null, true), ...held };
    stage.carts.delete(held.holdId);
    const answer = await client.insist("hold", pinned);
    if (answer.kind === "granted") return held;
  }
  const ask = askFor(stage, held, true);
  if (random.chance(0.1)) {
    // The release is sent while the hold is still under way, and may well be there first.
    client.shout("hold", ask);
    await client.insist("release", settling(ask));
    return null;
  }
  const answer = await client.insist("hold", ask);
  return answer.kind === "granted" ? ask : null;
}

async function settle(stage: Stage, held: Held): Promise<void> {
  const { random, client } = stage;
  if (random.chance(0.25)) return leave(stage, held);
  await client.insist("commitHold", settling(held));
  if (random.chance(0.2)) client.shout("release", settling(held));
  if (random.chance(0.2)) await client.insist("commitHold", settling(held));
  await stage.world.outside.wait(random.between(0, MINUTE));

  const after = random.fraction();
  if (after < 0.25) await client.insist("uncommit", { ...settling(held), actor: "staff" });
  else if (after < 0.7) await fulfil(stage, held);
  if (random.chance(0.3)) await askAgain(stage, held);
}

async function fulfil(stage: Stage, held: Held): Promise<void> {
  const { random, client, locations } = stage;
  for (let tries = random.between(1, 3); tries > 0; tries -= 1) {
    const ask = { ...settling(held), actor: "staff", location: random.pick(locations) };
    const answer = await client.insist("fulfil", ask);
    if (answer.kind === "fulfilled") return;
  }
}

/** A buyer who goes gives back what he holds, or just closes the tab. */
async function leave(stage: Stage, held: Held): Promise<void> {
  if (stage.random.chance(0.6)) await stage.client.insistOrNot("release", settling(held));
  if (stage.random.chance(0.3)) await askAgain(stage, held);
}

/** Late messages of an executor that nobody waits for any more. */
async function askAgain({ client, random, world }: Stage, held: Held): Promise<void> {
  await world.outside.wait(random.pick([0, MINUTE, 30 * MINUTE]));
  const again = { ...settling(held), expiresAtMs: world.nowMs + MINUTE, pin: random.chance(0.5), replaces: [] };
  const method = random.pick(["hold", "commitHold", "release", "uncommit"]);
  await client.ask(method, method === "uncommit" ? { ...settling(held), actor: "system" } : again);
}

/** A cart of some lines, two of which may well be of one item, summed as the checkout sums them. */
function askFor(stage: Stage, replaced: Held | null, pin: boolean): HoldAsk {
  const { random, world, itemIds } = stage;
  const lines = Array.from({ length: random.between(1, 3) }, () => ({
    itemId: random.pick(itemIds),
    units: random.between(1, 3),
  }));
  const holdId = stage.mintId("hold");
  stage.carts.set(holdId, lines);
  const summed = stage.shipped.sumPerItem(
    lines.map(({ itemId, units }) => ({ itemId: itemId as never, quantity: units })),
  );
  return {
    holdId,
    reference: "order",
    items: summed,
    expiresAtMs: world.nowMs + random.pick([0, SECOND, 20 * SECOND, 15 * MINUTE]),
    pin,
    replaces: replaced ? [{ holdId: replaced.holdId, items: replaced.items }] : [],
  };
}

function settling({ holdId, items }: Held): SettleAsk {
  return { holdId, reference: "order", items };
}

function dawdleMs({ random }: Stage): number {
  return random.pick([0, 500, 2 * SECOND, 30 * SECOND, 20 * MINUTE]);
}
