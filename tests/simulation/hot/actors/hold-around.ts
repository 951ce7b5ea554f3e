import type { ItemUnits } from "../../stock/asks.ts";
import type { SpreadTold } from "../asks.ts";
import type { HotStage, Leg, Place } from "../stage.ts";

const ROUNDS_MAX = 12;

/** Who asks, and what he knows of hot items. */
export type Seeker = {
  readonly name: string;
  /** Chooses his shard, for life. */
  readonly pick: number;
  readonly spreads: Map<string, SpreadTold>;
};
type Wish = { pin: boolean; expiresInMs: number; replaces: readonly Leg[] };
type Answer = { kind: string; spreads?: SpreadTold[] };

/**
 * Asks for a cart as checkout does: one question per place, each written down before it is asked and repeated under its
 * id at its place until it is answered. What moved is asked for where it is said to be, under a new id. Null: somebody
 * said no, and all was given back.
 */
export async function holdAround(
  stage: HotStage,
  seeker: Seeker,
  cart: readonly ItemUnits[],
  wish: Wish,
): Promise<Leg[] | null> {
  const granted: Leg[] = [];
  let open = cart;
  for (let round = 0; round < ROUNDS_MAX && open.length > 0; round += 1) {
    const legs = placed(stage, seeker, open);
    const answers = await Promise.all(legs.map((leg) => askOne(stage, seeker, leg, wish)));
    open = [];
    let isRefused = false;
    for (const [at, leg] of legs.entries()) {
      const answer = answers[at];
      if (answer?.kind === "granted") granted.push(leg);
      else if (answer?.kind === "moved") {
        for (const spread of answer.spreads ?? []) seeker.spreads.set(spread.itemId, spread);
        open = [...open, ...leg.items];
        // An earlier copy of the question may still be on its way.
        if (leg.asked > 1) await giveBack(stage, leg);
      } else isRefused = true;
    }
    if (isRefused) {
      for (const leg of granted) await giveBack(stage, leg);
      return null;
    }
  }
  if (open.length === 0) return granted;
  for (const leg of granted) await giveBack(stage, leg);
  return null;
}

export async function giveBack(stage: HotStage, leg: Leg): Promise<void> {
  await stage.at(leg.place).insist("release", settling(leg));
}

export function settling({ holdId, items }: Leg) {
  return { holdId, reference: "order", items };
}

/** Asks a place until it answers, always the same. */
export async function askOne(stage: HotStage, seeker: Seeker, leg: Leg, wish: Wish): Promise<Answer> {
  const { random, world } = stage;
  const ask = {
    ...settling(leg),
    expiresAtMs: world.nowMs + wish.expiresInMs,
    pin: wish.pin,
    replaces: wish.replaces
      .filter(({ place }) => isSame(place, leg.place))
      .map(({ holdId, items }) => ({ holdId, items })),
    sourcing: { mode: "in_order", order: random.chance(0.3) ? [random.pick(stage.locations)] : [] },
    asker: random.chance(0.5) ? seeker.name : null,
    buyer: seeker.name,
    seen: leg.place
      ? []
      : [...seeker.spreads.values()]
          .filter(({ direct }) => direct)
          .map(({ itemId, version }) => ({ itemId, version })),
  };
  for (;;) {
    const place = stage.shipped.placeOfQuestion(leg.place, leg.asked);
    leg.asked += 1;
    const answer = await stage.at(place).ask("hold", ask);
    if (answer) return answer as Answer;
    await world.outside.wait(random.between(1, 2_000));
  }
}

/** All that is at home in one question, each item of a shard in one of its own. */
function placed(stage: HotStage, { pick, spreads }: Seeker, items: readonly ItemUnits[]): Leg[] {
  const shardOf = ({ itemId }: ItemUnits) => {
    const spread = spreads.get(itemId);
    return spread && !spread.direct && spread.shards > 0 ? pick % spread.shards : null;
  };
  const atHome = items.filter((item) => shardOf(item) === null);
  const legs: Leg[] = atHome.length > 0 ? [legAt(stage, null, atHome)] : [];
  for (const item of items) {
    const shard = shardOf(item);
    if (shard !== null) legs.push(legAt(stage, { itemId: item.itemId, shard }, [item]));
  }
  return legs;
}

function legAt(stage: HotStage, place: Place, items: ItemUnits[]): Leg {
  const leg = { holdId: stage.mintId("hold"), place, items, asked: 0 };
  stage.legs.push(leg);
  return leg;
}

function isSame(one: Place, other: Place): boolean {
  return one?.itemId === other?.itemId && one?.shard === other?.shard;
}
