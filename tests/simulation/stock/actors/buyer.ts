import type { HoldAsk, ItemUnits, SettleAsk } from "../asks.ts";
import type { Actor, Stage } from "../stage.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** What a buyer holds, or tried to. */
type Held = { holdId: string; items: ItemUnits[] };

/** Fills some carts one after the other, changes their mind about them, pays or does not, and asks too often. */
export const buyer: Actor = async (stage) => {
  const name = stage.mintId("buyer");
  for (let carts = stage.random.between(1, 3); carts > 0; carts -= 1) await buyOne(stage, name);
};

async function buyOne(stage: Stage, name: string): Promise<void> {
  const { random, world, client } = stage;
  let held: Held | null = null;
  while (random.chance(held ? 0.3 : 0.6)) {
    const ask = askFor(stage, name, held, false);
    const answer = await client.insistOrNot("hold", ask);
    held = answer && answer.kind !== "granted" ? held : ask;
    await world.outside.wait(dawdleMs(stage));
    if (held && random.chance(0.3)) await extend(stage, held);
    if (held && random.chance(0.1)) await takeBack(stage, held);
  }
  if (held && random.chance(0.15)) return leave(stage, held);

  const paid = await holdForPayment(stage, name, held);
  if (!paid) return;
  await world.outside.wait(random.between(0, 5 * SECOND));
  await settle(stage, paid);
}

async function extend({ client, random, world }: Stage, { holdId, items }: Held): Promise<void> {
  const ask = {
    holdId,
    items,
    expiresAtMs: world.nowMs + random.pick([SECOND, 5 * MINUTE]),
    lastMs: random.pick([MINUTE, 20 * MINUTE]),
  };
  await client.insistOrNot("extend", ask);
}

/** The shop takes the hold back, which its buyer learns when he asks for it again. */
async function takeBack({ client, random }: Stage, { holdId, items }: Held): Promise<void> {
  const ask = { itemId: random.pick(items).itemId, holdId, actor: "staff" };
  await client.insistOrNot("withdraw", ask);
  if (random.chance(0.3)) await client.ask("withdraw", ask);
}

/** Pins what is held, or holds anew and pins in one. Null: the buyer is told no. */
async function holdForPayment(stage: Stage, name: string, held: Held | null): Promise<Held | null> {
  const { random, client } = stage;
  if (held && random.chance(0.5)) {
    const answer = await client.insist("hold", askAgainFor(stage, name, held, true));
    if (answer.kind === "granted") return held;
  }
  const ask = askFor(stage, name, held, true);
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
  const { random, client, world } = stage;
  if (random.chance(0.25)) return leave(stage, held);
  const sold = random.chance(0.2) ? { ...held, items: held.items.map(takePart) } : held;
  await client.insist("commit", settling(sold));
  if (random.chance(0.2)) client.shout("release", settling(held));
  if (random.chance(0.2)) await client.insist("commit", settling(random.chance(0.7) ? sold : held));
  await world.outside.wait(random.between(0, MINUTE));

  for (let steps = random.between(0, 4); steps > 0; steps -= 1) await takeStep(stage, sold);
  if (random.chance(0.3)) await askAgain(stage, held);
}

/** A parcel leaves, or a part is cancelled: all that was sold, or one piece of one item. */
async function takeStep(stage: Stage, sold: Held): Promise<void> {
  const { random, client, locations } = stage;
  const items = random.chance(0.5) ? sold.items : [{ ...random.pick(sold.items), units: 1 }];
  const step = { ...settling({ ...sold, items }), stepId: stage.mintId("step"), actor: "staff" };
  const parcel = { ...step, location: random.pick(locations) };
  const [method, ask] = random.chance(0.6) ? ["fulfil", parcel] : ["uncommit", step];
  await client.insist(method, ask);
  if (random.chance(0.2)) await client.insist(method, ask);
  // The same step under the name of the other kind.
  if (random.chance(0.15)) await client.ask(method === "fulfil" ? "uncommit" : "fulfil", parcel);
}

/** A buyer who goes gives back what he holds, or just closes the tab. */
async function leave(stage: Stage, held: Held): Promise<void> {
  if (stage.random.chance(0.6)) await stage.client.insistOrNot("release", settling(held));
  if (stage.random.chance(0.3)) await askAgain(stage, held);
}

/** Late messages of an executor that nobody waits for any more. */
async function askAgain(stage: Stage, held: Held): Promise<void> {
  const { client, random, world } = stage;
  await world.outside.wait(random.pick([0, MINUTE, 30 * MINUTE]));
  await random.pick([
    () => client.ask("hold", askAgainFor(stage, "late", held, random.chance(0.5))),
    () => client.ask("commit", settling(held)),
    () => client.ask("release", settling(held)),
    () => client.ask("uncommit", { ...settling(held), stepId: stage.mintId("step"), actor: "system" }),
    () => extend(stage, held),
    () => takeBack(stage, held),
  ])();
}

/** A cart of some lines, two of which may well be of one item, summed as the checkout sums them. */
function askFor(stage: Stage, name: string, replaced: Held | null, pin: boolean): HoldAsk {
  const { random, world, itemIds, locations } = stage;
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
    sourcing: {
      mode: random.pick(["in_order", "in_order", "fewest"]),
      order: random.chance(0.5) ? [random.pick(locations)] : [],
    },
    asker: random.chance(0.7) ? name : null,
    buyer: random.chance(0.8) ? name : null,
  };
}

/** The same id and content, whatever else is asked for with it. */
function askAgainFor(stage: Stage, name: string, { holdId, items }: Held, pin: boolean): HoldAsk {
  const other = askFor(stage, name, null, pin);
  stage.carts.delete(other.holdId);
  return { ...other, holdId, items };
}

function takePart({ itemId, units }: ItemUnits): ItemUnits {
  return { itemId, units: units > 1 ? units - 1 : units };
}

function settling({ holdId, items }: Held): SettleAsk {
  return { holdId, reference: "order", items };
}

function dawdleMs({ random }: Stage): number {
  return random.pick([0, 500, 2 * SECOND, 30 * SECOND, 20 * MINUTE]);
}
