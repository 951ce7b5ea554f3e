import type { ItemUnits } from "../../stock/asks.ts";
import type { HotActor, HotStage, Leg } from "../stage.ts";
import { askOne, giveBack, holdAround, type Seeker, settling } from "./hold-around.ts";

const SECOND = 1_000;

/** Buys some carts one after the other, wherever their items are, or lets them go. */
export const hotBuyer: HotActor = async (stage) => {
  const { random, world, mintId } = stage;
  const seeker: Seeker = { name: mintId("buyer"), pick: random.between(0, 63), spreads: new Map() };
  await world.outside.wait(random.between(0, 20 * SECOND));
  for (let carts = random.between(1, 4); carts > 0; carts -= 1) await buyOne(stage, seeker);
};

async function buyOne(stage: HotStage, seeker: Seeker): Promise<void> {
  const { random } = stage;
  if (random.chance(0.3)) seeker.spreads.clear();
  const isEarly = random.chance(0.4);
  const expiresInMs = random.pick([0, SECOND, 10 * SECOND, 60 * SECOND]);
  let held = await holdAround(stage, seeker, cartOf(stage), { pin: !isEarly, expiresInMs, replaces: [] });
  if (held && isEarly) held = await changeMind(stage, seeker, held);
  if (!held) return;
  await dawdle(stage);
  if (random.chance(0.25)) return leave(stage, held);
  for (const leg of held) await buy(stage, leg);
  if (random.chance(0.3)) await askAgain(stage, seeker, random.pick(held));
}

/** Between holding and paying: lasts longer, is taken back, becomes another cart; and is pinned in the end. */
async function changeMind(stage: HotStage, seeker: Seeker, held: Leg[]): Promise<Leg[] | null> {
  const { random, world } = stage;
  await dawdle(stage);
  for (const leg of held) {
    const expiresAtMs = world.nowMs + 30 * SECOND;
    if (random.chance(0.3))
      await stage.at(leg.place).ask("extend", { ...settling(leg), expiresAtMs, lastMs: 60 * SECOND });
    if (random.chance(0.1))
      await stage.client.insistOrNot("withdraw", { ...leg, itemId: leg.items[0]?.itemId, actor: "staff" });
  }
  const wish = { pin: true, expiresInMs: SECOND, replaces: held };
  if (random.chance(0.4)) {
    const other = await holdAround(stage, seeker, cartOf(stage), wish);
    for (const leg of held) await giveBack(stage, leg);
    return other;
  }
  const answers = await Promise.all(held.map((leg) => askOne(stage, seeker, leg, { ...wish, replaces: [] })));
  if (answers.every(({ kind }) => kind === "granted")) return held;
  for (const leg of held) await giveBack(stage, leg);
  return null;
}

async function buy(stage: HotStage, leg: Leg): Promise<void> {
  const { random } = stage;
  const isPart = stage.locations.length === 1 && random.chance(0.2);
  const sold = isPart ? { ...leg, items: leg.items.map(takePart) } : leg;
  const answer = await stage.at(leg.place).insist("commit", settling(sold));
  if (answer.kind !== "committed") return;
  stage.sold.set(leg.holdId, new Map(sold.items.map(({ itemId, units }) => [itemId, units])));
  if (random.chance(0.2)) await stage.at(leg.place).ask("commit", settling(sold));
  if (random.chance(0.2)) stage.at(leg.place).shout("release", settling(leg));
  if (random.chance(0.5)) await dawdle(stage);
  for (let steps = random.between(0, 3); steps > 0; steps -= 1) await takeStep(stage, sold);
}

/** A parcel leaves, or a part is cancelled: at home, wherever it was sold. */
async function takeStep(stage: HotStage, sold: Leg): Promise<void> {
  const { random, client, locations } = stage;
  const items = random.chance(0.5) ? sold.items : [{ ...random.pick(sold.items), units: 1 }];
  const step = {
    ...settling({ ...sold, items }),
    stepId: stage.mintId("step"),
    actor: "staff",
    // Without it the home may not have heard of the sale yet.
    shard: random.chance(0.9) ? (sold.place?.shard ?? null) : null,
  };
  const parcel = { ...step, location: random.pick(locations) };
  const [method, ask] = random.chance(0.6) ? ["fulfil", parcel] : ["uncommit", step];
  await client.insist(method, ask);
  if (random.chance(0.2)) await client.ask(method, ask);
}

async function leave(stage: HotStage, held: readonly Leg[]): Promise<void> {
  for (const leg of held) if (stage.random.chance(0.6)) await giveBack(stage, leg);
}

/** Late messages, which come when the item is anywhere. */
async function askAgain(stage: HotStage, seeker: Seeker, leg: Leg): Promise<void> {
  const { random, world } = stage;
  await world.outside.wait(random.pick([0, 5 * SECOND, 30 * SECOND]));
  const place = stage.at(leg.place);
  const wish = { pin: random.chance(0.5), expiresInMs: SECOND, replaces: [] };
  await random.pick([
    () => askOne(stage, seeker, leg, wish),
    () => place.ask("release", settling(leg)),
    () => place.ask("extend", { ...settling(leg), expiresAtMs: world.nowMs + SECOND, lastMs: SECOND }),
  ])();
}

function cartOf({ random, itemIds, shipped }: HotStage): ItemUnits[] {
  const lines = Array.from({ length: random.pick([1, 1, 2]) }, () => ({
    itemId: random.pick(itemIds) as never,
    quantity: random.pick([1, 1, 2, 5]),
  }));
  return shipped.sumPerItem(lines);
}

function takePart({ itemId, units }: ItemUnits): ItemUnits {
  return { itemId, units: units > 1 ? units - 1 : units };
}

function dawdle({ random, world }: HotStage): Promise<void> {
  return world.outside.wait(random.pick([0, 300, 2 * SECOND, 15 * SECOND]));
}
