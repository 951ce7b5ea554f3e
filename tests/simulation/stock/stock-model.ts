import type { Model } from "../model.ts";
import { SimulatedQueue } from "../runtime/simulated-queue.ts";
import { buyer } from "./actors/buyer.ts";
import { crowd } from "./actors/crowd.ts";
import { followSignals } from "./actors/follower.ts";
import { meddler } from "./actors/meddler.ts";
import { reader } from "./actors/reader.ts";
import { sleeper } from "./actors/sleeper.ts";
import { merchandiser, staff } from "./actors/staff.ts";
import { EARLY_SHARE_PERCENT, EARLY_UNITS_MAX } from "./auditor/limits.ts";
import { StockJudge } from "./auditor/stock-judge.ts";
import { Client } from "./client.ts";
import type { ShippedStock } from "./shipped.ts";
import type { Actor, Stage } from "./stage.ts";

const NAME = "stock:0";
const LOCATIONS = ["berlin", "lyon"];
const OPEN = {
  layoutVersion: 1,
  placement: 0,
  generation: 0,
  partition: 0,
  orderNumberKey: [1, 2, 3, 4],
  where: { jurisdiction: null, locationHint: null },
};
/** Nothing here is hot: every item stays at home. */
const ENV = {
  STOCK_HOT_PER_SECOND: "1000000",
  EARLY_HOLD_UNITS_MAX: String(EARLY_UNITS_MAX),
  EARLY_HOLD_SHARE_PERCENT: String(EARLY_SHARE_PERCENT),
};

/** One stock partition, and everybody who reaches for what is in it. */
export function stockModel(shipped: ShippedStock): Model {
  return (world, random) => {
    const queue = new SimulatedQueue(world, "stock-events");
    const stub = world.namespaceOf(shipped.Stock, { ...ENV, STOCK_EVENTS: queue }).getByName(NAME);
    const itemIds = Array.from({ length: random.between(1, 3) }, (_, n) => itemIdOf(n));
    const unknownItemId = itemIdOf(itemIds.length);
    const judge = new StockJudge(world.object(NAME), queue, [...itemIds, unknownItemId]);
    let ids = 0;
    const stageFor = (): Stage => {
      const own = random.fork();
      return {
        world,
        random: own,
        client: new Client(world, stub, own),
        shipped,
        itemIds,
        unknownItemId,
        queue,
        locations: LOCATIONS,
        pace: 1,
        carts: judge.carts,
        mintId: (prefix) => {
          ids += 1;
          return `${prefix}-${ids}`;
        },
      };
    };
    const cast = drawCast(random).map((actor) => [actor, stageFor()] as const);
    const opening = stageFor();
    followSignals(stageFor());
    return {
      judge,
      answers: judge.answers,
      begin: async () => {
        await open(opening);
        await Promise.all(cast.map(([actor, stage]) => actor(stage)));
      },
    };
  };
}

function drawCast(random: Parameters<Model>[1]): Actor[] {
  const buyers = Array.from({ length: random.between(2, 5) }, () => buyer);
  const cast = [...buyers, staff, reader];
  if (random.chance(0.4)) cast.push(merchandiser);
  // What the meddler asks in one question must be decided in one group, which a crowd may split.
  if (random.chance(0.5)) cast.push(random.chance(0.8) ? meddler : crowd);
  if (random.chance(0.03)) cast.push(sleeper);
  return cast;
}

/** The partition is opened by its layout, and something is put on the shelves. */
async function open({ client, random, itemIds }: Stage): Promise<void> {
  await client.insist("open", OPEN);
  for (const itemId of itemIds) {
    await client.insist("adjust", {
      itemId,
      location: random.pick(LOCATIONS),
      change: { kind: "delta", units: random.between(1, 12) },
      reason: "received",
      note: null,
      actor: "staff",
      idempotency: null,
    });
  }
}

function itemIdOf(n: number): string {
  return `inv_${String(n).padStart(22, "0")}`;
}
