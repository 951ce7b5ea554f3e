import type { Random } from "../runtime/random.ts";
import type { SimulatedQueue } from "../runtime/simulated-queue.ts";
import type { World } from "../runtime/world.ts";
import type { ItemUnits } from "./asks.ts";
import type { Client } from "./client.ts";
import type { ShippedStock } from "./shipped.ts";

/** What an actor has to play with. `random` is its own. */
export type Stage = {
  readonly world: World;
  readonly random: Random;
  readonly client: Client;
  readonly shipped: ShippedStock;
  readonly itemIds: readonly string[];
  /** One that was never stocked. */
  readonly unknownItemId: string;
  readonly locations: readonly string[];
  /** What the partition tells of its items. */
  readonly queue: SimulatedQueue;
  /** How long staff take, as a share of what they would. */
  readonly pace: number;
  /** For the auditor: the cart's lines as the buyer wrote them, by hold. */
  readonly carts: Map<string, readonly ItemUnits[]>;
  /** A new id, never used before. */
  mintId(prefix: string): string;
};

/** Somebody who does things until he has done enough. */
export type Actor = (stage: Stage) => Promise<void>;
