import type { Model } from "../model.ts";
import type { Random } from "../runtime/random.ts";
import { SimulatedQueue } from "../runtime/simulated-queue.ts";
import { followSignals } from "../stock/actors/follower.ts";
import { merchandiser, staff } from "../stock/actors/staff.ts";
import { EARLY_SHARE_PERCENT, EARLY_UNITS_MAX } from "../stock/auditor/limits.ts";
import { Client } from "../stock/client.ts";
import { closing } from "./actors/closing.ts";
import { hotBuyer } from "./actors/hot-buyer.ts";
import { hotReader } from "./actors/hot-reader.ts";
import { latecomers } from "./actors/latecomers.ts";
import { mover } from "./actors/mover.ts";
import { rush } from "./actors/rush.ts";
import { scramble } from "./actors/scramble.ts";
import { HotJudge } from "./auditor/hot-judge.ts";
import { Observer } from "./observe.ts";
import type { ShippedHot } from "./shipped.ts";
import type { HotActor, HotStage, Leg, Place } from "./stage.ts";

const HOME = "stock:0";
const LOCATIONS = ["berlin", "lyon"];
const OPEN = {
  layoutVersion: 1,
  placement: 0,
  generation: 0,
  partition: 0,
  orderNumberKey: [1, 2, 3, 4],
  where: { jurisdiction: null, locationHint: null },
};
/** While units are away they are asked for again and again: what is slower than this would only be more of it. */
const SLOW_MAX_MS = 10_000;
const STAFF_PACE = 0.02;

/** A home and its shards: what is in them is spread, sold and brought back, by hand or because many want it. */
export function hotModel(shipped: ShippedHot): Model {
  return (world, random) => {
    world.faults.limitSlowness(SLOW_MAX_MS);
    const isRush = random.chance(0.3);
    const queue = new SimulatedQueue(world, "stock-events");
    const observer = new Observer((name) => world.object(name));
    const env = envFor(random, isRush, queue);
    const shards = world.namespaceOf(observer.watching(shipped.StockShard, false), env);
    const homes = world.namespaceOf(observer.watching(shipped.Stock, true), { ...env, STOCK_SHARDS: shards });
    const home = homes.getByName(HOME);
    const stubOf = (place: Place) =>
      place === null ? home : shards.getByName(`stock-shard:${place.itemId}:${place.shard}`);
    const itemIds = Array.from(
      { length: random.pick([1, 1, 2]) },
      (_, n) => `inv_${String(n).padStart(22, "0")}`,
    );
    const locations = LOCATIONS.slice(0, random.between(1, 2));
    const judge = new HotJudge({ world, home: world.object(HOME), queue, observer, itemIds });
    const legs: Leg[] = [];
    let ids = 0;
    const stageFor = (): HotStage => {
      const own = random.fork();
      const at = (place: Place) => new Client(world, stubOf(place), own);
      return {
        ...{ world, random: own, client: at(null), at, shipped, queue, legs, locations, itemIds },
        unknownItemId: `inv_${"9".repeat(22)}`,
        pace: STAFF_PACE,
        carts: new Map(),
        sold: judge.sold,
        mintId: (prefix) => {
          ids += 1;
          return `${prefix}-${ids}`;
        },
      };
    };
    const cast = drawCast(random, isRush).map((actor) => [actor, stageFor()] as const);
    const [opening, end] = [stageFor(), stageFor()];
    followSignals(stageFor());
    return {
      judge,
      answers: judge.answers,
      begin: async () => {
        await open(opening, isRush);
        await Promise.all(cast.map(([actor, stage]) => actor(stage)));
        await closing(end);
      },
    };
  };
}

function envFor(random: Random, isRush: boolean, queue: SimulatedQueue): object {
  return {
    STOCK_HOT_PER_SECOND: isRush ? "2" : "1000000",
    STOCK_HOT_SECONDS: "1",
    STOCK_COOL_PER_SECOND: "1",
    STOCK_COOL_MS: "4000",
    STOCK_SETTLE_MS: String(random.pick([1_000, 5_000, 30_000])),
    STOCK_SHARDS_MAX: "4",
    EARLY_HOLD_UNITS_MAX: String(EARLY_UNITS_MAX),
    EARLY_HOLD_SHARE_PERCENT: String(EARLY_SHARE_PERCENT),
    STOCK_EVENTS: queue,
  };
}

function drawCast(random: Random, isRush: boolean): HotActor[] {
  const cast: HotActor[] = Array.from({ length: random.between(2, 6) }, () => hotBuyer);
  if (random.chance(0.8)) cast.push(hotReader);
  if (isRush) cast.push(rush);
  if (!isRush || random.chance(0.3)) cast.push(mover);
  if (random.chance(0.4)) cast.push(random.chance(0.6) ? scramble : latecomers);
  if (random.chance(0.5)) cast.push(staff);
  if (random.chance(0.2)) cast.push(merchandiser);
  return cast;
}

/** The home is opened by its layout, something is put on the shelves, and perhaps spread at once. */
async function open({ client, random, itemIds, locations }: HotStage, isRush: boolean): Promise<void> {
  await client.insist("open", OPEN);
  for (const itemId of itemIds) {
    for (const location of locations) {
      await client.insist("adjust", {
        ...{ itemId, location, reason: "received", note: null, actor: "staff", idempotency: null },
        change: { kind: "delta", units: isRush ? random.between(20, 50) : random.between(1, 12) },
      });
    }
    if (!isRush && random.chance(0.7))
      await client.insist("spread", { itemId, shards: random.between(1, 4) });
  }
}
