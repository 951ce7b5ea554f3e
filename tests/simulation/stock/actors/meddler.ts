import type { HoldAsk, ItemUnits } from "../asks.ts";
import type { Actor, Stage } from "../stage.ts";

/** Asks what no sound caller would ask. */
export const meddler: Actor = async (stage) => {
  const { random, world } = stage;
  for (let n = random.between(2, 6); n > 0; n -= 1) {
    await world.outside.wait(random.between(0, 60_000));
    await random.pick([useIdTwice, nameItemTwice, settleWhatIsNotHeld, askForUnknownItem, askForMany])(stage);
  }
};

/** The same id with other content. */
async function useIdTwice(stage: Stage): Promise<void> {
  const { client, random } = stage;
  const [first, second] = [anyItem(stage), anyItem(stage)];
  const ask = holding(stage, [first]);
  await client.insistOrNot("hold", ask);
  if (random.chance(0.3)) client.shout("release", settling(ask));
  const more = second.itemId === first.itemId ? [] : [second];
  const items = [{ ...first, units: first.units + 1 }, ...more];
  await client.ask("hold", { ...ask, items });
  if (random.chance(0.5)) await client.ask("commit", settling({ ...ask, items: items.slice(0, 1) }));
}

async function nameItemTwice(stage: Stage): Promise<void> {
  const { client, random } = stage;
  const item = anyItem(stage);
  const ask = holding(stage, [item]);
  await client.ask("hold", { ...ask, items: [item, item] });
  if (random.chance(0.5)) return;
  await client.insistOrNot("hold", ask);
  await client.ask("commit", settling({ ...ask, items: [item, item] }));
}

async function settleWhatIsNotHeld(stage: Stage): Promise<void> {
  const { client, random } = stage;
  const ask = holding(stage, [anyItem(stage)]);
  const step = { ...settling(ask), stepId: stage.mintId("step"), actor: "staff" };
  for (let n = random.between(1, 3); n > 0; n -= 1) {
    await random.pick([
      () => client.ask("commit", settling(ask)),
      () => client.ask("release", settling(ask)),
      () => client.ask("uncommit", step),
      () => client.ask("fulfil", { ...step, location: random.pick(stage.locations) }),
      () => client.ask("extend", { ...ask, expiresAtMs: ask.expiresAtMs + 1_000, lastMs: 60_000 }),
    ])();
  }
  await client.ask("hold", ask);
}

async function askForUnknownItem(stage: Stage): Promise<void> {
  const { client, random, unknownItemId } = stage;
  const items = [anyItem(stage), { itemId: unknownItemId, units: 1 }];
  const ask = holding(stage, random.chance(0.5) ? items : items.reverse());
  if (random.chance(0.3)) await client.insistOrNot("release", settling(ask));
  await client.ask("hold", ask);
  await client.ask("commit", settling(ask));
  if (random.chance(0.3))
    await client.ask("withdraw", { itemId: unknownItemId, holdId: ask.holdId, actor: "staff" });
}

/** Many holds in one question, each answered for itself. */
async function askForMany(stage: Stage): Promise<void> {
  const asks = Array.from({ length: stage.random.between(1, 5) }, () => holding(stage, [anyItem(stage)]));
  const answers = await stage.client.ask("holdMany", { asks });
  if (!answers) return;
  for (const ask of asks) await stage.client.insistOrNot("release", settling(ask));
}

function anyItem({ random, itemIds }: Stage): ItemUnits {
  return { itemId: random.pick(itemIds), units: random.between(1, 2) };
}

function holding({ random, world, mintId }: Stage, items: ItemUnits[]): HoldAsk {
  return {
    holdId: mintId("odd"),
    reference: "odd",
    items,
    expiresAtMs: world.nowMs + random.pick([1_000, 60_000]),
    pin: random.chance(0.4),
    replaces: [],
    sourcing: { mode: "in_order", order: [] },
    asker: null,
    buyer: "meddler",
  };
}

function settling({ holdId, items }: HoldAsk) {
  return { holdId, reference: "odd", items };
}
