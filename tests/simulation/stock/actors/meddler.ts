import type { ItemUnits } from "../asks.ts";
import type { Actor, Stage } from "../stage.ts";

/** Asks what no sound caller would ask. */
export const meddler: Actor = async (stage) => {
  const { random, world } = stage;
  for (let n = random.between(2, 6); n > 0; n -= 1) {
    await world.outside.wait(random.between(0, 60_000));
    await random.pick([useIdTwice, nameItemTwice, settleWhatIsNotHeld, askForUnknownItem])(stage);
  }
};

/** The same id with other content. */
async function useIdTwice(stage: Stage): Promise<void> {
  const { client, random } = stage;
  const [first, second] = [anyItem(stage), anyItem(stage)];
  const ask = holding(stage, [first]);
  await client.insistOrNot("hold", ask);
  if (random.chance(0.3)) client.shout("release", ask);
  const more = second.itemId === first.itemId ? [] : [second];
  await client.ask("hold", { ...ask, items: [{ ...first, units: first.units + 1 }, ...more] });
}

async function nameItemTwice(stage: Stage): Promise<void> {
  const { client, random } = stage;
  const item = anyItem(stage);
  const ask = holding(stage, [item]);
  await client.ask("hold", { ...ask, items: [item, item] });
  if (random.chance(0.5)) return;
  await client.insistOrNot("hold", ask);
  await client.ask("commitHold", { ...ask, items: [item, item] });
}

async function settleWhatIsNotHeld(stage: Stage): Promise<void> {
  const { client, random } = stage;
  const ask = { ...holding(stage, [anyItem(stage)]), actor: "staff", location: random.pick(stage.locations) };
  const methods = ["commitHold", "uncommit", "fulfil", "release"];
  for (let n = random.between(1, 3); n > 0; n -= 1) await client.ask(random.pick(methods), ask);
  await client.ask("hold", ask);
}

async function askForUnknownItem(stage: Stage): Promise<void> {
  const { client, random, unknownItemId } = stage;
  const items = [anyItem(stage), { itemId: unknownItemId, units: 1 }];
  const ask = holding(stage, random.chance(0.5) ? items : items.reverse());
  if (random.chance(0.3)) await client.insistOrNot("release", ask);
  await client.ask("hold", ask);
  await client.ask("commitHold", ask);
}

function anyItem({ random, itemIds }: Stage): ItemUnits {
  return { itemId: random.pick(itemIds), units: random.between(1, 2) };
}

function holding({ random, world, mintId }: Stage, items: ItemUnits[]) {
  return {
    holdId: mintId("odd"),
    reference: "odd",
    items,
    expiresAtMs: world.nowMs + random.pick([1_000, 60_000]),
    pin: random.chance(0.2),
    replaces: [],
  };
}
